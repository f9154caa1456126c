// SPDX-License-Identifier: MIT
package org.postroad.securityserver.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/** What a description may not hold. */
class ServiceDescriptionTest {
  private static final String URL = "http://service.example/";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "listMethods",
        "allowedMethods",
        "getWsdl",
        "getOpenAPI",
        "getSecurityServerMetrics",
        "getSecurityServerOperationalData",
        "getSecurityServerHealthData",
        "listClients"
      })
  void codesOfTheProtocolCannotBeRegistered(String code) {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class, () -> ServiceDescription.Service.of(code, URL));
    assertEquals("service code '" + code + "' is reserved", refused.getMessage());
    Fault inStore =
        assertThrows(Fault.class, () -> ServerConfigurationJson.read(documentWith(code)));
    assertEquals(List.of(FaultCode.MALFORMED_SERVER_CONF), inStore.path());
    assertTrue(inStore.text().contains(code), inStore.text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"listmethods", "listMethods2", "getwsdl", "getPerson"})
  void otherCodesCan(String code) {
    assertEquals(code, ServiceDescription.Service.of(code, URL).code());
    ServerConfiguration read = ServerConfigurationJson.read(documentWith(code));
    assertEquals(code, read.servicesOf(Fixtures.PROVIDER).getFirst().service().code());
  }

  private static byte[] documentWith(String code) {
    ServerConfiguration plain =
        Fixtures.server(
            Fixtures.client(Fixtures.PROVIDER, List.of(Fixtures.description("other")), List.of()));
    return new String(ServerConfigurationJson.write(plain), StandardCharsets.UTF_8)
        .replace("\"code\":\"other\"", "\"code\":\"" + code + "\"")
        .getBytes(StandardCharsets.UTF_8);
  }
}
