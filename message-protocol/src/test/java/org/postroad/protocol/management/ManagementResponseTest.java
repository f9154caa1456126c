// SPDX-License-Identifier: MIT

package org.postroad.protocol.management;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.postroad.protocol.management.Fixtures.SERVER;
import static org.postroad.protocol.management.Fixtures.SUBSYSTEM;
import static org.postroad.protocol.management.Fixtures.message;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.fault.FaultReport;
import org.postroad.protocol.fault.PeerFault;
import org.postroad.protocol.management.ManagementRequest.ClientReg;
import org.postroad.protocol.message.SoapMessage;
import org.postroad.protocol.xml.Namespaces;
import org.postroad.protocol.xml.XmlElement;

class ManagementResponseTest {
  private static final ManagementMessage REQUEST =
      message(new ClientReg(SERVER, SUBSYSTEM, Optional.of("Shop")));
  private static final String RESPONSE = text(ManagementResponse.to(REQUEST, 394));

  static List<ManagementRequest> requests() {
    return Fixtures.requests();
  }

  private static String text(SoapMessage message) {
    return new String(message.bytes(), UTF_8);
  }

  private static Optional<Long> read(String response) {
    return read(response, "text/xml; charset=UTF-8");
  }

  private static Optional<Long> read(String response, String contentType) {
    return ManagementResponse.idIn(response.getBytes(UTF_8), contentType, REQUEST);
  }

  @ParameterizedTest
  @MethodSource("requests")
  void aResponseRepeatsTheRequestAndEndsWithTheId(ManagementRequest request) {
    ManagementMessage message = message(request);
    SoapMessage response = ManagementResponse.to(message, 17);
    message.soap().checkConsistentWith(response);
    assertEquals(request.service().code() + "Response", response.bodyName());
    List<XmlElement> children = response.body().children();
    assertEquals(message.soap().body().children(), children.subList(0, children.size() - 1));
    assertEquals("17", children.getLast().textOnly());
    assertEquals(true, children.getLast().is(Namespaces.XROAD, "requestId"));
    assertEquals(
        Optional.of(17L),
        ManagementResponse.idIn(response.bytes(), ManagementResponse.CONTENT_TYPE, message));
  }

  @Test
  void aResponseKeepsTheSpellingOfTheService() {
    String shouted = text(REQUEST.soap()).replace("clientReg", "CLIENTREG");
    ManagementMessage request = ManagementMessage.parse(SoapMessage.parse(shouted.getBytes(UTF_8)));
    assertEquals("CLIENTREGResponse", ManagementResponse.to(request, 1).bodyName());
  }

  @ParameterizedTest
  @CsvSource({
    "<xroad:requestId>394</xroad:requestId>, ''",
    ">394<, ><",
    ">394<, >39a<",
    ">394<, >-394<",
    ">394<, >1234567890123456789<",
    "xroad:requestId, xroad:number"
  })
  void anIdThatIsNoNumberIsNone(String from, String to) {
    assertEquals(Optional.of(394L), read(RESPONSE));
    assertEquals(Optional.empty(), read(RESPONSE.replace(from, to)));
  }

  @ParameterizedTest
  @CsvSource({
    "<xroad:id>6f1c, <xroad:id>6f1d",
    "<id:memberCode>1</id:memberCode></xroad:client>, <id:memberCode>3</id:memberCode></xroad:client>",
    "<id:subsystemCode>Management, <id:subsystemCode>Other"
  })
  void aResponseToAnotherRequestIsRefused(String from, String to) {
    Fault fault = assertThrows(Fault.class, () -> read(RESPONSE.replace(from, to)));
    assertEquals(FaultCode.INCONSISTENT_RESPONSE, fault.code());
  }

  @Test
  void theRequestItselfIsNoResponse() {
    Fault fault = assertThrows(Fault.class, () -> read(text(REQUEST.soap())));
    assertEquals(FaultCode.INCONSISTENT_RESPONSE, fault.code());
  }

  @Test
  void aResponseOfAnotherTypeIsRefused() {
    Fault fault = assertThrows(Fault.class, () -> read(RESPONSE, "text/html"));
    assertEquals(FaultCode.HTTP_ERROR, fault.code());
  }

  @Test
  void aFaultIsHandedOnAsItCame() {
    var report = new FaultReport("server.serverproxy.access_denied", "No", "17");
    PeerFault fault = assertThrows(PeerFault.class, () -> read(new String(report.toSoap(), UTF_8)));
    assertEquals(report, fault.report());
    assertArrayEquals(report.toSoap(), fault.original());
  }
}
