// SPDX-License-Identifier: MIT
package org.postroad.securityserver.consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroad.securityserver.conf.Client.ConnectionType;
import org.postroad.securityserver.exchange.MessageLimits;
import org.postroad.securityserver.net.HttpLimits;
import org.postroad.securityserver.testing.TestInstance;

/**
 * An information system that stalls, stops or asks too much is told so in the form it understands,
 * as far as HTTP allows, and its connection is closed.
 */
@org.junit.jupiter.api.TestInstance(Lifecycle.PER_CLASS)
final class ClientPortPatienceTest {
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration AMPLE = Duration.ofSeconds(20);
  private static final HttpLimits LIMITS =
      HttpLimits.DEFAULT.withHead(2048, 20).withWaiting(AMPLE, SHORT, SHORT, SHORT);
  private static final String HOST = "Host: server\r\n";

  private TestPort port;

  @BeforeAll
  void open(@TempDir Path directory) throws IOException {
    port =
        new TestPort(
            directory,
            LIMITS,
            new MessageLimits(MessageLimits.DEFAULT.envelope(), 1, SHORT),
            TestInstance.client(TestInstance.CALLER, ConnectionType.HTTP, List.of(), List.of()));
  }

  @AfterAll
  void close() {
    port.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "GET /r1/x HTTP/1.1\r\nHost: server\r\nX-Ro"})
  void headThatDoesNotComeIs408OrTheEnd(String begun) throws IOException {
    String answer = talk(begun);
    if (begun.isEmpty()) {
      assertEquals("", answer, "nobody asked anything");
    } else {
      assertAnswer("408 Request Timeout", answer);
    }
  }

  @Test
  void headThatIsTooLargeIs431() throws IOException {
    String large = "GET / HTTP/1.1\r\n" + HOST + "X: " + "x".repeat(4000) + "\r\n\r\n";
    assertAnswer("431 Request Header Fields Too Large", talk(large));
    String many = "GET / HTTP/1.1\r\n" + HOST + "X: 1\r\n".repeat(30) + "\r\n";
    assertAnswer("431 Request Header Fields Too Large", talk(many));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\n\r\n",
        "GET / HTTP/3.0\r\nHost: server\r\n\r\n",
        "no request at all\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: server\r\nContent-Length: x\r\n\r\n"
      })
  void whatIsNotHttpIs400(String request) throws IOException {
    assertAnswer("400 Bad Request", talk(request));
  }

  @Test
  void soapBodyThatStallsIsAFaultOfSoap() throws IOException {
    String answer =
        talk(
            "POST / HTTP/1.1\r\n"
                + HOST
                + "Content-Type: text/xml\r\nContent-Length: 1000\r\n\r\n<a>");
    assertAnswer("200 OK", answer);
    assertTrue(answer.contains("Content-Type: text/xml;charset=utf-8\r\n"), answer);
    assertTrue(
        answer.contains("<faultstring>Reading SOAP from request timed out</faultstring>"), answer);
  }

  @Test
  void soapBodyThatIsNoChunksIsAFaultOfSoap() throws IOException {
    String answer =
        talk(
            "POST / HTTP/1.1\r\n"
                + HOST
                + "Content-Type: text/xml\r\nTransfer-Encoding: chunked\r\n\r\nnonsense\r\n");
    assertAnswer("200 OK", answer);
    assertTrue(answer.contains("<faultcode>server.clientproxy.io_error</faultcode>"), answer);
  }

  @Test
  void connectionIsClosedWhenNothingFollowsAnAnswer() throws IOException {
    String answer = talk("GET /listClients HTTP/1.1\r\n" + HOST + "\r\n");
    assertTrue(answer.startsWith("HTTP/1.1 200 OK\r\n"), answer);
    assertTrue(answer.endsWith("</xrd:clientList>"), answer);
  }

  @Test
  void severalRequestsShareAConnection() throws IOException {
    String one = "GET / HTTP/1.1\r\n" + HOST + "\r\n";
    String answer = talk(one + one + one);
    assertEquals(3, answer.split("client.invalid_http_method", -1).length - 1, answer);
  }

  private static void assertAnswer(String status, String answer) {
    assertTrue(answer.startsWith("HTTP/1.1 " + status + "\r\n"), answer);
    assertTrue(answer.contains("\r\nConnection: close\r\n"), answer);
  }

  /** Everything that comes back until the server closes, whatever it is sent. */
  private String talk(String request) throws IOException {
    URI server = port.http("/");
    try (Socket socket = new Socket(server.getHost(), server.getPort())) {
      socket.setSoTimeout((int) AMPLE.toMillis());
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
