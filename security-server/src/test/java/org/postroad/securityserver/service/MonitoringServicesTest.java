// SPDX-License-Identifier: MIT
package org.postroad.securityserver.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.ServiceId;
import org.postroad.protocol.message.SoapAttachment;
import org.postroad.protocol.message.SoapMessage;
import org.postroad.securityserver.conf.Configuration;
import org.postroad.securityserver.monitoring.Monitoring;
import org.postroad.securityserver.testing.TestInstance;
import org.postroad.securityserver.testing.TestMessages;
import org.postroad.securityserver.testing.TestServer;

/** Questions about a server are asked of its owner (G-014 to G-032). */
final class MonitoringServicesTest {
  private static final ClientId OWNER = TestInstance.PROVIDER.member();
  private static final String OPERATIONAL =
      "<om:getSecurityServerOperationalData xmlns:om=\"http://x-road.eu/xsd/op-monitoring.xsd\">"
          + "<om:searchCriteria><om:recordsFrom>1</om:recordsFrom><om:recordsTo>2</om:recordsTo>"
          + "</om:searchCriteria></om:getSecurityServerOperationalData>";
  private static final String METRICS =
      "<m:getSecurityServerMetrics xmlns:m=\"http://x-road.eu/xsd/monitoring\"/>";

  @TempDir Path directory;
  private final Configuration configuration = new TestInstance().atProvider(List.of());
  private Monitoring monitoring;
  private MonitoringServices services;

  @BeforeEach
  void open() throws IOException {
    monitoring = TestServer.openMonitoring(directory);
    services = new MonitoringServices(monitoring, new SecureRandom());
  }

  @AfterEach
  void close() throws IOException {
    monitoring.close();
  }

  private static SoapMessage request(ClientId caller, ServiceId service, String body) {
    return SoapMessage.parse(TestMessages.envelope(caller, service, body.getBytes(UTF_8)));
  }

  private static String empty(ServiceId service) {
    return "<x:" + service.serviceCode() + " xmlns:x=\"urn:x\"/>";
  }

  private ServiceResponse.Soap answer(SoapMessage request) throws IOException {
    Destination.MonitoringService asked =
        assertInstanceOf(
            Destination.MonitoringService.class, Destinations.of(request, configuration));
    return assertInstanceOf(
        ServiceResponse.Soap.class, services.answer(asked, request, configuration));
  }

  @Test
  void recordsAreAnAttachmentThatTheBodyNames() throws IOException {
    ServiceId service = ServiceId.of(OWNER, "getSecurityServerOperationalData");
    ServiceResponse.Soap response = answer(request(TestInstance.CALLER, service, OPERATIONAL));
    assertEquals("getSecurityServerOperationalDataResponse", response.message().bodyName());
    assertEquals(service, response.message().service());
    SoapAttachment attachment = response.parts().next().orElseThrow();
    assertEquals("application/gzip", attachment.contentType());
    assertEquals(Optional.of("binary"), attachment.headers().first("content-transfer-encoding"));
    assertEquals(
        Optional.of("<operational-monitoring-data.json.gz>"),
        attachment.headers().first("content-id"));
    assertEquals(
        "{\"records\":[]}",
        new String(new GZIPInputStream(attachment.body()).readAllBytes(), UTF_8));
    assertTrue(response.parts().next().isEmpty());
  }

  @ParameterizedTest
  @CsvSource({
    "getSecurityServerOperationalData, v1",
    "getSecurityServerHealthData, v7",
    "getSecurityServerHealthData,"
  })
  void versionsMeanNothingToOperationalMonitoring(String code, String version) {
    ServiceId service = new ServiceId(OWNER, code, Optional.ofNullable(version));
    assertInstanceOf(
        Destination.MonitoringService.class,
        Destinations.of(request(TestInstance.CALLER, service, empty(service)), configuration));
  }

  @Test
  void onlyTheOwnerItselfIsAskedAndMetricsHaveNoVersion() {
    for (ServiceId service :
        List.of(
            TestMessages.service("getSecurityServerOperationalData"),
            TestMessages.service("getSecurityServerHealthData"),
            TestMessages.service("getSecurityServerMetrics"),
            new ServiceId(OWNER, "getSecurityServerMetrics", Optional.of("v1")))) {
      SoapMessage request = request(TestInstance.CALLER, service, empty(service));
      Fault refused = assertThrows(Fault.class, () -> Destinations.of(request, configuration));
      assertEquals(FaultCode.UNKNOWN_SERVICE, refused.code());
    }
  }

  @Test
  void metricsAreForTheOwnerAndNobodyElseHere() throws IOException {
    ServiceId service = ServiceId.of(OWNER, "getSecurityServerMetrics");
    assertEquals(
        "getSecurityServerMetricsResponse",
        answer(request(OWNER, service, METRICS)).message().bodyName());
    for (ClientId other : List.of(TestInstance.CALLER, TestInstance.PROVIDER)) {
      Fault refused = assertThrows(Fault.class, () -> answer(request(other, service, METRICS)));
      assertEquals(FaultCode.ACCESS_DENIED, refused.code());
      assertEquals(
          "Request is not allowed: SERVICE:TEST/GOV/5678/getSecurityServerMetrics", refused.text());
    }
  }
}
