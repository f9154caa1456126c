// SPDX-License-Identifier: MIT

package org.postroad.securityserver.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.postroad.securityserver.net.Fixtures.await;
import static org.postroad.securityserver.net.Fixtures.exchangeRaw;
import static org.postroad.securityserver.net.Fixtures.headers;
import static org.postroad.securityserver.net.Fixtures.listen;
import static org.postroad.securityserver.net.Fixtures.ok;
import static org.postroad.securityserver.net.Fixtures.readAll;
import static org.postroad.securityserver.net.Fixtures.readUntil;
import static org.postroad.securityserver.net.Fixtures.uri;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The listener as other HTTP implementations and bare sockets see it. */
class HttpListenerTest {
  private static final HttpHandler ECHO =
      exchange -> {
        try (OutputStream out = exchange.respond(ok("x-target", exchange.request().target()))) {
          exchange.body().transferTo(out);
        }
      };

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

  @Test
  void anUnreadLongBodyClosesTheConnectionButTheResponseArrives() throws IOException {
    try (HttpListener listener =
            listen(exchange -> exchange.respond(ok(), "enough".getBytes(StandardCharsets.UTF_8)));
        Socket socket = connect(listener)) {
      send(socket, "POST /1 HTTP/1.1\r\nHost: a\r\nContent-Length: 100000000\r\n\r\n");
      socket.getOutputStream().write(new byte[500_000]);
      assertTrue(readAll(socket.getInputStream()).endsWith("enough"));
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
  void aHeadThatIsTooLargeIsRefusedWith431() throws IOException {
    try (HttpListener listener = listen(Fixtures.limits().withHead(4096, 20), ECHO)) {
      String large = "GET / HTTP/1.1\r\nHost: a\r\nX: " + "y".repeat(5000) + "\r\n\r\n";
      String many = "GET / HTTP/1.1\r\nHost: a\r\n" + "X: y\r\n".repeat(20) + "\r\n";
      String fits =
          "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + "X: y\r\n".repeat(18) + "\r\n";
      assertTrue(exchangeRaw(listener.address(), large).startsWith("HTTP/1.1 431 "));
      assertTrue(exchangeRaw(listener.address(), many).startsWith("HTTP/1.1 431 "));
      assertTrue(exchangeRaw(listener.address(), fits).startsWith("HTTP/1.1 200 "));
    }
  }

  @Test
  void aHeadThatDoesNotCompleteInTimeIsRefusedWith408() throws IOException {
    HttpLimits limits =
        HttpLimits.DEFAULT.withWaiting(
            Fixtures.AMPLE, Fixtures.SHORT, Fixtures.AMPLE, Fixtures.AMPLE);
    try (HttpListener listener = listen(limits, ECHO)) {
      String raw = exchangeRaw(listener.address(), "GET / HTTP/1.1\r\nHost:");
      assertTrue(raw.startsWith("HTTP/1.1 408 Request Timeout\r\n"), raw);
    }
  }

  @Test
  void aBodyThatStallsIsRefusedWith408() throws IOException {
    HttpLimits limits =
        HttpLimits.DEFAULT.withWaiting(
            Fixtures.AMPLE, Fixtures.AMPLE, Fixtures.AMPLE, Fixtures.SHORT);
    HttpHandler reads =
        exchange -> {
          byte[] body = exchange.body().readAllBytes();
          exchange.respond(ok(), body);
        };
    try (HttpListener listener = listen(limits, reads)) {
      String raw =
          exchangeRaw(
              listener.address(), "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc");
      assertTrue(raw.startsWith("HTTP/1.1 408 Request Timeout\r\n"), raw);
    }
  }

  @Test
  void aRequestThatNeverEndsRunsOutOfItsWholeTime() throws IOException {
    HttpLimits limits = HttpLimits.DEFAULT.withRequest(Fixtures.SHORT);
    CountDownLatch over = new CountDownLatch(1);
    HttpHandler reads =
        exchange -> {
          try {
            exchange.body().transferTo(OutputStream.nullOutputStream());
          } finally {
            over.countDown();
          }
        };
    try (HttpListener listener = listen(limits, reads);
        Socket client = connect(listener)) {
      OutputStream out = client.getOutputStream();
      out.write(
          "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
              .getBytes(StandardCharsets.US_ASCII));
      while (!over.await(5, TimeUnit.MILLISECONDS)) {
        out.write("1\r\nx\r\n".getBytes(StandardCharsets.US_ASCII));
      }
      String raw = readAll(client.getInputStream());
      assertTrue(raw.startsWith("HTTP/1.1 408 Request Timeout\r\n"), raw);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void anIdleConnectionIsClosed() throws IOException {
    HttpLimits limits =
        HttpLimits.DEFAULT.withWaiting(
            Fixtures.AMPLE, Fixtures.AMPLE, Fixtures.SHORT, Fixtures.AMPLE);
    try (HttpListener listener = listen(limits, ECHO)) {
      assertEquals("", exchangeRaw(listener.address(), ""));
      String raw = exchangeRaw(listener.address(), "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      assertTrue(raw.startsWith("HTTP/1.1 200 OK"), raw);
    }
  }

  /** F05: behind a balancer the next exchange may go to another node. */
  @Test
  void withoutIdleTimeAConnectionEndsWithItsExchange() throws IOException {
    HttpLimits limits =
        HttpLimits.DEFAULT.withWaiting(
            Fixtures.AMPLE, Fixtures.AMPLE, Duration.ZERO, Fixtures.AMPLE);
    try (HttpListener listener = listen(limits, ECHO)) {
      String raw =
          exchangeRaw(
              listener.address(),
              "GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n");
      assertEquals(1, raw.split("HTTP/1.1 200 OK", -1).length - 1, raw);
      assertTrue(raw.contains("x-target: /1\r\n"), raw);
      assertTrue(raw.contains("Connection: close\r\n"), raw);
    }
  }

  /** Connects and waits for a byte; the system may still take a connection nobody will serve. */
  private static void beServed(HttpListener listener) throws IOException {
    try (Socket late = connect(listener)) {
      if (late.getInputStream().read() < 0) {
        throw new EOFException("closed without an answer");
      }
    }
  }

  @Test
  void closingWaitsForTheExchangeUnderWay() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    HttpListener listener =
        listen(exchange -> {
          begun.countDown();
          await(mayEnd);
          exchange.respond(ok(), "done".getBytes(StandardCharsets.US_ASCII));
        });
    try (Socket idle = connect(listener);
        Socket socket = connect(listener)) {
      send(socket, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      await(begun);
      Thread closing = Thread.startVirtualThread(listener::close);
      assertEquals(-1, idle.getInputStream().read());
      assertThrows(IOException.class, () -> beServed(listener));
      mayEnd.countDown();
      String raw = readAll(socket.getInputStream());
      assertTrue(raw.contains("Connection: close\r\n") && raw.endsWith("done"), raw);
      assertTrue(closing.join(Fixtures.AMPLE));
    }
  }

  @Test
  void closingCutsWhatDoesNotEnd() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    HttpListener listener =
        listen(
            Fixtures.limits().withDrain(Duration.ofMillis(100)),
            exchange -> {
              begun.countDown();
              exchange.body().readAllBytes();
            });
    try (Socket socket = connect(listener)) {
      send(socket, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\n");
      await(begun);
      listener.close();
      assertNotEquals('2', socket.getInputStream().read());
    }
  }

  @Test
  void aPeerThatTakesNothingIsGivenUp() throws Exception {
    CountDownLatch failed = new CountDownLatch(1);
    HttpHandler writes =
        exchange -> {
          OutputStream out = exchange.respond(ok());
          try {
            for (int i = 0; i < 100_000; i++) {
              out.write(new byte[8192]);
            }
          } catch (IOException e) {
            failed.countDown();
            throw e;
          }
        };
    try (HttpListener listener = listen(Fixtures.limits().withWrite(Fixtures.SHORT), writes);
        Socket socket = connect(listener)) {
      send(socket, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      await(failed);
    }
  }

  @Test
  void newcomersWaitAtTheLimitOfConnections() throws Exception {
    try (HttpListener listener = listen(Fixtures.limits().withConnections(1), ECHO);
        Socket first = connect(listener)) {
      send(first, "GET /1 HTTP/1.1\r\nHost: a\r\n\r\n");
      readUntil(first.getInputStream(), "0\r\n\r\n");
      try (Socket second = connect(listener)) {
        send(second, "GET /2 HTTP/1.1\r\nHost: a\r\n\r\n");
        second.setSoTimeout((int) Fixtures.SHORT.toMillis());
        assertThrows(IOException.class, () -> second.getInputStream().read());
        first.shutdownOutput();
        second.setSoTimeout((int) Fixtures.AMPLE.toMillis());
        assertTrue(readUntil(second.getInputStream(), "0\r\n\r\n").contains("x-target: /2"));
      }
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

  private static Socket connect(HttpListener listener) throws IOException {
    Socket socket = new Socket(listener.address().getAddress(), listener.address().getPort());
    socket.setSoTimeout((int) Fixtures.AMPLE.toMillis());
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
