// SPDX-License-Identifier: MIT

package org.postroad.registry.management;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.postroad.registry.management.Fixtures.CONTRACTS;
import static org.postroad.registry.management.Fixtures.MEMBER;
import static org.postroad.registry.management.Fixtures.MEMBERS_KEY;
import static org.postroad.registry.management.Fixtures.NOW;
import static org.postroad.registry.management.Fixtures.SERVER;
import static org.postroad.registry.management.Fixtures.SHOP;
import static org.postroad.registry.management.Fixtures.message;

import java.io.StringReader;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.xml.transform.stream.StreamSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroad.protocol.dispatch.PortHead;
import org.postroad.protocol.dispatch.PortReply;
import org.postroad.protocol.dispatch.PortRequest;
import org.postroad.protocol.management.ManagementMessage;
import org.postroad.protocol.management.ManagementRequest;
import org.postroad.protocol.management.ManagementRequest.AddressChange;
import org.postroad.protocol.management.ManagementRequest.AuthCertDeletion;
import org.postroad.protocol.management.ManagementRequest.ClientDeletion;
import org.postroad.protocol.management.ManagementRequest.ClientDisable;
import org.postroad.protocol.management.ManagementRequest.ClientEnable;
import org.postroad.protocol.management.ManagementRequest.ClientReg;
import org.postroad.protocol.management.ManagementRequest.ClientRename;
import org.postroad.protocol.management.ManagementRequest.MaintenanceModeDisable;
import org.postroad.protocol.management.ManagementRequest.MaintenanceModeEnable;
import org.postroad.protocol.management.ManagementRequest.OwnerChange;
import org.postroad.protocol.management.SubmittedRequest.Signed;
import org.postroad.protocol.message.SoapMessage;

/** What CXF makes of management requests, by the contracts and nothing else. */
class ServiceContractsTest {
  private static final String ANSWER =
      """
      <soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Header>\
      <xroad:client xmlns:xroad="http://x-road.eu/xsd/xroad.xsd"\
       xmlns:id="http://x-road.eu/xsd/identifiers" id:objectType="MEMBER">\
      <id:xRoadInstance>TEST</id:xRoadInstance><id:memberClass>GOV</id:memberClass>\
      <id:memberCode>1</id:memberCode></xroad:client>\
      <xroad:service xmlns:xroad="http://x-road.eu/xsd/xroad.xsd"\
       xmlns:id="http://x-road.eu/xsd/identifiers" id:objectType="SERVICE">\
      <id:xRoadInstance>TEST</id:xRoadInstance><id:memberClass>GOV</id:memberClass>\
      <id:memberCode>1</id:memberCode><id:subsystemCode>Management</id:subsystemCode>\
      <id:serviceCode>clientDisable</id:serviceCode></xroad:service>\
      <xroad:id xmlns:xroad="http://x-road.eu/xsd/xroad.xsd">6f1c</xroad:id>\
      <xroad:protocolVersion xmlns:xroad="http://x-road.eu/xsd/xroad.xsd">4.0</xroad:protocolVersion>\
      </soap:Header><soap:Body>\
      <xroad:clientDisableResponse xmlns:id="http://x-road.eu/xsd/identifiers"\
       xmlns:xroad="http://x-road.eu/xsd/xroad.xsd"><xroad:server id:objectType="SERVER">\
      <id:xRoadInstance>TEST</id:xRoadInstance><id:memberClass>GOV</id:memberClass>\
      <id:memberCode>1</id:memberCode><id:serverCode>SS1</id:serverCode></xroad:server>\
      <xroad:client id:objectType="SUBSYSTEM"><id:xRoadInstance>TEST</id:xRoadInstance>\
      <id:memberClass>COM</id:memberClass><id:memberCode>2</id:memberCode>\
      <id:subsystemCode>Shop</id:subsystemCode></xroad:client>\
      <xroad:requestId>394</xroad:requestId></xroad:clientDisableResponse>\
      </soap:Body></soap:Envelope>\
      """;

