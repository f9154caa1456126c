// SPDX-License-Identifier: MIT

package org.postroad.securityserver.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroad.protocol.mime.Headers;

/** Listener and pool together, with many exchanges one after the other and at once. */
class PoolStressTest {
  private static final ConnectOptions OPTIONS =
      new ConnectOptions(Fixtures.AMPLE, Fixtures.AMPLE, _ -> {});

  private static final HttpHandler ECHO =
      exchange -> {
        byte[] body = exchange.body().readAllBytes();
        try (OutputStream out = exchange.respond(Fixtures.ok())) {
          out.write(body);
        }
      };

  @Test
  void manyExchangesInARowShareOneConnection() throws IOException {
    Set<Integer> ports = ConcurrentHashMap.newKeySet();
    HttpHandler handler =
        exchange -> {
          ports.add(exchange.remoteAddress().getPort());
          ECHO.handle(exchange);
        };
    try (NetThreads threads = NetThreads.start(1);
        HttpListener listener =
            HttpListener.open(
                threads, Fixtures.loopback(0), Optional.empty(), Fixtures.limits(), handler);
        HttpClient client = HttpClient.open(threads, Fixtures.limits())) {
      for (int i = 0; i < 2000; i++) {
        echo(client, listener, Optional.empty(), new byte[i % 50]);
      }
    }
    assertEquals(1, ports.size());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void manyAtOnceNeverMixUp(boolean secure) throws Exception {
    Optional<TlsContext> server =
        secure ? Optional.of(TlsFixtures.serverPort(_ -> {}, TlsFixtures.EC)) : Optional.empty();
    Optional<TlsContext> identity =
        secure ? Optional.of(TlsFixtures.clientOf(TlsFixtures.OTHER)) : Optional.empty();
    try (NetThreads threads = NetThreads.start(2);
        HttpListener listener =
            HttpListener.open(threads, Fixtures.loopback(0), server, Fixtures.limits(), ECHO);
        HttpClient client = HttpClient.open(threads, Fixtures.limits());
        var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> results = new ArrayList<>();
      for (int seed = 0; seed < 8; seed++) {
        Random random = new Random(seed);
        Callable<Integer> work = () -> exchanges(client, listener, identity, random);
        results.add(executor.submit(work));
      }
      for (Future<Integer> result : results) {
        assertTrue(result.get() > 0);
      }
    }
  }

  /** Exchanges of all sizes, some of them given up half-way. */
  private static int exchanges(
      HttpClient client, HttpListener listener, Optional<TlsContext> tls, Random random)
      throws IOException {
    int whole = 0;
    for (int i = 0; i < 40; i++) {
      byte[] body =
          new byte[random.nextInt(4) == 0 ? random.nextInt(150_000) : random.nextInt(500)];
      random.nextBytes(body);
      if (random.nextInt(8) == 0) {
        abandon(client, listener, tls, body);
      } else {
        echo(client, listener, tls, body);
        whole++;
      }
    }
    return whole;
  }

  private static void echo(
      HttpClient client, HttpListener listener, Optional<TlsContext> tls, byte[] body)
      throws IOException {
    try (ClientConnection connection = client.connect(List.of(listener.address()), tls, OPTIONS)) {
      connection.send(new RequestHead("POST", "/", Headers.EMPTY), body);
      assertEquals(200, connection.receive().status());
      assertArrayEquals(body, connection.body().readAllBytes());
      connection.release();
    }
  }

  private static void abandon(
      HttpClient client, HttpListener listener, Optional<TlsContext> tls, byte[] body)
      throws IOException {
    try (ClientConnection connection = client.connect(List.of(listener.address()), tls, OPTIONS)) {
      OutputStream out = connection.send(new RequestHead("POST", "/", Headers.EMPTY));
      out.write(body);
      out.flush();
    }
  }
}
