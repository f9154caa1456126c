// SPDX-License-Identifier: MIT
package org.postroad.securityserver.consumer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.postroad.securityserver.consumer.ConsumerBench.SECRET;
import static org.postroad.securityserver.consumer.ConsumerBench.ascii;
import static org.postroad.securityserver.consumer.ConsumerBench.http;
import static org.postroad.securityserver.consumer.ConsumerBench.multipart;
import static org.postroad.securityserver.consumer.ConsumerBench.ok;
import static org.postroad.securityserver.consumer.ConsumerBench.restResponse;
import static org.postroad.securityserver.consumer.ConsumerBench.soapResponse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroad.protocol.fault.FaultReport;
import org.postroad.protocol.mime.Headers;
import org.postroad.protocol.signature.MessageSignature;
import org.postroad.securityserver.consumer.ConsumerBench.Answer;
import org.postroad.securityserver.testing.FakeExchange;
import org.postroad.securityserver.testing.FakeProvider;
import org.postroad.securityserver.testing.TestMessages;
import org.postroad.securityserver.testing.TestServerKeys;

/**
 * What a server makes of the response of another, who writes every byte of it (A-048, A-049, C-044
 * to C-053). Whatever is wrong with it, the client gets a fault and not a byte of the answer.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PeerResponseTest {
  private static final String SIDE = "server.clientproxy.";
  private static final byte[] FAULT =
      new FaultReport("Server.ServerProxy.AccessDenied", "Request is not allowed: <x>", "77")
          .toSoap();

  private ConsumerBench bench;
  private TestServerKeys stranger;

  @BeforeAll
  void start(@TempDir Path directory) throws IOException {
    bench = new ConsumerBench(directory).knowingTheProvider();
    stranger =
        new TestServerKeys(
            directory.resolve("stranger"),
            bench.instance().authority(),
            org.postroad.securityserver.testing.TestInstance.CALLER);
  }

  @AfterAll
  void stop() throws IOException {
    bench.close();
  }

  @Test
  void goodResponsesReachTheClient() {
    FakeExchange rest = rest(sent -> ok(bench.signedRest(restResponse(sent), SECRET)));
    assertEquals(200, rest.head().status());
    assertArrayEquals(SECRET, rest.answer());
    FakeExchange soap = soap(sent -> ok(bench.signedSoap(soapResponse(sent))));
    assertTrue(soap.text().contains("secret answer"), soap.text());
    assertTrue(bench.server().lastRecord().succeeded());
  }

  @ParameterizedTest
  @ValueSource(strings = {"200 OK", "500 Internal Server Error"})
  void faultAloneIsPassedOnWithItsBytes(String status) {
    Answer fault = _ -> http(status, FAULT, "Content-Type: text/xml;charset=utf-8");
    assertArrayEquals(FAULT, soap(fault).answer());
    assertPeerFault(rest(fault));
  }

  @Test
  void faultInPlaceOfTheMessageOrTheSignatureIsPassedOn() {
    Answer first =
        _ ->
            ok(
                multipart(writer -> {
                  writer.fault(FAULT);
                  writer.end();
                }));
    Answer lastOfSoap =
        sent ->
            ok(
                multipart(writer -> {
                  writer.soap(soapResponse(sent), "text/xml; charset=UTF-8", Headers.EMPTY);
                  writer.fault(FAULT);
                  writer.end();
                }));
    Answer lastOfRest =
        sent ->
            ok(
                multipart(writer -> {
                  writer.restResponse(restResponse(sent));
                  try (var body = writer.restBody()) {
                    body.write(SECRET);
                  }
                  writer.fault(FAULT);
                  writer.end();
                }));
    assertArrayEquals(FAULT, soap(first).answer());
    assertArrayEquals(FAULT, soap(lastOfSoap).answer());
    assertPeerFault(rest(first));
    assertPeerFault(rest(lastOfRest));
  }

  private static void assertPeerFault(FakeExchange rest) {
    assertEquals(500, rest.head().status());
    assertEquals("Server.ServerProxy.AccessDenied", rest.header("X-Road-Error"));
    assertEquals(
        "{\"type\":\"Server.ServerProxy.AccessDenied\","
            + "\"message\":\"Request is not allowed: <x>\",\"detail\":\"77\"}",
        rest.text());
  }

  @Test
  void partsThatAreMissingAreNamed() {
    String boundary = "--" + ConsumerBench.BOUNDARY;
    String empty = boundary + "\r\ncontent-type: application/ocsp-response\r\n\r\n0\r\n";
    Answer nothing = _ -> ok(ascii(empty + boundary + "--\r\n"));
    assertSoapFault("missing_soap", soap(nothing));
    assertRestFault("missing_rest", rest(nothing));
    assertSoapFault(
        "missing_signature", soap(sent -> ok(unsigned(bench.signedSoap(soapResponse(sent))))));
    assertRestFault(
        "missing_signature",
        rest(sent -> ok(unsigned(bench.signedRest(restResponse(sent), SECRET)))));
  }

  /** Ends where the signature, or the chain before it, would begin. */
  private static byte[] unsigned(byte[] multipart) {
    String boundary = "\r\n--" + ConsumerBench.BOUNDARY;
    String text = new String(multipart, StandardCharsets.ISO_8859_1);
    String end = boundary + "\r\ncontent-type: ";
    int chain = text.indexOf(end + "application/hash-chain-result");
    int signature = text.indexOf(end + "signature/");
    return ascii(text.substring(0, chain < 0 ? signature : chain) + boundary + "--\r\n");
  }

  @Test
  void messageOfTheOtherProtocolIsInconsistent() {
    byte[] envelope =
        TestMessages.soap(TestMessages.service("svc"))
            .withRequestHash(TestMessages.soap(TestMessages.service("svc")).hash())
            .bytes();
    assertRestFault("inconsistent_response", rest(_ -> ok(bench.signedSoap(envelope))));
  }

  @Test
  void partsOutOfOrderAreRefused() {
    byte[] first = ascii("--" + ConsumerBench.BOUNDARY + "\r\n");
    assertRestFault(
        "service_failed.invalid_content_type",
        rest(sent -> {
          byte[] good = bench.signedRest(restResponse(sent), SECRET);
          String text = new String(good, StandardCharsets.ISO_8859_1);
          int body = text.indexOf("\r\n--" + ConsumerBench.BOUNDARY, first.length) + 2;
          int chain = text.indexOf("\r\n--" + ConsumerBench.BOUNDARY, body + 2) + 2;
          return ok(
              ascii(text.substring(body, chain) + text.substring(0, body) + text.substring(chain)));
        }));
    assertRestFault(
        "service_failed.invalid_message",
        rest(sent -> {
          String text =
              new String(bench.signedRest(restResponse(sent), SECRET), StandardCharsets.ISO_8859_1);
          String end = "\r\n--" + ConsumerBench.BOUNDARY + "--";
          return ok(
              ascii(
                  text.replace(
                      end,
                      "\r\n--"
                          + ConsumerBench.BOUNDARY
                          + "\r\ncontent-type: text/plain\r\n\r\nmore"
                          + end)));
        }));
  }

  @ParameterizedTest
  @CsvSource({
    "503 Service Unavailable, Server responded with error 503: Service Unavailable",
    "404 Not Found, Server responded with error 404: Not Found",
    "302 Found, Server responded with error 302: Found",
    "201 Created, Server responded with error 201: Created"
  })
  void statusesOtherThan200And500AreErrors(String status, String text) {
    Answer answer =
        sent ->
            new String(
                    ok(bench.signedRest(restResponse(sent), SECRET)), StandardCharsets.ISO_8859_1)
                .replace("200 OK\r\nConnection", status + "\r\nConnection")
                .getBytes(StandardCharsets.ISO_8859_1);
    FakeExchange exchange = rest(answer);
    assertRestFault("http_error", exchange);
    assertTrue(exchange.text().contains(text), exchange.text());
  }

  @ParameterizedTest
  @CsvSource({
    "text/plain, service_failed.invalid_content_type",
    "multipart/related; boundary=x, service_failed.invalid_content_type",
    "multipart/mixed, service_failed.invalid_content_type",
    "'', invalid_content_type"
  })
  void contentTypesOtherThanTheTwoAreRefused(String type, String code) {
    String field = type.isEmpty() ? "X-Nothing: 1" : "Content-Type: " + type;
    assertSoapFault(
        code,
        soap(sent ->
            http(
                "200 OK",
                bench.signedSoap(soapResponse(sent)),
                field,
                "x-hash-algorithm: SHA-512")));
  }

  @Test
  void textThatIsNoFaultIsRefused() {
    assertSoapFault(
        "service_failed.invalid_message",
        soap(sent -> http("200 OK", soapResponse(sent), "Content-Type: text/xml;charset=utf-8")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x-hash-algorithm: SHA-1", "x-hash-algorithm: none"})
  void hashAlgorithmMustBeNamedAndStrong(String field) {
    Answer answer =
        sent ->
            new String(
                    ok(bench.signedRest(restResponse(sent), SECRET)), StandardCharsets.ISO_8859_1)
                .replace("x-hash-algorithm: SHA-512\r\n", field.isEmpty() ? "" : field + "\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    assertRestFault("service_failed.internal_error", rest(answer));
  }

  /** The lower case of our own header fields is for others; theirs may be in any (C-047). */
  @Test
  void headerFieldsOfAnyCaseAreUnderstood() {
    Answer answer =
        sent ->
            new String(
                    ok(bench.signedRest(restResponse(sent), SECRET)), StandardCharsets.ISO_8859_1)
                .replace("x-hash-algorithm: SHA-512", "X-Hash-Algorithm: sha-512")
                .getBytes(StandardCharsets.ISO_8859_1);
    assertArrayEquals(SECRET, rest(answer).answer());
  }

  @Test
  void responseThatWasAlteredIsRefused() {
    assertRestFault(
        "signature_verification.",
        rest(sent -> {
          byte[] good = bench.signedRest(restResponse(sent), SECRET);
          return ok(replaced(good, "secret answer", "secret enswer"));
        }));
    assertRestFault(
        "signature_verification.",
        rest(sent ->
            ok(replaced(bench.signedRest(restResponse(sent), SECRET), "200\r\nOK", "201\r\nOK"))));
    assertSoapFault(
        "signature_verification.",
        soap(sent ->
            ok(replaced(bench.signedSoap(soapResponse(sent)), "secret answer", "secret enswer"))));
  }

  @Test
  void bodyAddedOrTakenAwayIsRefused() {
    assertRestFault(
        "signature_verification.",
        rest(sent -> {
          byte[] message = restResponse(sent);
          MessageSignature alone = bench.provider().sign(message);
          return ok(
              multipart(writer -> {
                writer.restResponse(message);
                try (var body = writer.restBody()) {
                  body.write(SECRET);
                }
                writer.signature(alone);
                writer.end();
              }));
        }));
    assertRestFault(
        "signature_verification.",
        rest(sent -> {
          byte[] message = restResponse(sent);
          MessageSignature both = bench.provider().sign(message, SECRET);
          return ok(
              multipart(writer -> {
                writer.restResponse(message);
                writer.signature(both);
                writer.end();
              }));
        }));
  }

  @Test
  void signatureOfAnotherMemberIsRefused() {
    assertSoapFault(
        "signature_verification.",
        soap(sent -> {
          byte[] message = soapResponse(sent);
          MessageSignature foreign = stranger.sign(message);
          return ok(
              multipart(writer -> {
                writer.soap(message, "text/xml; charset=UTF-8", Headers.EMPTY);
                writer.signature(foreign);
                writer.end();
              }));
        }));
  }

  /** Signed by the provider, but not what was asked. */
  @ParameterizedTest
  @CsvSource({
    "<id:subsystemCode>tax<, <id:subsystemCode>other<",
    "<id:serviceCode>svc<, <id:serviceCode>sv<",
    "query-1, query-2",
    "<xrd:userId>u<, <xrd:userId>v<",
    "<xrd:issue>i<, <xrd:issue>j<",
    "<r:partyCode>1<, <r:partyCode>2<",
    "<r:partyClass>C</r:partyClass>, ''",
    "<xrd:userId>u</xrd:userId>, ''"
  })
  void responseToAnotherRequestIsRefused(String from, String to) {
    FakeExchange exchange = soapWithAllHeaders(from, to);
    assertSoapFault("service_failed.inconsistent_response", exchange);
    assertTrue(
        exchange.text().contains("Response from server proxy is not consistent with request"),
        exchange.text());
  }

  /** Version and addressed server take no part in the comparison. */
  @ParameterizedTest
  @CsvSource({
    "<xrd:protocolVersion>4.0<, <xrd:protocolVersion>4.1<",
    "<id:serverCode>ss2<, <id:serverCode>ss9<"
  })
  void headersThatAreNotComparedMayDiffer(String from, String to) {
    assertTrue(soapWithAllHeaders(from, to).text().contains("secret answer"));
  }

  private FakeExchange soapWithAllHeaders(String from, String to) {
    byte[] request =
        replaced(
            TestMessages.envelope(
                org.postroad.securityserver.testing.TestInstance.CALLER,
                TestMessages.service("svc"),
                org.postroad.securityserver.testing.TestInstance.PROVIDER_SERVER),
            "<xrd:protocolVersion>",
            "<xrd:userId>u</xrd:userId><xrd:issue>i</xrd:issue><r:representedParty"
                + " xmlns:r=\"http://x-road.eu/xsd/representation.xsd\">"
                + "<r:partyClass>C</r:partyClass><r:partyCode>1</r:partyCode></r:representedParty>"
                + "<xrd:protocolVersion>");
    try (FakeProvider provider =
        bench.answering(sent -> ok(bench.signedSoap(replaced(soapResponse(sent), from, to))))) {
      return bench.soap(provider, request);
    }
  }

  @Test
  void missingAndWrongRequestHashesAreRefused() {
    FakeExchange missing =
        soap(sent -> {
          String response = new String(soapResponse(sent), StandardCharsets.UTF_8);
          return ok(
              bench.signedSoap(
                  response
                      .replaceAll("<xrd:requestHash.*?</xrd:requestHash>", "")
                      .getBytes(StandardCharsets.UTF_8)));
        });
    assertSoapFault("inconsistent_response", missing);
    assertTrue(
        missing.text().contains("Response from server proxy is missing request message hash"),
        missing.text());
    FakeExchange wrong =
        soap(sent -> {
          var other = TestMessages.soap(TestMessages.service("other")).hash();
          var response = org.postroad.protocol.message.SoapMessage.parse(soapResponse(sent));
          return ok(bench.signedSoap(response.withRequestHash(other).bytes()));
        });
    assertSoapFault("inconsistent_response", wrong);
    assertTrue(
        wrong.text().contains("Request message hash does not match request message"), wrong.text());
  }

  @ParameterizedTest
  @CsvSource({
    "X-Road-Id:query-1, X-Road-Id:query-2",
    "X-Road-Client:TEST/GOV/1234/tax, X-Road-Client:TEST/GOV/1234/other",
    "5678/people/svc, 5678/people/other",
    "X-Road-Request-Hash:, X-Road-Request-Hash:AAAA"
  })
  void restResponseToAnotherRequestIsRefused(String from, String to) {
    assertRestFault(
        "inconsistent_response",
        rest(sent -> ok(bench.signedRest(insensitive(restResponse(sent), from, to), SECRET))));
  }

  @Test
  void responseSignedForAnotherExchangeIsRefused() {
    byte[][] earlier = new byte[1][];
    FakeExchange first =
        rest(sent -> earlier[0] = ok(bench.signedRest(restResponse(sent), SECRET)));
    assertArrayEquals(SECRET, first.answer());
    assertRestFault("inconsistent_response", rest(_ -> earlier[0]));
  }

  /** A stream that ends anywhere before its last byte gives a fault, and no second request. */
  @Test
  void responseThatIsCutOffIsRefusedWhereverItEnds() {
    byte[][] whole = new byte[1][];
    rest(sent -> whole[0] = ok(bench.signedRest(restResponse(sent), SECRET)));
    int length = whole[0].length;
    int step = Math.max(1, length / 40);
    for (int cut = 0; cut < length; cut += step) {
      int end = cut;
      try (FakeProvider provider =
          bench.answering(
              sent -> Arrays.copyOf(ok(bench.signedRest(restResponse(sent), SECRET)), end))) {
        FakeExchange exchange = bench.rest(provider);
        assertEquals(500, exchange.head().status(), "cut at " + end);
        assertFalse(exchange.text().contains("secret"), "cut at " + end);
        assertTrue(exchange.header("X-Road-Error").startsWith(SIDE), "cut at " + end);
        assertEquals(1, provider.requests().size(), "cut at " + end);
        assertEquals(1, provider.connections(), "cut at " + end);
      }
    }
  }

  private FakeExchange rest(Answer answer) {
    try (FakeProvider provider = bench.answering(answer)) {
      return bench.rest(provider);
    }
  }

  private FakeExchange soap(Answer answer) {
    try (FakeProvider provider = bench.answering(answer)) {
      return bench.soap(provider);
    }
  }

  private static void assertSoapFault(String code, FakeExchange exchange) {
    assertEquals(200, exchange.head().status());
    assertTrue(exchange.text().contains("<faultcode>" + SIDE + code), exchange.text());
    assertFalse(exchange.text().contains("secret"), exchange.text());
  }

  private static void assertRestFault(String code, FakeExchange exchange) {
    assertEquals(500, exchange.head().status());
    assertTrue(
        exchange.header("X-Road-Error").startsWith(SIDE + code),
        exchange.header("X-Road-Error") + exchange.text());
    assertFalse(exchange.text().contains("secret"), exchange.text());
  }

  private static byte[] replaced(byte[] bytes, String from, String to) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    assertTrue(text.contains(from), text);
    return ascii(text.replace(from, to));
  }

  private static byte[] insensitive(byte[] bytes, String from, String to) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    String changed = text.replaceAll("(?i)" + java.util.regex.Pattern.quote(from), to);
    assertFalse(text.equals(changed), text);
    return ascii(changed);
  }
}
