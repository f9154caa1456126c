// SPDX-License-Identifier: MIT

package org.postroad.protocol.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.postroad.protocol.message.Fixtures.HEADER;
import static org.postroad.protocol.message.Fixtures.envelope;
import static org.postroad.protocol.message.Fixtures.parts;
import static org.postroad.protocol.message.Fixtures.request;
import static org.postroad.protocol.message.Fixtures.response;
import static org.postroad.protocol.message.Fixtures.soap;
import static org.postroad.protocol.message.Fixtures.text;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.identifier.ClientId;

class SoapMessageTest {
  private static final String BODY = "<t:getState xmlns:t=\"urn:t\"/>";

  @Test
  void readsTheHeader() {
    SoapMessage message = soap(request());
    assertEquals(ClientId.parse("DEV/COM/4321/TestClient"), message.client());
    assertEquals("SERVICE:DEV/COM/1234/TestService/getState/v1", message.service().text());
    assertEquals("abc-1", message.queryId());
    assertEquals(Optional.of(" EE123 "), message.userId());
    assertEquals(Optional.of("i"), message.issue());
    assertEquals("4.0", message.protocol());
    assertEquals("getState", message.bodyName());
    assertFalse(message.isResponse());
    assertFalse(message.isFault());
    assertTrue(soap(response()).isResponse());
  }

  @Test
  void readsExtensions() {
    String more =
        """
        <x:securityServer id:objectType="SERVER"><id:xRoadInstance>DEV</id:xRoadInstance>
        <id:memberClass>COM</id:memberClass><id:memberCode>1234</id:memberCode>
        <id:serverCode>SS1</id:serverCode></x:securityServer>
        <r:representedParty><r:partyClass>ORG</r:partyClass><r:partyCode>5</r:partyCode>
        </r:representedParty><x:requestHash algorithmId="urn:a">aGFzaA==</x:requestHash>
        """;
    SoapHeader header = soap(envelope(HEADER + more, BODY)).header();
    assertEquals("DEV/COM/1234/SS1", header.securityServer().orElseThrow().toString());
    assertEquals("ORG/5", header.representedParty().orElseThrow().toString());
    assertEquals(Optional.of(new RequestHash("urn:a", "aGFzaA==")), header.requestHash());
  }

  @Test
  void keepsTheBytes() {
    byte[] bytes =
        ("\uFEFF<?xml version='1.0'?>\r\n" + request() + "\n<!-- end -->").getBytes(UTF_8);
    assertSame(bytes, SoapMessage.parse(bytes, "application/xop+xml").bytes());
  }

  @Test
  void passesOverUnknownHeadersPartsAndComments() {
    String odd =
        HEADER
            .replace("<x:userId>", "<!-- c --><y:client xmlns:y='urn:y'>?</y:client><x:userId>")
            .replace("<id:memberCode>4321", "<id:groupCode><z/></id:groupCode><id:memberCode>4321");
    assertEquals(soap(request()).header(), soap(envelope(odd, BODY)).header());
  }

  @Test
  void derivesTheTypeOfTheClientFromItsParts() {
    assertDoesNotThrow(() -> soap(request().replace("\"SUBSYSTEM\"", "\"MEMBER\"")));
  }

  static Stream<Arguments> malformed() {
    return Stream.of(
        refused(FaultCode.INVALID_SOAP, "<a/>"),
        refused(FaultCode.INVALID_SOAP, ""),
        refused(FaultCode.INVALID_SOAP, "\uFEFF"),
        refused(FaultCode.INVALID_SOAP, request() + "<a/>"),
        refused(FaultCode.INVALID_SOAP, "<!DOCTYPE a>" + request()),
        refused(FaultCode.INVALID_SOAP, request().replace("</s:Body>", "")),
        refused(FaultCode.INVALID_SOAP, request().replace("/soap/envelope/", "/soap/other/")),
        refused(FaultCode.MISSING_HEADER, parts("<s:Body>" + BODY + "</s:Body>")),
        refused(FaultCode.MISSING_BODY, parts("<s:Header>" + HEADER + "</s:Header>")),
        refused(FaultCode.INVALID_BODY, envelope(HEADER, "")),
        refused(FaultCode.INVALID_BODY, envelope(HEADER, BODY + BODY)),
        refused(FaultCode.INVALID_SOAP, envelope(HEADER, BODY + "text")),
        refused(FaultCode.INVALID_SOAP, envelope(HEADER + "text", BODY)),
        refused(FaultCode.INVALID_SOAP, envelope(HEADER, BODY + "</s:Body><s:Body>" + BODY)),
        refused(FaultCode.INVALID_SOAP, envelope(HEADER + "</s:Header><s:Header>", BODY)),
        refused(
            FaultCode.INVALID_SOAP,
            parts("<s:Body>" + BODY + "</s:Body><s:Header>" + HEADER + "</s:Header>")),
        refused(FaultCode.INCONSISTENT_HEADERS, envelope(HEADER, "<other/>")),
        refused(FaultCode.INVALID_PROTOCOL_VERSION, request().replace(">4.0<", ">5.0<")),
        refused(FaultCode.INVALID_PROTOCOL_VERSION, request().replace(">4.0<", ">4<")),
        refused(FaultCode.INVALID_PROTOCOL_VERSION, request().replace(">4.0<", "> 4.0<")),
        refused(FaultCode.INVALID_XML, request().replace("id:objectType=\"SERVICE\"", "")),
        refused(FaultCode.INVALID_XML, request().replace("id:objectType=\"S", "objectType=\"S")),
        refused(FaultCode.INVALID_XML, request().replace("\"SERVICE\"", "\"MEMBER\"")),
        refused(FaultCode.INVALID_XML, request().replace("\"SUBSYSTEM\"", "\"CENTRALSERVICE\"")));
  }

