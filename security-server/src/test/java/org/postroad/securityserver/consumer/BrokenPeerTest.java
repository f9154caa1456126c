// SPDX-License-Identifier: MIT
package org.postroad.securityserver.consumer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.postroad.securityserver.consumer.ConsumerBench.SECRET;
import static org.postroad.securityserver.consumer.ConsumerBench.ok;
import static org.postroad.securityserver.consumer.ConsumerBench.restResponse;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.fault.FaultReport;
import org.postroad.protocol.token.TokenKey;
import org.postroad.securityserver.testing.FakeExchange;
import org.postroad.securityserver.testing.FakeProvider;

/**
 * A provider's server that breaks off at each point of an exchange: the client is told, and nothing
 * is ever sent twice (C-052, C-054, C-057, C-060, C-062).
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BrokenPeerTest {
  private ConsumerBench bench;

  @BeforeAll
  void start(@TempDir Path directory) throws IOException {
    bench = new ConsumerBench(directory).knowingTheProvider();
  }

  @AfterAll
  void stop() throws IOException {
    bench.close();
  }

  @Test
  void nothingIsSentTwiceWhereverThePeerBreaksOff() {
    Map<String, FakeProvider.Script> breaks =
        Map.of(
            "before the handshake", FakeProvider.Caller::cut,
            "after the handshake",
                caller -> {
                  caller.handshake();
                  caller.cut();
                },
            "after the head",
                caller -> {
                  caller.head();
                  caller.cut();
                },
            "inside the body",
                caller -> {
                  caller.head();
                  caller.some(100);
                  caller.cut();
                },
            "after the request",
                caller -> {
                  caller.request();
                  caller.cut();
                },
            "inside the head of the response",
                caller -> {
                  caller.request();
                  caller.write("HTTP/1.1 200 O");
                  caller.cut();
                },
            "inside the response",
                caller -> {
                  byte[] answer = good(caller.request());
                  caller.write(java.util.Arrays.copyOf(answer, answer.length / 2));
                  caller.cut();
                },
            "without a word", caller -> caller.request());
    breaks.forEach((where, script) -> {
      try (FakeProvider provider = bench.provider(script)) {
        FakeExchange exchange = bench.rest(provider);
        String error = exchange.header("X-Road-Error");
        assertTrue(
            error.equals("server.clientproxy.network_error")
                || error.equals("server.clientproxy.io_error"),
            where + ": " + error);
        assertEquals(1, provider.connections(), where);
      }
    });
  }

  @Test
  void serverThatRefusesARequestBeforeItsEndIsHeard() {
    byte[] fault = new FaultReport("server.serverproxy.x", "too long", "1").toSoap();
    FakeProvider.Script early =
        caller -> {
          caller.head();
          caller.write(ConsumerBench.http("200 OK", fault, "Content-Type: text/xml;charset=utf-8"));
        };
    try (FakeProvider provider = bench.provider(early)) {
      assertArrayEquals(fault, bench.soap(provider).answer());
      assertEquals(1, provider.connections());
    }
  }

  @Test
  void connectionIsKeptWhereThePeerAllowsItAndClosedWhereItAsks() {
    FakeProvider.Script keeps =
        caller -> {
          caller.write(keepAlive(good(caller.request())));
          caller.write(good(caller.request()));
        };
    try (FakeProvider provider = bench.provider(keeps)) {
      for (int i = 0; i < 3; i++) {
        assertArrayEquals(SECRET, bench.rest(provider).answer());
      }
      assertEquals(2, provider.connections(), "the second answer said close");
      assertEquals(3, provider.requests().size());
    }
  }

  /** The pool hands out a connection that the peer has closed meanwhile: a new one is made. */
  @Test
  void connectionThatDiedInThePoolIsReplacedBeforeAnythingIsSent() {
    FakeProvider.Script once = caller -> caller.write(keepAlive(good(caller.request())));
    try (FakeProvider provider = bench.provider(once)) {
      for (int i = 0; i < 4; i++) {
        assertArrayEquals(SECRET, bench.rest(provider).answer());
      }
      assertEquals(4, provider.requests().size());
    }
  }

  /** Two servers of the provider on one port; the one with another's certificate gives way. */
  @Test
  void serverOfSomebodyElseGivesWayToTheNext() {
    var other = bench.server().keys().authentication();
    TokenKey key = other.key();
    FakeProvider.Script answers = caller -> caller.write(good(caller.request()));
    try (FakeProvider right = bench.provider(answers);
        FakeProvider wrong =
            new FakeProvider(
                FakeProvider.loopback(2, right.port()),
                key.keyManager(java.util.List.of(other.certificate())),
                "TLSv1.3,TLSv1.2",
                "",
                answers)) {
      for (int i = 0; i < 5; i++) {
        FakeExchange exchange =
            bench.rest(bench.configuration("127.0.0.2", "127.0.0.1"), right.port(), 9);
        assertArrayEquals(SECRET, exchange.answer());
        assertEquals(
            Optional.of(InetSocketAddress.createUnresolved("127.0.0.1", right.port())),
            bench.server().lastRecord().peer());
      }
      assertEquals(0, wrong.bytes(), "nothing was sent to the wrong server");
    }
  }

  @Test
  void deadServerGivesWayToTheLivingOne() {
    FakeProvider.Script answers = caller -> caller.write(good(caller.request()));
    try (FakeProvider living = bench.provider(answers)) {
      FakeExchange exchange =
          bench.rest(bench.configuration("127.0.0.3", "127.0.0.1", "127.0.0.4"), living.port(), 9);
      assertArrayEquals(SECRET, exchange.answer());
    }
  }

  @Test
  void whenNoServerAnswersTheFaultNamesThem() {
    int port;
    try (FakeProvider gone = bench.provider(FakeProvider.Caller::cut)) {
      port = gone.port();
    }
    FakeExchange exchange = bench.rest(bench.configuration("127.0.0.3", "127.0.0.4"), port, 9);
    assertEquals("server.clientproxy.network_error", exchange.header("X-Road-Error"));
    assertTrue(
        exchange.text().contains("Could not connect to any target host (["), exchange.text());
    assertTrue(exchange.text().contains("https://127.0.0.3:" + port + "/"), exchange.text());
    assertTrue(exchange.text().contains("https://127.0.0.4:" + port + "/"), exchange.text());
    assertFalse(bench.server().lastRecord().succeeded());
  }

  private byte[] good(FakeProvider.Sent sent) {
    return ok(bench.signedRest(restResponse(sent), SECRET));
  }

  private static byte[] keepAlive(byte[] answer) {
    return ConsumerBench.ascii(
        new String(answer, StandardCharsets.ISO_8859_1).replace("Connection: close\r\n", ""));
  }
}
