// SPDX-License-Identifier: MIT
package org.postroad.securityserver.golden;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * SOAP messages at both ends, after they have travelled between two servers in pieces (A-034 to
 *
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RebuiltMessageTest {
  private static final String RELATED = "multipart/related; type=\"text/xml\"; boundary=MIME";
  private static final String TEXT = "text/xml; charset=UTF-8";
  private static final String TOKEN =
      "<sec:securityToken xmlns:sec=\"http://x-road.eu/xsd/security-token.xsd\""
          + " sec:tokenType=\"urn:ietf:params:oauth:token-type:jwt\">a.b.c</sec:securityToken>";

  private final GoldenServers servers;

  RebuiltMessageTest(@TempDir Path directory) throws IOException {
    servers = new GoldenServers(new GoldenInstance(), directory);
  }

  @AfterAll
  void close() throws Exception {
    servers.close();
  }

  private static String envelope(String suffix) {
    return GoldenCase.envelope("getState", "rebuilt", suffix)
        .replace("<x:id>", TOKEN + "<!-- kept --><x:id>");
  }

  private static byte[] http(String first, String contentType, byte[] body) {
    byte[] head =
        (first + "\r\nContent-Type: " + contentType + "\r\nContent-Length: " + body.length)
            .concat("\r\nConnection: close\r\n\r\n")
            .getBytes(UTF_8);
    byte[] whole = java.util.Arrays.copyOf(head, head.length + body.length);
    System.arraycopy(body, 0, whole, head.length, body.length);
    return whole;
  }

  private void exchange(String type, byte[] asked, String answerType, byte[] answered)
      throws IOException, InterruptedException {
    servers.exchange(
        http("POST / HTTP/1.1\r\nHost: client.test", type, asked),
        http("HTTP/1.1 200 OK", answerType, answered),
        "id-1",
        "id-2");
  }

  /** Without the hash that the provider's server inserts. */
  private static String returned(byte[] response) {
    return new String(RawHttp.body(response), UTF_8)
        .replaceFirst("<x:requestHash.*?</x:requestHash>", "");
  }

  private static void assertType(String expected, byte[] message) {
    assertTrue(
        RawHttp.head(message).contains("\r\nContent-Type: " + expected + "\r\n"),
        RawHttp.head(message));
  }

  private static String multipart(String envelope, String... parts) {
    var text = new StringBuilder("--MIME\r\ncontent-type: " + TEXT + "\r\n");
    text.append("Content-ID: <m>\r\n\r\n").append(envelope);
    for (String part : parts) {
      text.append("\r\n--MIME\r\n").append(part);
    }
    return text.append("\r\n--MIME--\r\n").toString();
  }

  @Test
  void envelopeAloneArrivesWithItsBytesAndOneContentType() throws Exception {
    String latin = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>";
    byte[] asked =
        envelope("")
            .replaceFirst("<\\?xml.*\\?>", latin)
            .replace("žluťoučký", "kõik")
            .getBytes(ISO_8859_1);
    exchange(
        "text/xml; charset=ISO-8859-1", asked, "text/xml", envelope("Response").getBytes(UTF_8));
    assertType(TEXT, servers.asked());
    assertArrayEquals(asked, RawHttp.body(servers.asked()));
    assertType(TEXT, servers.returned());
    assertEquals(envelope("Response"), returned(servers.returned()));
  }

  @Test
  void multipartOfOnePartStaysOne() throws Exception {
    String asked = multipart(envelope(""));
    String answered = multipart(envelope("Response"));
    exchange(RELATED, asked.getBytes(UTF_8), RELATED, answered.getBytes(UTF_8));
    assertType(RELATED, servers.asked());
    assertEquals(asked, new String(RawHttp.body(servers.asked()), UTF_8));
    assertType(RELATED + ";charset=utf-8", servers.returned());
    assertEquals(answered, returned(servers.returned()));
  }

  @Test
  void attachmentsArriveEncodedAsTheyWereUnderTheSameBoundary() throws Exception {
    String first =
        "content-type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n"
            + "Content-ID: <1>\r\n\r\naGVsbG8=";
    String second = "content-type: text/plain\r\nX-A: 1\r\nX-A: 2\r\n\r\n";
    String asked = multipart(envelope(""), first, second);
    String answered = multipart(envelope("Response"), second, first);
    exchange(RELATED, asked.getBytes(UTF_8), RELATED, answered.getBytes(UTF_8));
    assertType(RELATED, servers.asked());
    assertEquals(asked, new String(RawHttp.body(servers.asked()), UTF_8));
    assertEquals(answered, returned(servers.returned()));
  }
}
