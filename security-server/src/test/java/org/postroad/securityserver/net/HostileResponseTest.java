// SPDX-License-Identifier: MIT

package org.postroad.securityserver.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Threat 52: responses of which nobody can say where they end are refused, not guessed at. */
class HostileResponseTest {
  private static final ConnectOptions OPTIONS =
      new ConnectOptions(Fixtures.AMPLE, Fixtures.AMPLE, _ -> {});
  private static final RequestHead GET = new RequestHead("GET", "/", Fixtures.headers());

  private final NetThreads threads = NetThreads.start(1);
  private final HttpClient client = HttpClient.open(threads, Fixtures.limits());

  @AfterEach
  void close() {
    client.close();
    threads.close();
  }

  record Hostile(String name, String bytes) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Hostile ok(String name, String fields, String body) {
    return new Hostile(name, "HTTP/1.1 200 OK\r\n" + fields + "\r\n" + body);
  }

  private static Hostile line(String name, String line) {
    return new Hostile(name, line + "\r\nContent-Length: 0\r\n\r\n");
  }

  private static Hostile chunked(String name, String body) {
    return ok(name, "Transfer-Encoding: chunked\r\n", body);
  }

  static Stream<Hostile> framing() {
    String last = "0\r\n\r\n";
    return Stream.of(
        ok("length and chunked", "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", last),
        ok("gzip, chunked", "Transfer-Encoding: gzip, chunked\r\n", last),
        ok("identity", "Transfer-Encoding: identity\r\n", "abc"),
        ok("chunked twice", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", last),
        ok("tab before coding", "Transfer-Encoding:\tchunked\r\n", last),
        ok("space before colon", "Transfer-Encoding : chunked\r\n", last),
        ok("two lengths", "Content-Length: 3\r\nContent-Length: 5\r\n", "abc"),
        ok("same length twice", "Content-Length: 3\r\nContent-Length: 3\r\n", "abc"),
        ok("list of lengths", "Content-Length: 3, 3\r\n", "abc"),
        ok("length with sign", "Content-Length: +3\r\n", "abc"),
        ok("negative length", "Content-Length: -1\r\n", ""),
        ok("huge length", "Content-Length: 99999999999999999999\r\n", "abc"),
        ok("too short", "Content-Length: 5\r\n", "abc"),
        new Hostile(
            "coding in HTTP/1.0", "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + last),
        chunked("no last chunk", "3\r\nabc\r\n"),
        chunked("chunk too short", "5\r\nabc"),
        chunked("end inside trailers", "0\r\nX: 1\r\n"),
        chunked("space after chunk size", "3 \r\nabc\r\n0\r\n\r\n"),
        chunked("LF after chunk size", "3\nabc\r\n0\r\n\r\n"),
        chunked("chunk longer than its size", "3\r\nabcd\r\n0\r\n\r\n"),
        chunked("huge chunk size", "ffffffffffffffff\r\nabc"),
        chunked("endless extension", "3;" + "x".repeat(1000) + "\r\nabc\r\n0\r\n\r\n"),
        chunked("length in trailer", "0\r\nContent-Length: 5\r\n\r\n"),
        chunked("endless trailers", "0\r\n" + "X: y\r\n".repeat(10_000) + "\r\n"));
  }

  static Stream<Hostile> heads() {
    return Stream.of(
        new Hostile("nothing", ""),
        new Hostile("half a head", "HTTP/1.1 200 OK\r\nContent-"),
        new Hostile("LF line ends", "HTTP/1.1 200 OK\nContent-Length: 0\n\n"),
        new Hostile("empty line first", "\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"),
        line("HTTP/0.9", "<html>hello, this is an old page</html>"),
        line("HTTP/2", "HTTP/2.0 200 OK"),
        line("other protocol", "ICY/1.0 200 OK"),
        line("two spaces", "HTTP/1.1  200 OK"),
        line("tab", "HTTP/1.1\t200 OK"),
        line("two digits", "HTTP/1.1 20 OK"),
        line("four digits", "HTTP/1.1 2000 OK"),
        line("status 099", "HTTP/1.1 099 OK"),
        line("status 600", "HTTP/1.1 600 OK"),
        line("no status", "HTTP/1.1 OK OK OK"),
        line("short", "HTTP/1.1 2"),
        line("switching protocols", "HTTP/1.1 101 Switching Protocols"),
        line("huge reason", "HTTP/1.1 200 " + "x".repeat(100_000)),
        ok("endless fields", "X: y\r\n".repeat(10_000), ""),
        ok("folded field", "X: 1\r\n 2\r\nContent-Length: 0\r\n", ""),
        ok("NUL", "X: \0\r\nContent-Length: 0\r\n", ""),
        ok("bare CR", "X: a\rb\r\nContent-Length: 0\r\n", ""),
        new Hostile("endless interim", "HTTP/1.1 100 Continue\r\n\r\n".repeat(20)));
  }

  @ParameterizedTest
  @MethodSource({"framing", "heads"})
  void isRefused(Hostile hostile) throws IOException {
    try (RawServer server = RawServer.answering(hostile.bytes(), true)) {
      for (int i = 0; i < 2; i++) {
        assertThrows(IOException.class, () -> get(server));
      }
      assertEquals(2, server.connections());
    }
  }

  @Test
  void aStatusWithoutReasonIsRead() throws IOException {
    try (RawServer server =
        RawServer.answering("HTTP/1.1 200\r\nContent-Length: 2\r\n\r\nok", false)) {
      assertEquals("ok", get(server));
    }
  }

  @Test
  void theLengthOfABodylessStatusDoesNotCount() throws IOException {
    try (RawServer server =
        RawServer.answering("HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n", false)) {
      assertEquals("", get(server));
      assertEquals("", get(server));
      assertEquals(1, server.connections());
    }
  }

  @Test
  void anEmptyConnectionIsAnEnd() throws IOException {
    try (RawServer server = RawServer.answering("", true)) {
      assertThrows(EOFException.class, () -> get(server));
    }
  }

  private String get(RawServer server) throws IOException {
    try (ClientConnection connection =
        client.connect(List.of(server.address()), Optional.empty(), OPTIONS)) {
      connection.send(GET, new byte[0]);
      connection.receive();
      String body = Fixtures.readAll(connection.body());
      connection.release();
      return body;
    }
  }
}
