// SPDX-License-Identifier: MIT

package org.postroad.protocol.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.postroad.protocol.message.Fixtures.HEADER;
import static org.postroad.protocol.message.Fixtures.envelope;
import static org.postroad.protocol.message.Fixtures.lines;
import static org.postroad.protocol.message.Fixtures.request;
import static org.postroad.protocol.message.Fixtures.response;
import static org.postroad.protocol.message.Fixtures.soap;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.postroad.protocol.mime.Headers;

/** What is logged of messages whose bodies are not (E-008, E-009, A-034). */
class MetadataTest {
  private static final String BODY = "<t:getState xmlns:t=\"urn:t\"/>";

  private static String text(byte[] bytes) {
    return new String(bytes, UTF_8);
  }

  @Test
  void aSoapRequestBecomesAFreshEnvelopeWithTheHeadersOfXroad() {
    assertEquals(
        """
        <?xml version="1.0" encoding="UTF-8"?>\
        <SOAP-ENV:Envelope xmlns:SOAP-ENV="http://schemas.xmlsoap.org/soap/envelope/" \
        xmlns:id="http://x-road.eu/xsd/identifiers" xmlns:xroad="http://x-road.eu/xsd/xroad.xsd">\
        <SOAP-ENV:Header>\
        <xroad:client id:objectType="SUBSYSTEM"><id:xRoadInstance>DEV</id:xRoadInstance>\
        <id:memberClass>COM</id:memberClass><id:memberCode>4321</id:memberCode>\
        <id:subsystemCode>TestClient</id:subsystemCode></xroad:client>\
        <xroad:service id:objectType="SERVICE"><id:xRoadInstance>DEV</id:xRoadInstance>\
        <id:memberClass>COM</id:memberClass><id:memberCode>1234</id:memberCode>\
        <id:subsystemCode>TestService</id:subsystemCode><id:serviceCode>getState</id:serviceCode>\
        <id:serviceVersion>v1</id:serviceVersion></xroad:service>\
        <xroad:userId> EE123 </xroad:userId><xroad:issue>i</xroad:issue>\
        <xroad:id>abc-1</xroad:id><xroad:protocolVersion>4.0</xroad:protocolVersion>\
        </SOAP-ENV:Header><SOAP-ENV:Body><xroad:getState></xroad:getState></SOAP-ENV:Body>\
        </SOAP-ENV:Envelope>\
        """,
        text(soap(request()).metadata()));
  }

  @Test
  void everyHeaderOfXroadIsKeptAndInTheOrderOfTheReference() {
    String header =
        """
        <r:representedParty><r:partyCode>5</r:partyCode><r:partyClass>O&amp;G</r:partyClass>
        </r:representedParty>
        <x:securityServer id:objectType="SERVER"><id:xRoadInstance>DEV</id:xRoadInstance>
        <id:memberClass>COM</id:memberClass><id:memberCode>1234</id:memberCode>
        <id:serverCode>SS1</id:serverCode></x:securityServer>
        """;
    SoapMessage message = soap(envelope(header + HEADER, BODY));
    SoapMessage metadata = SoapMessage.parse(message.metadata());
    assertEquals(message.header(), metadata.header());
    assertTrue(
        text(message.metadata())
            .replaceAll("<[^x/][^>]*>|</[^>]*>|>[^<]+<|<xroad:|id:objectType=\"\\w*\"", " ")
            .strip()
            .matches("(?s).*client.*service.*securityServer.*userId.*issue.*id.*protocolVersion.*"),
        text(message.metadata()));
    assertTrue(text(message.metadata()).contains("<repr:partyCode>5</repr:partyCode>"));
  }

  @Test
  void aSecurityTokenAndTheContentAreLost() {
    String token =
        """
        <st:securityToken xmlns:st="http://x-road.eu/xsd/security-token.xsd"
            tokenType="urn:ietf:params:oauth:token-type:jwt">eyJhbGciOi</st:securityToken>\
        """;
    SoapMessage message =
        soap(envelope(token + HEADER, "<t:getState xmlns:t=\"urn:t\">secret</t:getState>"));
    assertTrue(text(message.bytes()).contains("eyJhbGciOi"));
    assertFalse(text(message.metadata()).contains("eyJhbGciOi"));
    assertFalse(text(message.metadata()).contains("secret"));
  }

