// SPDX-License-Identifier: MIT

package org.postroad.securityserver.net;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.postroad.protocol.mime.Headers;

/** Values and small tools shared by the tests of this room. */
final class Fixtures {
  static final Duration SHORT = Duration.ofMillis(300);
  static final Duration AMPLE = Duration.ofSeconds(20);

  /** Sends back what it gets. */
  static final HttpHandler ECHO =
      exchange -> {
        try (OutputStream out = exchange.respond(ok("x-target", exchange.request().target()))) {
          exchange.body().transferTo(out);
        }
      };

  private Fixtures() {}

  /** The default limits, with no time in them that a slow machine could run into. */
  static HttpLimits limits() {
    return HttpLimits.DEFAULT.withWaiting(AMPLE, AMPLE, AMPLE, AMPLE);
  }

  static HttpListener listen(HttpHandler handler) {
    return listen(limits(), handler);
  }

  static HttpListener listen(HttpLimits limits, HttpHandler handler) {
    return HttpListener.open(loopback(0), Optional.empty(), limits, handler);
  }

  static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  static URI uri(HttpListener listener, String target) {
    return URI.create("http://127.0.0.1:" + listener.address().getPort() + target);
  }

  static ResponseHead ok(String... namesAndValues) {
    return new ResponseHead(200, "OK", headers(namesAndValues));
  }

  static Headers headers(String... namesAndValues) {
    Headers.Builder headers = Headers.builder();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      headers.add(namesAndValues[i], namesAndValues[i + 1]);
    }
    return headers.build();
  }

  static Socket connect(HttpListener listener) throws IOException {
    return connect(listener.address());
  }

  private static Socket connect(InetSocketAddress address) throws IOException {
    Socket socket = new Socket(address.getAddress(), address.getPort());
    socket.setSoTimeout((int) AMPLE.toMillis());
    return socket;
  }

  static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /**
   * Sends the bytes in one go and returns everything that comes until the other side closes,
   * without the dates.
   */
  static String exchangeRaw(InetSocketAddress address, String bytes) throws IOException {
    try (Socket socket = connect(address)) {
      send(socket, bytes);
      return withoutDates(readAll(socket.getInputStream()));
    }
  }

  /** The same with each byte in a packet of its own, as long as the other side takes them. */
  static String exchangeByteByByte(InetSocketAddress address, String bytes) throws IOException {
    try (Socket socket = connect(address)) {
      socket.setTcpNoDelay(true);
      for (byte b : bytes.getBytes(StandardCharsets.ISO_8859_1)) {
        socket.getOutputStream().write(b);
      }
      return withoutDates(readAll(socket.getInputStream()));
    }
  }

  private static String withoutDates(String responses) {
    return responses.replaceAll("Date: [^\r]*\r\n", "");
  }

  static String readAll(InputStream in) throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
  }

  /** Reads up to and with the given text. */
  static String readUntil(InputStream in, String end) throws IOException {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    while (!read.toString(StandardCharsets.ISO_8859_1).endsWith(end)) {
      int c = in.read();
      if (c < 0) {
        throw new IOException("the connection ended after: " + read);
      }
      read.write(c);
    }
    return read.toString(StandardCharsets.ISO_8859_1);
  }

  static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(AMPLE.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
