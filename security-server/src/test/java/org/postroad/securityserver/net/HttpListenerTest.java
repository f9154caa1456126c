// SPDX-License-Identifier: MIT

package org.postroad.securityserver.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.postroad.securityserver.net.Fixtures.ECHO;
import static org.postroad.securityserver.net.Fixtures.connect;
import static org.postroad.securityserver.net.Fixtures.exchangeRaw;
import static org.postroad.securityserver.net.Fixtures.headers;
import static org.postroad.securityserver.net.Fixtures.listen;
import static org.postroad.securityserver.net.Fixtures.ok;
import static org.postroad.securityserver.net.Fixtures.readAll;
import static org.postroad.securityserver.net.Fixtures.readUntil;
import static org.postroad.securityserver.net.Fixtures.send;
import static org.postroad.securityserver.net.Fixtures.uri;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The listener as other HTTP implementations and bare sockets see it. */
class HttpListenerTest {
  private static HttpResponse<byte[]> call(HttpRequest request) throws Exception {
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }
  }

  @Test
  void echoesABodyOfKnownLength() throws Exception {
    byte[] body = new byte[300_000];
    new Random(1).nextBytes(body);
    try (HttpListener listener = listen(ECHO)) {
      var response =
          call(
              HttpRequest.newBuilder(uri(listener, "/a%2Fb/?q=%zz".replace("%zz", "%20")))
                  .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                  .build());
      assertEquals(200, response.statusCode());
      assertArrayEquals(body, response.body());
      assertEquals("/a%2Fb/?q=%20", response.headers().firstValue("x-target").orElseThrow());
      assertEquals("chunked", response.headers().firstValue("transfer-encoding").orElseThrow());
    }
  }

  @Test
  void echoesAChunkedBody() throws Exception {
    byte[] body = new byte[1_000_000];
    new Random(2).nextBytes(body);
    try (HttpListener listener = listen(ECHO)) {
      var response =
          call(
              HttpRequest.newBuilder(uri(listener, "/"))
                  .PUT(
                      HttpRequest.BodyPublishers.fromPublisher(
                          HttpRequest.BodyPublishers.ofByteArray(body)))
                  .build());
      assertArrayEquals(body, response.body());
    }
  }

  @Test
  void theJdkClientMayExpectToContinue() throws Exception {
    byte[] body = new byte[100_000];
    new Random(4).nextBytes(body);
    try (HttpListener listener = listen(ECHO)) {
      var response =
          call(
              HttpRequest.newBuilder(uri(listener, "/"))
                  .expectContinue(true)
                  .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                  .build());
      assertArrayEquals(body, response.body());
    }
  }

  @Test
  void aHundredHandlersMayWaitForEachOther() throws Exception {
    CyclicBarrier together = new CyclicBarrier(100);
    HttpHandler waits =
        exchange -> {
          try {
            together.await(Fixtures.AMPLE.toMillis(), TimeUnit.MILLISECONDS);
          } catch (Exception e) {
            throw new IOException(e);
          }
          exchange.respond(ok(), new byte[0]);
        };
    try (HttpListener listener = listen(waits);
        var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      String request = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
      List<Future<String>> answers = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        answers.add(executor.submit(() -> exchangeRaw(listener.address(), request)));
      }
      for (Future<String> answer : answers) {
        assertTrue(answer.get().startsWith("HTTP/1.1 200 OK"));
      }
    }
  }

  @Test
  void aBodyWrittenToAHeadResponseIsDropped() throws IOException {
    String fields = "Host: a\r\nContent-Length: 3\r\n";
    try (HttpListener listener = listen(ECHO)) {
      String raw =
          exchangeRaw(
              listener.address(),
              "HEAD /1 HTTP/1.1\r\n" + fields + "\r\nabcHEAD /2 HTTP/1.0\r\n\r\n");
      String second = "HTTP/1.1 200 OK\r\nx-target: /2\r\nConnection: close\r\n\r\n";
      assertEquals("HTTP/1.1 200 OK\r\nx-target: /1\r\n\r\n" + second, raw);
    }
  }

  @Test
  void respondsToHeadWithoutABody() throws Exception {
    try (HttpListener listener =
        listen(
            exchange -> exchange.respond(ok(), "twelve bytes".getBytes(StandardCharsets.UTF_8)))) {
      var response = call(HttpRequest.newBuilder(uri(listener, "/")).HEAD().build());
      assertEquals("12", response.headers().firstValue("content-length").orElseThrow());
      assertEquals(0, response.body().length);
      String raw =
          exchangeRaw(
              listener.address(), "HEAD / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
      assertTrue(raw.endsWith("\r\n\r\n"), raw);
    }
  }

  @Test
  void writesHeaderNamesAsGiven() throws IOException {
    try (HttpListener listener =
        listen(exchange -> exchange.respond(ok("x-hash-algorithm", "SHA-512"), new byte[0]))) {
      String raw =
          exchangeRaw(listener.address(), "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
      assertEquals(
          "HTTP/1.1 200 OK\r\nx-hash-algorithm: SHA-512\r\nContent-Length: 0\r\nConnection:"
              + " close\r\n\r\n",
          raw);
    }
  }

  @Test
  void datesEveryResponseUnlessTheHandlerDid() throws IOException {
    InstantSource clock = InstantSource.fixed(Instant.parse("2026-11-07T02:46:27.9Z"));
    HttpHandler dated =
        exchange ->
            exchange.respond(
                exchange.request().target().equals("/own") ? ok("date", "mine") : ok(),
                new byte[0]);
    try (NetThreads threads = NetThreads.start(1, clock);
        HttpListener listener =
            HttpListener.open(
                threads, Fixtures.loopback(0), Optional.empty(), Fixtures.limits(), dated);
        Socket socket = connect(listener)) {
      send(
          socket,
          "GET / HTTP/1.1\r\nHost: a\r\n\r\nGET /own HTTP/1.1\r\nHost: a\r\n\r\nbad\r\n\r\n");
      String raw = readAll(socket.getInputStream());
      String date = "Date: Sat, 07 Nov 2026 02:46:27 GMT\r\n";
      assertTrue(raw.startsWith("HTTP/1.1 200 OK\r\n" + date + "Content-Length: 0\r\n\r\n"), raw);
      assertTrue(raw.contains("HTTP/1.1 200 OK\r\ndate: mine\r\nContent-Length: 0\r\n\r\n"), raw);
      assertTrue(raw.contains("HTTP/1.1 400 Bad Request\r\n" + date), raw);
    }
  }

  @Test
  void handsTheTargetOnRaw() throws IOException {
    try (HttpListener listener =
        listen(exchange ->
            exchange.respond(
                ok(), exchange.request().target().getBytes(StandardCharsets.US_ASCII)))) {
      String target = "/r1/INST/%2F/..;/%2e%2e//a\\b?x=%zz&y=|";
      String raw =
          exchangeRaw(
              listener.address(),
              "GET " + target + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
      assertTrue(raw.endsWith("\r\n\r\n" + target), raw);
    }
  }

  @Test
  void answersExpectationOnlyWhenTheBodyIsRead() throws IOException {
    try (HttpListener listener = listen(ECHO);
        Socket socket = connect(listener)) {
      send(
          socket,
          "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
      assertEquals("HTTP/1.1 100 Continue\r\n\r\n", readUntil(socket.getInputStream(), "\r\n\r\n"));
      send(socket, "abc");
      assertTrue(readUntil(socket.getInputStream(), "0\r\n\r\n").endsWith("3\r\nabc\r\n0\r\n\r\n"));
    }
  }

  @Test
  void refusalBeforeTheExpectedBodyClosesTheConnection() throws IOException {
    try (HttpListener listener =
        listen(exchange ->
            exchange.respond(new ResponseHead(403, "Forbidden", headers()), new byte[0]))) {
      String raw =
          exchangeRaw(
              listener.address(),
              "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
      assertEquals("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", raw);
    }
  }

  @Test
  void servesPipelinedRequestsOneAfterTheOther() throws IOException {
    Set<String> threads = ConcurrentHashMap.newKeySet();
    try (HttpListener listener =
        listen(exchange -> {
          threads.add(Thread.currentThread().getName());
          assertTrue(Thread.currentThread().isVirtual());
          byte[] body = exchange.body().readAllBytes();
          exchange.respond(ok("x-path", exchange.request().target()), body);
        })) {
      String raw =
          exchangeRaw(
              listener.address(),
              "POST /1 HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nA"
                  + "POST /2 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                  + "1;x=y\r\nB\r\n0\r\nX-Trailer: 1\r\n\r\n"
                  + "GET /3 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
      assertEquals(3, raw.split("HTTP/1.1 200 OK", -1).length - 1, raw);
      assertTrue(raw.indexOf("/1") < raw.indexOf("/2") && raw.indexOf("/2") < raw.indexOf("/3"));
      assertEquals(3, threads.size());
    }
  }

  @Test
  void anUnreadShortBodyIsSkipped() throws IOException {
    try (HttpListener listener =
        listen(
            exchange -> exchange.respond(ok("x-path", exchange.request().target()), new byte[0]))) {
      String raw =
          exchangeRaw(
              listener.address(),
              "POST /1 HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n12345"
                  + "GET /2 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
      assertTrue(raw.contains("x-path: /2"), raw);
    }
  }

  private static void assertEndsWithItsConnection(String body, Socket socket) throws IOException {
    String raw = readAll(socket.getInputStream());
    assertTrue(raw.endsWith(body), raw);
    assertTrue(raw.contains("\r\nConnection: close\r\n"), raw);
  }

  @Test
  void anUnreadLongBodyClosesTheConnectionButTheResponseArrives() throws IOException {
    try (HttpListener listener =
            listen(exchange -> exchange.respond(ok(), "enough".getBytes(StandardCharsets.UTF_8)));
        Socket socket = connect(listener)) {
      send(socket, "POST /1 HTTP/1.1\r\nHost: a\r\nContent-Length: 100000000\r\n\r\n");
      socket.getOutputStream().write(new byte[500_000]);
      assertEndsWithItsConnection("enough", socket);
    }
  }

  @Test
  void aChunkedBodyReadInPartClosesTheConnectionAndTheResponseSaysSo() throws IOException {
    try (HttpListener listener =
            listen(exchange -> {
              assertEquals('a', exchange.body().read());
              exchange.respond(ok(), "enough".getBytes(StandardCharsets.UTF_8));
            });
        Socket socket = connect(listener)) {
      send(socket, "POST /1 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
      assertEndsWithItsConnection("enough", socket);
    }
  }

  @Test
  void aHandlerThatFailsOrForgetsGivesStatus500() throws IOException {
    try (HttpListener listener =
        listen(exchange -> {
          if (exchange.request().target().equals("/fail")) {
            throw new IllegalStateException("planted");
          }
        })) {
      for (String target : List.of("/fail", "/forget")) {
        String raw =
            exchangeRaw(listener.address(), "GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n");
        assertTrue(raw.startsWith("HTTP/1.1 500 Internal Server Error\r\n"), raw);
      }
    }
  }

  @Test
  void aResponseNotClosedIsCutOff() throws IOException {
    try (HttpListener listener =
        listen(exchange -> {
          OutputStream out = exchange.respond(ok());
          out.write(new byte[10]);
          out.flush();
        })) {
      String raw = cutOff(listener);
      assertFalse(raw.contains("0\r\n\r\n"), raw);
    }
  }

  /** What arrived before the connection was cut, be it by its end or by a reset. */
  private static String cutOff(HttpListener listener) throws IOException {
    try (Socket socket = connect(listener)) {
      send(socket, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      StringBuilder read = new StringBuilder();
      try {
        for (int c = socket.getInputStream().read(); c >= 0; c = socket.getInputStream().read()) {
          read.append((char) c);
        }
      } catch (IOException e) {
        read.append(" reset");
      }
      return read.toString();
    }
  }

  @Test
  void http10GetsABodyUntilTheEndOfTheConnection() throws IOException {
    try (HttpListener listener =
        listen(exchange -> {
          try (OutputStream out = exchange.respond(ok())) {
            out.write("old".getBytes(StandardCharsets.US_ASCII));
          }
        })) {
      assertEquals(
          "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nold",
          exchangeRaw(listener.address(), "GET / HTTP/1.0\r\n\r\n"));
    }
  }

  @Test
  void noHeaderValueCanCarryALineBreakOut() {
    assertThrows(RuntimeException.class, () -> ok("x", "a\r\nEvil: 1"));
    assertThrows(RuntimeException.class, () -> ok("x\n", "a"));
    assertThrows(IllegalArgumentException.class, () -> ok("x", "\u0100"));
    assertThrows(
        IllegalArgumentException.class, () -> new ResponseHead(200, "OK\r\nEvil: 1", headers()));
    assertThrows(
        IllegalArgumentException.class, () -> new RequestHead("GET", "/ HTTP/1.1\r\n", headers()));
  }
}
