// SPDX-License-Identifier: MIT

package org.postroad.registry.distribution;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroad.registry.distribution.RequestHead.Refusal;

class RequestHeadTest {

  private static RequestHead parse(String head) {
    return RequestHead.parse((head + "\r\n").getBytes(ISO_8859_1));
  }

  private static void refuses(int status, String head) {
    assertEquals(status, assertThrows(Refusal.class, () -> parse(head), head).status(), head);
  }

  @Test
  void anOrdinaryRequestIsRead() {
    assertEquals(
        new RequestHead("GET", "/internalconf", "version=6", true, 0),
        parse("GET /internalconf?version=6 HTTP/1.1\r\nHost: cs\r\nAccept: */*\r\nX-Y:\tz"));
    assertEquals(
        new RequestHead("HEAD", "/", "", false, 0),
        parse("HEAD / HTTP/1.1\r\nHost: cs\r\nConnection: Close\r\nContent-Length: 0"));
    assertEquals(new RequestHead("GET", "/x", "", false, 0), parse("GET /x HTTP/1.0"));
    assertEquals(
        new RequestHead("GET", "/x", "", true, 0),
        parse("GET /x HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: h2c"),
        "an offer may be ignored");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1",
        "GET / HTTP/1.1\r\nHost: a\r\nHost: b",
        "GET / HTTP/1.1\r\nHost:",
        "GET  / HTTP/1.1\r\nHost: a",
        "GET /\tHTTP/1.1\r\nHost: a",
        " GET / HTTP/1.1\r\nHost: a",
        "GET / HTTP/1.1 \r\nHost: a",
        "GET http://a/ HTTP/1.1\r\nHost: a",
        "GET * HTTP/1.1\r\nHost: a",
        "GET x HTTP/1.1\r\nHost: a",
        "GET /# HTTP/1.1\r\nHost: a",
        "GET /\\x HTTP/1.1\r\nHost: a",
        "GET /\u00e4 HTTP/1.1\r\nHost: a",
        "GET / HTTP/1.1\nHost: a",
        "GET / HTTP/1.1\r\nHost: a\nX: y",
        "GET / HTTP/1.1\r\nHost: a\r\n X: folded",
        "GET / HTTP/1.1\r\nHost : a",
        "GET / HTTP/1.1\r\nHost: a\r\nnonsense",
        "GET / HTTP/1.1\r\nHost: a\r\n: x",
        "GET / HTTP/1.1\r\nHost: a\u0000",
        "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1",
        "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nContent-Length: 0",
        "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: +0",
        "GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked",
        "GET / HTTP/1.1\r\nHost: a\r\ntransfer-encoding: identity",
        "GET / HTTP/1.0\r\nTransfer-Encoding: chunked",
        "GET / HTTP/1.1\r\nHost: a\r\nTrailer: x",
        "GET / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue",
        "G(T / HTTP/1.1\r\nHost: a",
        "GET",
        ""
      })
  void whatCouldBeReadInTwoWaysIsRefused(String head) {
    refuses(400, head);
  }

  @Test
  void aCheckpointIsPostedWithItsLength() {
    assertEquals(
        new RequestHead("POST", "/add-checkpoint", "", true, 65_536),
        parse("POST /add-checkpoint HTTP/1.1\r\nHost: a\r\nContent-Length: 65536"));
    refuses(411, "POST /add-checkpoint HTTP/1.1\r\nHost: a");
    for (String length : new String[] {"65537", "99999999999999999999", "0000065537"}) {
      refuses(413, "POST /add-checkpoint HTTP/1.1\r\nHost: a\r\nContent-Length: " + length);
    }
    for (String framing :
        new String[] {
          "Content-Length: +1",
          "Content-Length: 1, 1",
          "Content-Length: 1\r\nContent-Length: 1",
          "Content-Length: 1\r\nTransfer-Encoding: chunked",
          "Transfer-Encoding: chunked",
          "Content-Length: 1\r\nExpect: 100-continue"
        }) {
      refuses(400, "POST /add-checkpoint HTTP/1.1\r\nHost: a\r\n" + framing);
    }
    refuses(405, "POST /internalconf HTTP/1.1\r\nHost: a\r\nContent-Length: 1");
  }

  @ParameterizedTest
  @CsvSource({"POST, 405", "PUT, 405", "DELETE, 405", "OPTIONS, 405", "TRACE, 405", "CONNECT, 405"})
  void otherMethodsAreRefused(String method, int status) {
    refuses(status, method + " / HTTP/1.1\r\nHost: a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP/9.9", "HTTP/1.2", "http/1.1", "HTTP/2.0", "HTTP/1.10"})
  void otherVersionsAreRefused(String version) {
    refuses(505, "GET / " + version + "\r\nHost: a");
  }

  @Test
  void tooManyHeadersAreRefused() {
    refuses(431, "GET / HTTP/1.1\r\nHost: a" + "\r\nX: y".repeat(64));
    assertEquals("/", parse("GET / HTTP/1.1\r\nHost: a" + "\r\nX: y".repeat(63)).path());
  }
}
