// SPDX-License-Identifier: MIT
package org.postroad.securityserver.consumer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.postroad.securityserver.consumer.ConsumerBench.SECRET;
import static org.postroad.securityserver.consumer.ConsumerBench.ok;
import static org.postroad.securityserver.consumer.ConsumerBench.restResponse;
import static org.postroad.securityserver.consumer.ConsumerBench.soapResponse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroad.securityserver.testing.FakeExchange;
import org.postroad.securityserver.testing.FakeProvider;
import org.postroad.securityserver.testing.FakeProvider.Sent;
import org.postroad.securityserver.testing.TestInstance;
import org.postroad.securityserver.testing.TestMessages;

/**
 * What leaves for the provider's server, byte for byte (C-001 to C-003, C-025 to C-030, C-045), and
 * that nothing leaves, either way, that was not signed and journalled before.
 */
final class SentRequestTest {
  private static final String UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

  private ConsumerBench bench;

  @BeforeEach
  void start(@TempDir Path directory) throws IOException {
    bench = new ConsumerBench(directory).knowingTheProvider();
  }

  @AfterEach
  void stop() throws IOException {
    bench.close();
  }

  @Test
  void restRequestsCarryTheseHeaderFields() {
    Sent sent = sentByRest();
    assertTrue(sent.head().startsWith("POST / HTTP/1.1\r\n"), sent.head());
    assertEquals("chunked", sent.header("Transfer-Encoding"));
    assertTrue(
        sent.header("Content-Type")
            .matches("multipart/mixed; charset=UTF-8; boundary=xtop[A-Za-z]{30}"),
        sent.head());
    assertTrue(sent.header("x-road-request-id").matches(UUID), sent.head());
    assertEquals("SHA-512", sent.header("x-hash-algorithm"));
    assertEquals("application/json; a=b", sent.header("x-original-content-type"));
    assertEquals("7.8.1", sent.header("x-proxy-version"));
    assertEquals("REST", sent.header("x-road-message-type"));
    assertEquals("", sent.header("x-original-soapaction"));
    assertEquals(sent.header("x-road-request-id"), ConsumerBench.restRequest(sent).requestId());
  }

  @Test
  void soapRequestsCarryTheirActionAndNoMessageType() {
    try (FakeProvider provider =
        bench.answering(sent -> ok(bench.signedSoap(soapResponse(sent))))) {
      assertTrue(bench.soap(provider).text().contains("secret answer"));
      Sent sent = provider.requests().getFirst();
      assertEquals("text/xml; charset=UTF-8", sent.header("x-original-content-type"));
      assertEquals("\"urn:x\"", sent.header("x-original-soapaction"));
      assertFalse(sent.head().contains("x-road-message-type"), sent.head());
      assertArrayEquals(
          TestMessages.envelope(TestInstance.CALLER, TestMessages.service("svc")),
          ConsumerBench.soapRequest(sent).bytes());
    }
  }

  @Test
  void partsStandInTheOrderOfTheProtocol() {
    List<String> types =
        sentByRest()
            .text()
            .lines()
            .filter(line -> line.startsWith("content-type: "))
            .map(line -> line.substring("content-type: ".length()))
            .toList();
    assertEquals(
        List.of(
            "application/ocsp-response",
            "application/x-road-rest-request",
            "application/x-road-rest-body",
            "application/hash-chain-result",
            "application/hash-chain",
            "signature/bdoc-1.0/ts"),
        types);
  }

  /** Peers of the reference speak TLS 1.2 and these suites and nothing else. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384",
        "TLS_AES_256_GCM_SHA384",
      })
  void speaksWithJdkPeersOfEitherVersion(String suite) {
    List<String> chosen = new CopyOnWriteArrayList<>();
    List<Integer> chains = new CopyOnWriteArrayList<>();
    var keys = bench.provider().authentication();
    try (FakeProvider provider =
        new FakeProvider(
            FakeProvider.loopback(1, 0),
            keys.key().keyManager(List.of(keys.certificate())),
            suite.startsWith("TLS_AES") ? "TLSv1.3" : "TLSv1.2",
            suite,
            caller -> {
              byte[] answer = ok(bench.signedRest(restResponse(caller.request()), SECRET));
              chosen.add(caller.suite());
              chains.add(caller.chain().size());
              caller.write(answer);
            })) {
      assertArrayEquals(SECRET, bench.rest(provider).answer());
    }
    assertEquals(List.of(suite), chosen);
    assertEquals(List.of(1), chains, "without the root");
  }

  @Test
  void withoutAJournalNoRequestIsCompleteAndNoneIsSigned() throws IOException {
    bench.server().log().close();
    try (FakeProvider provider =
        bench.answering(sent -> ok(bench.signedRest(restResponse(sent), SECRET)))) {
      FakeExchange exchange = bench.rest(provider);
      assertTrue(
          exchange.header("X-Road-Error").startsWith("server.clientproxy.logging_failed"),
          exchange.text());
      assertEquals(List.of(), provider.requests());
    }
  }

  @Test
  void withoutAJournalNoByteOfAResponseReachesTheClient() {
    FakeProvider.Script closesTheLog =
        caller -> {
          byte[] answer = ok(bench.signedRest(restResponse(caller.request()), SECRET));
          bench.server().log().close();
          caller.write(answer);
        };
    try (FakeProvider provider = bench.provider(closesTheLog)) {
      FakeExchange exchange = bench.rest(provider);
      assertTrue(
          exchange.header("X-Road-Error").startsWith("server.clientproxy.logging_failed"),
          exchange.text());
      assertFalse(exchange.text().contains("secret"));
    }
  }

  private Sent sentByRest() {
    try (FakeProvider provider =
        bench.answering(sent -> ok(bench.signedRest(restResponse(sent), SECRET)))) {
      assertArrayEquals(SECRET, bench.rest(provider).answer());
      return provider.requests().getFirst();
    }
  }
}
