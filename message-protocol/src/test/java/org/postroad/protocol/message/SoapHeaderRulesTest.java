// SPDX-License-Identifier: MIT
package org.postroad.protocol.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.postroad.protocol.message.Fixtures.HEADER;
import static org.postroad.protocol.message.Fixtures.envelope;
import static org.postroad.protocol.message.Fixtures.parts;
import static org.postroad.protocol.message.Fixtures.request;
import static org.postroad.protocol.message.Fixtures.response;
import static org.postroad.protocol.message.Fixtures.soap;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/** The rules of for one message, with the texts that the reference gives. */
class SoapHeaderRulesTest {
  private static final String BODY = "<t:getState xmlns:t=\"urn:t\"/>";

  @ParameterizedTest
  @ValueSource(strings = {"text/xml", "TEXT/XML; charset=utf-8", "application/xop+xml; type=x"})
  void bothMediaTypesOfAnEnvelopeAreTaken(String type) {
    SoapMessage message = SoapMessage.parse(request().getBytes(UTF_8), type);
    assertEquals("abc-1", message.queryId());
  }

  @Test
  void textIsUtf8UnlessSomethingElseIsSaid() {
    String estonian = request().replace("abc-1", "õun");
    assertEquals("õun", SoapMessage.parse(estonian.getBytes(UTF_8), "text/xml").queryId());
    byte[] latin =
        ("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>" + estonian).getBytes(ISO_8859_1);
    assertEquals("õun", SoapMessage.parse(latin, "text/xml").queryId());
    byte[] undeclared = estonian.getBytes(ISO_8859_1);
    assertThrows(Fault.class, () -> SoapMessage.parse(undeclared, "text/xml"));
  }

  @Test
  void byteOrderMarkIsPassedOverAndDigested() {
    byte[] marked = ("\uFEFF" + request()).getBytes(UTF_8);
    SoapMessage message = SoapMessage.parse(marked, "text/xml");
    assertEquals(soap(request()).header(), message.header());
    assertEquals(DigestAlgorithm.SHA512.digest(marked).base64(), message.hash().value());
    assertNotEquals(soap(request()).hash(), message.hash());
  }

  @Test
  void hashIsSha512OverTheBytes() {
    RequestHash hash = soap(request()).hash();
    assertEquals("http://www.w3.org/2001/04/xmlenc#sha512", hash.algorithm());
    assertEquals(DigestAlgorithm.SHA512.digest(request().getBytes(UTF_8)).base64(), hash.value());
  }