  private final List<String> called = new ArrayList<>();

  private static PortRequest request(String method, String path, String query, String soap) {
    var headers =
        Map.of("content-type", List.of("text/xml"), "host", List.of("registry.example:4002"));
    var head = new PortHead(method, path, query, headers, InetAddress.getLoopbackAddress());
    return new PortRequest(head, soap.getBytes(UTF_8));
  }

  private PortReply send(ManagementPort port, String soap) {
    return CONTRACTS
        .of(port)
        .answer(
            request("POST", port.path(), "", soap),
            (operation, header, body) -> {
              called.add(operation);
              return new StreamSource(new StringReader("<a>" + header.size() + "</a>"));
            });
  }

  private static String text(ManagementRequest request) {
    return new String(message(request).soap().bytes(), UTF_8);
  }

  static Stream<ManagementRequest> requests() {
    return Stream.of(
        Fixtures.registration(),
        new AuthCertDeletion(SERVER, Fixtures.AUTHENTICATION.certificate()),
        new ClientReg(SERVER, SHOP, Optional.of("Shop")),
        new ClientReg(SERVER, MEMBER, Optional.empty()),
        new ClientDeletion(SERVER, SHOP),
        new ClientDisable(SERVER, SHOP),
        new ClientEnable(SERVER, SHOP),
        new ClientRename(SERVER, SHOP, "Pood"),
        new OwnerChange(SERVER, MEMBER),
        new AddressChange(SERVER, "ss1.example"),
        new MaintenanceModeEnable(SERVER, Optional.of("Back at 8")),
        new MaintenanceModeEnable(SERVER, Optional.empty()),
        new MaintenanceModeDisable(SERVER));
  }

  @ParameterizedTest
  @MethodSource("requests")
  void everyRequestFindsItsOperation(ManagementRequest request) {
    ManagementPort port = ManagementPort.of(request.service());
    PortReply reply = send(port, text(request));
    assertEquals(200, reply.status(), () -> new String(reply.body(), UTF_8));
    assertEquals(List.of(request.service().code()), called);
    assertTrue(new String(reply.body(), UTF_8).contains("<a>4</a>"), "header of four elements");
    ManagementPort other =
        port == ManagementPort.SERVICES ? ManagementPort.REGISTRATION : ManagementPort.SERVICES;
    assertEquals(500, send(other, text(request)).status());
    assertEquals(1, called.size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "<xroad:address>ss1.example</xroad:address> | ~~",
        "<xroad:address>ss1.example</xroad:address> | <xroad:adress>ss1.example</xroad:adress>",
        "xroad:address> | id:address>",
        "</xroad:address> | </xroad:address><xroad:more/>",
        "<xroad:address> | <xroad:address a='b'>",
        "<id:memberClass>GOV</id:memberClass> | ~~",
        "id:objectType=`SERVER` | id:objectType=`NODE`",
        "id:objectType=`SERVER` | ~~",
        "xroad:addressChange> | xroad:addressChanges>",
        "SOAP-ENV:Body> | SOAP-ENV:Bodies>",
        "<SOAP-ENV:Body> | <SOAP-ENV:Body><xroad:address/>",
        "<SOAP-ENV:Header> | <!DOCTYPE a><SOAP-ENV:Header>",
        "ss1.example | &unknown;"
      })
  void whatIsNotByTheContractIsRefusedAndNothingIsCalled(String right, String wrong) {
    String soap = text(new AddressChange(SERVER, "ss1.example"));
    String broken = soap.replace(right.replace('`', '"'), wrong.replace('`', '"'));
    assertNotEquals(soap, broken);
    PortReply reply = send(ManagementPort.SERVICES, broken);
    assertEquals(500, reply.status());
    assertEquals(List.of(), called);
  }

  @Test
  void entitiesAreNotResolved() {
    String soap = text(new AddressChange(SERVER, "ss1.example"));
    String entity =
        soap.replace("?>", "?><!DOCTYPE a [<!ENTITY host SYSTEM 'file:///etc/hostname'>]>")
            .replace(">ss1.example<", ">&host;<");
    assertNotEquals(soap, entity);
    assertEquals(500, send(ManagementPort.SERVICES, entity).status());
    assertEquals(List.of(), called);
  }