  private static Arguments refused(FaultCode code, String document) {
    return Arguments.of(code, document);
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void refusesMalformed(FaultCode code, String document) {
    assertEquals(code, assertThrows(Fault.class, () -> soap(document)).code());
  }

  @ParameterizedTest
  @ValueSource(strings = {"client", "service", "id", "protocolVersion"})
  void refusesWithoutARequiredField(String name) {
    String without = HEADER.replaceAll("(?s)<x:" + name + "[ >].*?</x:" + name + ">", "");
    var fault = assertThrows(Fault.class, () -> soap(envelope(without, BODY)));
    assertEquals(FaultCode.MISSING_HEADER_FIELD, fault.code());
    assertTrue(fault.text().contains(name), fault.text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"xRoadInstance", "memberClass", "memberCode", "subsystemCode", "serviceVersion"})
  void refusesEmptyIdentifierParts(String name) {
    String empty = HEADER.replaceAll("<id:" + name + ">[^<]*", "<id:" + name + ">");
    var fault = assertThrows(Fault.class, () -> soap(envelope(empty, BODY)));
    assertEquals(FaultCode.MISSING_HEADER_FIELD, fault.code());
    assertEquals("Required field '" + name + "' is missing", fault.text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x:client",
        "x:service",
        "x:id",
        "x:userId",
        "x:issue",
        "x:protocolVersion",
        "id:memberCode",
        "id:serviceCode",
        "id:serviceVersion"
      })
  void refusesRepeatedFields(String name) {
    String twice = HEADER.replaceAll("(?s)(<" + name + "[ >].*?</" + name + ">)", "$1$1");
    var fault = assertThrows(Fault.class, () -> soap(envelope(twice, BODY)));
    assertEquals(FaultCode.DUPLICATE_HEADER_FIELD, fault.code());
    assertTrue(fault.text().endsWith('}' + name.replaceAll(".*:", "") + "'"), fault.text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"43<!-- c -->21", "43<?p?>21", "43<b/>21", "<!-- -->4321"})
  void refusesFieldsThatReadersSeeDifferently(String code) {
    String odd = HEADER.replace("4321", code);
    assertThrows(Fault.class, () -> soap(envelope(odd, BODY)));
    String oddId = HEADER.replace("abc-1", code);
    assertThrows(Fault.class, () -> soap(envelope(oddId, BODY)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"43<![CDATA[2]]>1", "4&#51;21", "&#x34;321"})
  void takesOtherSpellingsOfTheSameText(String code) {
    assertEquals(
        soap(request()).header(), soap(envelope(HEADER.replace("4321", code), BODY)).header());
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "text/plain", "multipart/related", "", "xml"})
  void refusesOtherContentTypes(String type) {
    byte[] bytes = request().getBytes(UTF_8);
    var fault = assertThrows(Fault.class, () -> SoapMessage.parse(bytes, type));
    assertEquals(FaultCode.INVALID_CONTENT_TYPE, fault.code());
  }

  @Test
  void recognisesAFaultWithAndWithoutHeader() {
    String fault =
        "<s:Fault><faultcode>server.serverproxy.access_denied</faultcode>"
            + "<faultstring>No &amp; no</faultstring><faultactor/><detail>"
            + "<faultDetail xmlns=''>77</faultDetail></detail></s:Fault>";
    for (String document :
        new String[] {envelope(HEADER, fault), parts("<s:Body>" + fault + "</s:Body>")}) {
      var report = soap(document).fault().orElseThrow();
      assertEquals("server.serverproxy.access_denied", report.code());
      assertEquals("No & no", report.text());
      assertEquals("77", report.detail());
      assertTrue(soap(document).isFault());
      assertThrows(IllegalStateException.class, () -> soap(document).header());
    }
  }

  @Test
  void insertsTheRequestHashBehindTheId() {
    var hash = new RequestHash("urn:alg", "aGFzaA==");
    SoapMessage bound = soap(response()).withRequestHash(hash);
    assertEquals(
        response()
            .replace(
                "</x:id>",
                "</x:id><x:requestHash algorithmId=\"urn:alg\">aGFzaA==</x:requestHash>"),
        text(bound));
    assertEquals(Optional.of(hash), bound.header().requestHash());
    assertEquals(text(bound), text(bound.withRequestHash(hash)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"<x:id>", "<x:protocolVersion>"})
  void replacesAHashOfTheService(String before) {
    String foreign = "<x:requestHash algorithmId='urn:b'>Zm9v</x:requestHash>";
    SoapMessage given = soap(response().replace(before, foreign + before));
    var hash = new RequestHash("urn:alg", "aGFzaA==");
    assertEquals(text(soap(response()).withRequestHash(hash)), text(given.withRequestHash(hash)));
  }

  @Test
  void writesTheHashWithThePrefixOfTheId() {
    var hash = new RequestHash("urn:alg", "aGFzaA==");
    String plain =
        response()
            .replace("<x:id>", "<id xmlns='http://x-road.eu/xsd/xroad.xsd'>")
            .replace("</x:id>", "</id>");
    assertTrue(
        text(soap(plain).withRequestHash(hash))
            .contains(
                "</id><requestHash xmlns=\"http://x-road.eu/xsd/xroad.xsd\""
                    + " algorithmId=\"urn:alg\">aGFzaA==</requestHash>"));
    String inherited =
        response()
            .replace("<s:Header>", "<s:Header xmlns:q='http://x-road.eu/xsd/xroad.xsd'>")
            .replace("<x:id>abc-1</x:id>", "<q:id>abc-1</q:id>");
    assertTrue(
        text(soap(inherited).withRequestHash(hash))
            .contains("</q:id><q:requestHash algorithmId=\"urn:alg\">aGFzaA==</q:requestHash>"));
  }

  @Test
  void turnsOtherEncodingsIntoUtf8WhenTheHashIsInserted() {
    var hash = new RequestHash("urn:alg", "aGFzaA==");
    String german = response().replace(">ok<", ">\u00E4\u00F6<");
    String expected =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + text(soap(german).withRequestHash(hash));
    byte[] latin = ("<?xml version='1.0' encoding='iso-8859-1'?>" + german).getBytes(ISO_8859_1);
    byte[] wide = ("\uFEFF<?xml version='1.0' encoding='utf-16'?>" + german).getBytes(UTF_16LE);
    for (byte[] document : new byte[][] {latin, wide}) {
      SoapMessage message = SoapMessage.parse(document, "text/xml");
      assertArrayEquals(document, message.bytes());
      assertEquals(expected, text(message.withRequestHash(hash)));
    }
  }

  @Test
  void acceptsTheResponseToTheRequest() {
    SoapMessage request = soap(request());
    SoapMessage response = soap(response()).withRequestHash(request.hash());
    request.checkConsistentWith(response);
    request.checkRequestHashOf(response);
  }

  static Stream<Arguments> otherResponses() {
    return Stream.of(
        Arguments.of(">TestClient<", ">OtherClient<"),
        Arguments.of(">v1<", ">v2<"),
        Arguments.of("<id:serviceVersion>v1</id:serviceVersion>", ""),
        Arguments.of("abc-1", "abc-2"),
        Arguments.of(" EE123 ", "EE123"),
        Arguments.of("<x:issue>i</x:issue>", ""),
        Arguments.of(
            "<x:issue>",
            "<r:representedParty><r:partyCode>1</r:partyCode></r:representedParty><x:issue>"));
  }

  @ParameterizedTest
  @MethodSource("otherResponses")
  void refusesAnotherResponse(String from, String to) {
    SoapMessage request = soap(request());
    SoapMessage other = soap(response().replace(from, to)).withRequestHash(request.hash());
    var fault = assertThrows(Fault.class, () -> request.checkConsistentWith(other));
    assertEquals(FaultCode.INCONSISTENT_RESPONSE, fault.code());
    assertEquals("Response from server proxy is not consistent with request", fault.text());
  }

  @Test
  void refusesAResponseWithoutOrWithAnotherHash() {
    SoapMessage request = soap(request());
    SoapMessage response = soap(response());
    assertEquals(
        "Response from server proxy is missing request message hash",
        assertThrows(Fault.class, () -> request.checkRequestHashOf(response)).text());
    SoapMessage other = response.withRequestHash(soap(request() + "\n").hash());
    assertEquals(
        "Request message hash does not match request message",
        assertThrows(Fault.class, () -> request.checkRequestHashOf(other)).text());
  }
}
