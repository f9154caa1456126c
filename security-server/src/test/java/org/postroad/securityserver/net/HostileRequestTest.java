// SPDX-License-Identifier: MIT

package org.postroad.securityserver.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Requests that two readers could take for different ones: each is refused with status 400, the
 * connection is closed, and what follows on it is never served.
 */
class HostileRequestTest {
  private static final String SMUGGLED =
      "GET /smuggled HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n";

  record Hostile(String name, String bytes) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Hostile post(String name, String fields, String body) {
    return new Hostile(name, "POST / HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n" + body);
  }

  private static Hostile get(String name, String fields) {
    return new Hostile(name, "GET / HTTP/1.1\r\n" + fields + "\r\n");
  }

  private static Hostile chunked(String name, String body) {
    return post(name, "Transfer-Encoding: chunked\r\n", body);
  }

  private static Hostile line(String name, String line) {
    return new Hostile(name, line + "\r\nHost: a\r\n\r\n");
  }

  static Stream<Hostile> framing() {
    String last = "0\r\n\r\n";
    return Stream.of(
        post("length and chunked", "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", last),
        post("chunked and length", "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", last),
        post("chunked, identity", "Transfer-Encoding: chunked, identity\r\n", last),
        post("identity", "Transfer-Encoding: identity\r\nContent-Length: 3\r\n", "abc"),
        post("identity alone", "Transfer-Encoding: identity\r\n", ""),
        post("gzip, chunked", "Transfer-Encoding: gzip, chunked\r\n", last),
        post("chunked twice", "Transfer-Encoding: chunked, chunked\r\n", last),
        post("xchunked", "Transfer-Encoding: xchunked\r\n", last),
        post("empty coding", "Transfer-Encoding:\r\n", last),
        post("quoted coding", "Transfer-Encoding: \"chunked\"\r\n", last),
        post("coding with parameter", "Transfer-Encoding: chunked;a=b\r\n", last),
        post("tab before coding", "Transfer-Encoding:\tchunked\r\n", last),
        post("tab after coding", "Transfer-Encoding: chunked\t\r\n", last),
        post("vertical tab before coding", "Transfer-Encoding: \u000bchunked\r\n", last),
        post("space before colon", "Transfer-Encoding : chunked\r\n", last),
        post("tab before colon", "Transfer-Encoding\t: chunked\r\n", last),
        post("two codings", "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n", last),
        post(
            "same coding twice",
            "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
            last),
        post("two lengths", "Content-Length: 3\r\nContent-Length: 0\r\n", "abc"),
        post("same length twice", "Content-Length: 3\r\nContent-Length: 3\r\n", "abc"),
        post("list of lengths", "Content-Length: 3, 3\r\n", "abc"),
        post("length with sign", "Content-Length: +3\r\n", "abc"),
        post("negative length", "Content-Length: -3\r\n", "abc"),
        post("hexadecimal length", "Content-Length: 0x3\r\n", "abc"),
        post("length with space", "Content-Length: 3 0\r\n", "abc"),
        post("length with tab", "Content-Length:\t3\r\n", "abc"),
        post("empty length", "Content-Length:\r\n", "abc"),
        post("huge length", "Content-Length: 99999999999999999999\r\n", "abc"),
        post("length in other digits", "Content-Length: \u00b3\r\n", "abc"),
        new Hostile(
            "coding in HTTP/1.0",
            "POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + last));
  }

  static Stream<Hostile> chunks() {
    return Stream.of(
        chunked("space before chunk size", " 3\r\nabc\r\n0\r\n\r\n"),
        chunked("space after chunk size", "3 \r\nabc\r\n0\r\n\r\n"),
        chunked("tab after chunk size", "3\t\r\nabc\r\n0\r\n\r\n"),
        chunked("space before extension", "3 ;a=b\r\nabc\r\n0\r\n\r\n"),
        chunked("chunk size with prefix", "0x3\r\nabc\r\n0\r\n\r\n"),
        chunked("chunk size with sign", "+3\r\nabc\r\n0\r\n\r\n"),
        chunked("negative chunk size", "-3\r\nabc\r\n0\r\n\r\n"),
        chunked("no chunk size", "\r\nabc\r\n0\r\n\r\n"),
        chunked("chunk size too long", "0000000000000003\r\nabc\r\n0\r\n\r\n"),
        chunked("chunk size overflows", "fffffffffffffffff\r\nabc\r\n0\r\n\r\n"),
        chunked("LF after chunk size", "3\nabc\r\n0\r\n\r\n"),
        chunked("CR after chunk size", "3\rabc\r\n0\r\n\r\n"),
        chunked("LF in extension", "3;a\nabc\r\n0\r\n\r\n"),
        chunked("CR in extension", "3;a\rb\r\nabc\r\n0\r\n\r\n"),
        chunked("NUL in extension", "3;a\0b\r\nabc\r\n0\r\n\r\n"),
        chunked("LF after chunk", "3\r\nabc\n0\r\n\r\n"),
        chunked("nothing after chunk", "3\r\nabc0\r\n\r\n"),
        chunked("chunk longer than its size", "3\r\nabcd\r\n0\r\n\r\n"),
        chunked("length in trailer", "0\r\nContent-Length: 5\r\n\r\n"),
        chunked("coding in trailer", "0\r\nTransfer-Encoding: chunked\r\n\r\n"),
        chunked("host in trailer", "0\r\nHost: b\r\n\r\n"),
        chunked("folded trailer", "0\r\nX: 1\r\n 2\r\n\r\n"),
        chunked("LF in trailer", "0\r\nX: 1\n\r\n"),
        chunked("LF at the end", "0\r\n\n"));
  }

  static Stream<Hostile> heads() {
    return Stream.of(
        get("no host", ""),
        get("two hosts", "Host: a\r\nHost: b\r\n"),
        get("same host twice", "Host: a\r\nHost: a\r\n"),
        get("user in host", "Host: me@a\r\n"),
        get("path in host", "Host: a/b\r\n"),
        get("two names in host", "Host: a, b\r\n"),
        get("space in host", "Host: a b\r\n"),
        get("port 0", "Host: a:0\r\n"),
        get("port out of range", "Host: a:65536\r\n"),
        get("port of letters", "Host: a:b\r\n"),
        get("zone in host", "Host: [fe80::1%eth0]:80\r\n"),
        get("folded field", "Host: a\r\nX: 1\r\n 2\r\n"),
        get("folded by tab", "Host: a\r\nX: 1\r\n\t2\r\n"),
        get("folded first field", " Host: a\r\nHost: a\r\n"),
        get("folded coding", "Host: a\r\nTransfer-Encoding:\r\n chunked\r\n"),
        get("no colon", "Host: a\r\nX\r\n"),
        get("no name", "Host: a\r\n: x\r\n"),
        get("space in name", "Host: a\r\nX Y: x\r\n"),
        get("control in name", "Host: a\r\nX\u0001: x\r\n"),
        get("non-ASCII in name", "Host: a\r\nX\u00e9: x\r\n"),
        get("NUL in value", "Host: a\r\nX: a\0b\r\n"),
        get("DEL in value", "Host: a\r\nX: a\u007fb\r\n"),
        get("bare CR in value", "Host: a\r\nX: a\rTransfer-Encoding: chunked\r\n"),
        get("bare LF in value", "Host: a\r\nX: a\nTransfer-Encoding: chunked\r\n"),
        get("two CR", "Host: a\r\r\n"),
        new Hostile("LF line ends", "GET / HTTP/1.1\nHost: a\n\n"),
        new Hostile("LF before the end", "GET / HTTP/1.1\r\nHost: a\r\n\n"),
        new Hostile("empty line first", "\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n"),
        new Hostile("LF first", "\nGET / HTTP/1.1\r\nHost: a\r\n\r\n"),
        new Hostile("TLS hello", "\u0016\u0003\u0001\u0002\0\u0001"),
        line("tabs between", "GET\t/\tHTTP/1.1"),
        line("tab before version", "GET /\tHTTP/1.1"),
        line("two spaces", "GET  / HTTP/1.1"),
        line("space in target", "GET /a b HTTP/1.1"),
        line("space at the end", "GET / HTTP/1.1 "),
        line("space at the start", " GET / HTTP/1.1"),
        line("no version", "GET /"),
        line("HTTP/0.9", "GET / HTTP/0.9"),
        line("HTTP/1.2", "GET / HTTP/1.2"),
        line("HTTP/2.0", "PRI * HTTP/2.0"),
        line("HTTP/9.9", "GET / HTTP/9.9"),
        line("lower-case version", "GET / http/1.1"),
        line("version with zeros", "GET / HTTP/01.1"),
        line("version with more", "GET / HTTP/1.1x"),
        line("other protocol", "GET / RTSP/1.0"),
        line("method with colon", "G:T / HTTP/1.1"),
        line("no method", "/ HTTP/1.1"),
        line("absolute target", "GET http://b/ HTTP/1.1"),
        line("authority target", "CONNECT a:443 HTTP/1.1"),
        line("relative target", "GET a HTTP/1.1"),
        line("asterisk target", "GET * HTTP/1.1"),
        line("fragment in target", "GET /a#b HTTP/1.1"),
        line("NUL in target", "GET /a\0b HTTP/1.1"),
        line("non-ASCII in target", "GET /\u00e9 HTTP/1.1"));
  }

  @ParameterizedTest
  @MethodSource({"framing", "chunks", "heads"})
  void isRefused(Hostile hostile) throws IOException {
    List<String> served = new CopyOnWriteArrayList<>();
    HttpHandler handler =
        exchange -> {
          byte[] body = exchange.body().readAllBytes();
          served.add(exchange.request().target());
          exchange.respond(Fixtures.ok(), body);
        };
    try (HttpListener listener = Fixtures.listen(handler)) {
      String raw = Fixtures.exchangeRaw(listener.address(), hostile.bytes() + SMUGGLED);
      assertTrue(raw.startsWith("HTTP/1.1 400 Bad Request\r\n"), raw);
      assertTrue(raw.contains("Connection: close\r\n"), raw);
      assertEquals(1, raw.split("HTTP/1.1 ", -1).length - 1, raw);
    }
    assertEquals(List.of(), served);
  }

  /** The same with every byte in a packet of its own. */
  @ParameterizedTest
  @MethodSource({"framing", "chunks", "heads"})
  void isRefusedByteByByte(Hostile hostile) throws IOException {
    HttpHandler handler =
        exchange -> exchange.respond(Fixtures.ok(), exchange.body().readAllBytes());
    try (HttpListener listener = Fixtures.listen(handler)) {
      String raw = Fixtures.exchangeByteByByte(listener.address(), hostile.bytes());
      assertTrue(raw.startsWith("HTTP/1.1 400 Bad Request\r\n"), raw);
    }
  }

  /** What looks odd but has one meaning only. */
  @ParameterizedTest
  @MethodSource("harmless")
  void isServed(Hostile harmless) throws IOException {
    HttpHandler handler =
        exchange -> {
          byte[] body = exchange.body().readAllBytes();
          exchange.respond(Fixtures.ok(), body);
        };
    try (HttpListener listener = Fixtures.listen(handler)) {
      String closing = "GET /last HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
      String raw = Fixtures.exchangeRaw(listener.address(), harmless.bytes() + closing);
      assertEquals(2, raw.split("HTTP/1.1 200 OK", -1).length - 1, raw);
      assertEquals(
          raw, Fixtures.exchangeByteByByte(listener.address(), harmless.bytes() + closing));
    }
  }

  static Stream<Hostile> harmless() {
    return Stream.of(
        post("upper-case coding", "TRANSFER-ENCODING: CHUNKED\r\n", "0\r\n\r\n"),
        post("no space after colon", "Content-Length:3\r\n", "abc"),
        post("spaces round length", "Content-Length:   3  \r\n", "abc"),
        post("leading zeros in length", "Content-Length: 003\r\n", "abc"),
        post("no body", "", ""),
        chunked("extension", "3;a=b;c=\"d\"\r\nabc\r\n0;e\r\n\r\n"),
        chunked("trailer", "3\r\nabc\r\n0\r\nX-Trailer: 1\r\n\r\n"),
        chunked("leading zeros in chunk size", "0003\r\nabc\r\n000\r\n\r\n"),
        get("body with GET", "Host: a\r\nContent-Length: 0\r\n"),
        get("empty host", "Host:\r\n"),
        get("IPv6 host", "Host: [::1]:5500\r\n"),
        get("other host", "Host: localhost:5500\r\n"),
        get("empty value", "Host: a\r\nX:\r\n"),
        get("tab in value", "Host: a\r\nX: a\tb\r\n"),
        get("ISO-8859-1 in value", "Host: a\r\nX: \u00e9\r\n"),
        line("asterisk", "OPTIONS * HTTP/1.1"));
  }

  /** Whatever arrives, there is an end to it: an answer or a closed connection, and no handler. */
  @Test
  void mutatedRequestsNeverHang() throws IOException {
    Random random = new Random(7);
    String fields = "Transfer-Encoding: chunked\r\nConnection: close\r\n";
    String good = post("good", fields, "3\r\nabc\r\n0\r\n\r\n").bytes();
    HttpHandler handler =
        exchange -> exchange.respond(Fixtures.ok(), exchange.body().readAllBytes());
    HttpLimits limits =
        HttpLimits.DEFAULT.withWaiting(
            Fixtures.SHORT, Fixtures.SHORT, Fixtures.SHORT, Fixtures.SHORT);
    try (HttpListener listener = Fixtures.listen(limits, handler)) {
      for (int round = 0; round < 300; round++) {
        StringBuilder mutant = new StringBuilder(good);
        for (int change = random.nextInt(4); change >= 0; change--) {
          mutant.setCharAt(random.nextInt(mutant.length()), (char) random.nextInt(256));
        }
        String raw = Fixtures.exchangeRaw(listener.address(), mutant.toString());
        assertTrue(raw.isEmpty() || raw.startsWith("HTTP/1.1 "), raw);
      }
    }
  }
}