  private static Reply run(String soap) {
    var request = ManagementMessage.parse(SoapMessage.parse(soap.getBytes(UTF_8)));
    var signed = new Signed(request, Fixtures.proof(request, MEMBERS_KEY));
    return Fixtures.line((accepted, why) -> 394, NOW)
        .run(Fixtures.at(ManagementPort.SERVICES, signed));
  }

  /** Rows B10 and B13: the header as it was, the service as it was called. */
  @ParameterizedTest
  @ValueSource(strings = {"clientDisable", "CLIENTDISABLE"})
  void anAnswerRepeatsTheRequest(String code) {
    Reply reply = run(text(new ClientDisable(SERVER, SHOP)).replace("clientDisable", code));
    assertEquals(200, reply.status(), () -> new String(reply.body(), UTF_8));
    assertEquals(ANSWER.replace("clientDisable", code), new String(reply.body(), UTF_8));
  }

  /** Spellings that mean the same to every reader of XML. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "></ | ~></~",
        "<xroad:client | ~\r\n  <xroad:client~",
        "</SOAP-ENV: | ~\n\t</SOAP-ENV:~",
        "SOAP-ENV | s",
        "id: | x:",
        ">Shop< | ><![CDATA[Sh]]>op<",
        ">Shop< | >Sh<!-- o -->op<",
        ">Shop< | >&#x53;hop<",
        "<xroad:id> | <xroad:userId>&quot;Bernd&quot;</xroad:userId><xroad:id>",
        "</SOAP-ENV:Envelope> | </SOAP-ENV:Envelope><!-- that is all -->",
        "encoding=`UTF-8` | encoding=`utf-8`"
      })
  void otherSpellingsAreReadAlike(String right, String wrong) {
    String other =
        text(new ClientDisable(SERVER, SHOP))
            .replace(right.replace('`', '"'), wrong.replace('`', '"'))
            .replace("xmlns:id", wrong.equals("x:") ? "xmlns:x" : "xmlns:id");
    Reply reply = run(other);
    assertEquals(200, reply.status(), () -> new String(reply.body(), UTF_8));
  }

  /** What has been carried out is never told to be refused. */
  @Test
  void aResponseThatCannotBeWrittenIsAFailure() {
    String path = ManagementPort.SERVICES.path();
    var request = request("POST", path, "", text(new ClientDeletion(SERVER, SHOP)));
    assertThrows(
        IllegalStateException.class,
        () ->
            CONTRACTS
                .of(ManagementPort.SERVICES)
                .answer(
                    request,
                    (operation, header, body) -> new StreamSource(new StringReader("<a>no end"))));
  }

  /** Each answer is to its own request, however many there are at once. */
  @Test
  void requestsAtOnceDoNotMeet() throws Exception {
    List<Callable<Boolean>> tasks = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      String name = "Shop number " + i;
      tasks.add(() -> {
        String soap = text(new ClientRename(SERVER, SHOP, name));
        Reply reply = run(soap);
        return reply.status() == 200
            && new String(reply.body(), UTF_8).contains("<xroad:subsystemName>" + name + "<");
      });
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Boolean> answer : threads.invokeAll(tasks)) {
        assertTrue(answer.get());
      }
    }
  }

  @Test
  void theContractIsPublishedWithTheAddressThatWasAsked() {
    String path = ManagementPort.SERVICES.path();
    PortReply reply = CONTRACTS.describe(request("GET", path, "wsdl", ""));
    String wsdl = new String(reply.body(), UTF_8);
    assertEquals(200, reply.status(), wsdl);
    assertTrue(wsdl.contains("https://registry.example:4002/managementservice/manage/"), wsdl);
    assertTrue(wsdl.contains("maintenanceModeEnableResponse"), wsdl);
  }
}