  @Test
  void elementsOfOtherNamespacesAreNotMeant() {
    for (String uri :
        List.of("http://x-road.eu/xsd/xroad.xsd", "http://x-road.eu/xsd/identifiers")) {
      assertThrows(Fault.class, () -> soap(request().replace(uri, uri + "2")));
    }
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        refusal("client", without("client"), "Required field 'client' is missing"),
        refusal("service", without("service"), "Message header must contain service id"),
        refusal("id", without("id"), "Required field 'id' is missing"),
        refusal(
            "protocolVersion",
            without("protocolVersion"),
            "Required field 'protocolVersion' is missing"),
        refusal("envelope", "<a/>", "Malformed SOAP message: envelope missing"),
        refusal(
            "header",
            parts("<s:Body>" + BODY + "</s:Body>"),
            "Malformed SOAP message: header missing"),
        refusal(
            "body",
            parts("<s:Header>" + HEADER + "</s:Header>"),
            "Malformed SOAP message: body missing"),
        refusal(
            "children",
            envelope(HEADER, BODY + BODY),
            "Malformed SOAP message: body must have exactly one child element"),
        refusal(
            "version",
            request().replace(">4.0<", ">5.0<"),
            "Invalid protocol version (supported: 4.x, provided: 5.0)"),
        refusal(
            "type",
            request().replace(" id:objectType=\"SERVICE\"", ""),
            "Missing objectType attribute"),
        refusal(
            "other type",
            request().replace("\"SERVICE\"", "\"MEMBER\""),
            "Unexpected objectType: MEMBER"),
        refusal(
            "unknown type",
            request().replace("\"SERVICE\"", "\"CENTRALSERVICE\""),
            "Unknown objectType: CENTRALSERVICE"),
        refusal(
            "central service",
            request().replace("x:service", "x:centralService"),
            "Message header must contain service id"),
        refusal(
            "name of the body",
            envelope(HEADER, "<getStat/>"),
            "Malformed SOAP message: service code does not match in header and body"),
        refusal(
            "twice",
            envelope(HEADER + "<x:id>2</x:id>", BODY),
            "SOAP header contains duplicate field '{http://x-road.eu/xsd/xroad.xsd}id'"));
  }

  private static Arguments refusal(String what, String document, String text) {
    return Arguments.of(what, document, text);
  }

  private static String without(String field) {
    String header =
        Pattern.compile("<x:" + field + "[ >].*?</x:" + field + ">", Pattern.DOTALL)
            .matcher(HEADER)
            .replaceFirst("");
    return envelope(header, BODY);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refusals")
  void refusalsHaveTheTextOfTheReference(String what, String document, String text) {
    assertEquals(text, assertThrows(Fault.class, () -> soap(document)).text(), what);
  }

  @Test
  void mediaTypeIsNamedInItsRefusal() {
    Fault fault =
        assertThrows(
            Fault.class, () -> SoapMessage.parse(request().getBytes(UTF_8), "application/json"));
    assertEquals("Invalid content type: application/json", fault.text());
  }

  /** Fields, and the parts of identifiers, in any order. */
  @Test
  void orderIsFree() {
    var random = new Random(5);
    Pattern field = Pattern.compile("<x:(\\w+)[ >].*?</x:\\1>", Pattern.DOTALL);
    Pattern part = Pattern.compile("<id:(\\w+)>.*?</id:\\1>");
    for (int i = 0; i < 20; i++) {
      String shuffled = shuffled(shuffled(HEADER, field, random), part, random);
      assertEquals(soap(request()).header(), soap(envelope(shuffled, BODY)).header());
    }
  }

  /** Fields among fields; parts only within their own identifier. */
  private static String shuffled(String text, Pattern piece, Random random) {
    boolean parts = piece.pattern().startsWith("<id:");
    var result = new StringBuilder();
    for (String block : parts ? text.split("(?<=</x:\\w{1,20}>)", -1) : new String[] {text}) {
      List<String> pieces =
          new ArrayList<>(piece.matcher(block).results().map(found -> found.group()).toList());
      Collections.shuffle(pieces, random);
      var left = pieces.iterator();
      result.append(
          piece
              .matcher(block)
              .replaceAll(_ -> java.util.regex.Matcher.quoteReplacement(left.next())));
    }
    return result.toString();
  }

  @Test
  void everyFourthVersionIsTaken() {
    for (String version : List.of("4.0", "4.1", "4.", "4.x")) {
      assertEquals(version, soap(request().replace(">4.0<", ">" + version + "<")).protocol());
    }
  }

  @Test
  void textIsTakenAsItStands() {
    SoapMessage message =
        soap(
            request()
                .replace("<x:id>abc-1<", "<x:id> abc\n1 <")
                .replace("<x:issue>i<", "<x:issue>\ti <"));
    assertEquals(" abc\n1 ", message.queryId());
    assertEquals(Optional.of("\ti "), message.issue());
    assertEquals(Optional.of(" EE123 "), message.userId());
  }

  @Test
  void bodyNeedsOnlyToBeginWithTheServiceCode() {
    assertEquals("getStateX", soap(envelope(HEADER, "<getStateX/>")).bodyName());
    assertFalse(soap(envelope(HEADER, "<getStateX/>")).isResponse());
    assertTrue(soap(response()).isResponse());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a:b", "a%b", "a;b", "a\\b", "a/b", "a\u200Bb", "\uFEFFa", "a\tb"})
  void oddCharactersInIdentifiersDoNotStopAMessage(String code) {
    assertEquals(code, soap(request().replace("4321", code)).client().memberCode());
  }

  /** Neither protocol version nor target server has to come back. */
  @Test
  void responseMayDifferInTheFieldsThatAreNotCompared() {
    SoapMessage request = soap(request());
    String server =
        "<x:securityServer id:objectType=\"SERVER\"><id:xRoadInstance>DEV</id:xRoadInstance>"
            + "<id:memberClass>COM</id:memberClass><id:memberCode>1</id:memberCode>"
            + "<id:serverCode>S</id:serverCode></x:securityServer>";
    for (String other :
        List.of(
            response().replace(">4.0<", ">4.1<"),
            response().replace("<x:userId>", server + "<x:userId>"))) {
      SoapMessage bound = soap(other).withRequestHash(request.hash());
      assertDoesNotThrow(() -> request.checkConsistentWith(bound));
    }
  }

  @Test
  void partyNeedsACodeAndMayHaveAClass() {
    String party = "<r:representedParty><r:partyCode>5</r:partyCode></r:representedParty>";
    assertEquals(
        "5",
        soap(envelope(HEADER + party, BODY)).header().representedParty().orElseThrow().toString());
    String classOnly = party.replace("partyCode", "partyClass");
    assertEquals(
        FaultCode.MISSING_HEADER_FIELD,
        assertThrows(Fault.class, () -> soap(envelope(HEADER + classOnly, BODY))).code());
  }

  /** What this server does not know, a token for instance, stays where and as it was. */
  @Test
  void headersOfOthersStayWhenTheHashIsInserted() {
    String token =
        "<sec:securityToken xmlns:sec=\"http://x-road.eu/xsd/security-token.xsd\""
            + " sec:tokenType=\"urn:ietf:params:oauth:token-type:jwt\">a.b.c</sec:securityToken>";
    SoapMessage response =
        soap(
            envelope(
                HEADER.replace("<x:id>", token + "<x:id>"),
                "<getStateResponse><![CDATA[ < ]]><!-- c --><b a='1'/></getStateResponse>"));
    RequestHash hash = soap(request()).hash();
    String inserted =
        "<x:requestHash algorithmId=\""
            + hash.algorithm()
            + "\">"
            + hash.value()
            + "</x:requestHash>";
    assertEquals(
        Fixtures.text(response),
        Fixtures.text(response.withRequestHash(hash)).replace(inserted, ""));
  }
}
