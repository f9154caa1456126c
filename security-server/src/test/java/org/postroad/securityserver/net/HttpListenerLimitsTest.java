// SPDX-License-Identifier: MIT

package org.postroad.securityserver.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.postroad.securityserver.net.Fixtures.ECHO;
import static org.postroad.securityserver.net.Fixtures.await;
import static org.postroad.securityserver.net.Fixtures.connect;
import static org.postroad.securityserver.net.Fixtures.exchangeRaw;
import static org.postroad.securityserver.net.Fixtures.listen;
import static org.postroad.securityserver.net.Fixtures.ok;
import static org.postroad.securityserver.net.Fixtures.readAll;
import static org.postroad.securityserver.net.Fixtures.readUntil;
import static org.postroad.securityserver.net.Fixtures.send;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What the listener grants of size, of time and of connections, and how it closes. */
class HttpListenerLimitsTest {
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
}