  @Test
  void aSoapResponseKeepsTheHashOfItsRequestAndIsNamedAsOne() {
    SoapMessage bound = soap(response()).withRequestHash(soap(request()).hash());
    SoapMessage metadata = SoapMessage.parse(bound.metadata());
    assertEquals("getStateResponse", metadata.bodyName());
    assertTrue(metadata.isResponse());
    assertEquals(bound.header(), metadata.header());
    soap(request()).checkConsistentWith(metadata);
  }

  @Test
  void aRequestToAServiceCalledResponseIsNotRenamed() {
    String header = HEADER.replace(">getState<", ">getResponse<");
    SoapMessage message = soap(envelope(header, "<t:getResponse xmlns:t=\"urn:t\"/>"));
    assertEquals("getResponse", SoapMessage.parse(message.metadata()).bodyName());
  }

  @Test
  void aRestRequestLosesServicePathQueryAndOtherHeaders() {
    Headers headers =
        Headers.builder()
            .add("X-Road-Client", "DEV/COM/4321/TestClient")
            .add("Authorization", "Bearer secret")
            .add("X-ROAD-UserId", "EE1")
            .add("X-Roadmap", "no")
            .build();
    RestRequest request =
        RestRequest.ofConsumer(
            "POST",
            "/r1/DEV/COM/1234/Test%20Service/rest/secret/path?x=1",
            headers,
            "r-1",
            () -> "q-1");
    assertEquals(
        lines(
            "POST",
            "/r1/DEV/COM/1234/Test%20Service/rest",
            "X-Road-Client:DEV/COM/4321/TestClient",
            "X-ROAD-UserId:EE1",
            "x-road-request-id:r-1",
            "x-road-id:q-1"),
        text(request.metadata()));
    RestRequest metadata = RestRequest.parse(request.metadata());
    assertEquals(request.service(), metadata.service());
    assertArrayEquals(request.metadata(), metadata.metadata());
  }

  @Test
  void aRestRequestWithoutServicePathLosesItsQueryOnly() {
    Headers headers = Headers.of("X-Road-Client", "DEV/COM/4321/TestClient");
    RestRequest request =
        RestRequest.ofConsumer(
            "GET", "/r1/DEV/COM/1234/TestService/rest?x=1", headers, "r-1", () -> "q-1");
    assertTrue(text(request.metadata()).startsWith("GET\r\n/r1/DEV/COM/1234/TestService/rest\r\n"));
    assertFalse(request.isMetadata());
  }

  @Test
  void aRestResponseKeepsStatusReasonAndWhatBindsIt() {
    RestRequest request =
        RestRequest.ofConsumer(
            "GET",
            "/r1/DEV/COM/1234/TestService/rest",
            Headers.of("X-Road-Client", "DEV/COM/4321/TestClient"),
            "r-1",
            () -> "q-1");
    byte[] hash = request.requestHash(Optional.empty());
    RestResponse response =
        RestResponse.ofService(request, 404, "Not there", Headers.of("Set-Cookie", "s"), hash);
    assertTrue(text(response.metadata()).startsWith("404\r\nNot there\r\nx-road-id:q-1\r\n"));
    RestResponse metadata = RestResponse.parse(response.metadata());
    metadata.checkConsistentWith(request, hash);
    assertFalse(response.isMetadata());
    assertTrue(metadata.isMetadata());
  }

  @Test
  void metadataIsKnownAsSuch() {
    assertFalse(soap(request()).isMetadata());
    assertFalse(soap(envelope(HEADER, BODY)).isMetadata());
    assertFalse(soap(envelope(HEADER, "<x:getState> </x:getState>")).isMetadata());
    assertFalse(soap(envelope(HEADER, "<x:getState><x:a/></x:getState>")).isMetadata());
    assertTrue(soap(envelope(HEADER, "<x:getState/>")).isMetadata());
    assertTrue(SoapMessage.parse(soap(request()).metadata()).isMetadata());
  }
}
