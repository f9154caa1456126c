// SPDX-License-Identifier: MIT

package org.postroad.registry.distribution;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroad.protocol.algorithm.DigestAlgorithm;

class DistributionTest {
  private static final String STAMP = "20261121040000000000000";
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-21T04:00:00Z"), ZoneOffset.UTC);

  @TempDir private Path root;
  private byte[] part = new byte[0];
  private Distribution distribution;

  @BeforeEach
  void publish() throws IOException {
    part = new byte[3_000_000];
    new Random(1).nextBytes(part);
    Path folder = Files.createDirectories(root.resolve("V6").resolve(STAMP));
    Files.write(folder.resolve("shared-params.xml"), part);
    Files.writeString(folder.resolve(".hidden"), "secret");
    Files.writeString(root.resolve("secret"), "secret");
    Files.createSymbolicLink(folder.resolve("link.xml"), root.resolve("secret"));
    distribution = open(DistributionLimits.DEFAULTS);
  }

  @AfterEach
  void close() {
    distribution.close();
  }

  private Distribution open(DistributionLimits limits) {
    return Distribution.open(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        DistributionTest::directory,
        root,
        Optional.empty(),
        limits,
        CLOCK);
  }

  private static Optional<byte[]> directory(String name, int version) {
    if (name.equals("PROXY/conf")) {
      return Optional.of("proxied".getBytes(US_ASCII));
    }
    return name.equals("internalconf") && version >= 2 && version <= 6
        ? Optional.of(("directory " + version).getBytes(US_ASCII))
        : Optional.empty();
  }

  private Socket connect() throws IOException {
    var socket = new Socket();
    socket.connect(distribution.address());
    socket.setSoTimeout(10_000);
    return socket;
  }

  /** Sends and reads to the end of the connection. */
  private byte[] exchange(String request) throws IOException {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      return socket.getInputStream().readAllBytes();
    }
  }

  private static String get(String target) {
    return "GET " + target + " HTTP/1.1\r\nHost: cs\r\nConnection: close\r\n\r\n";
  }

  @ParameterizedTest
  @CsvSource({
    "/internalconf, 2",
    "/internalconf?version=6, 6",
    "/internalconf?x=y&version=3, 3",
    "/internalconf?version=x&version=4, 4",
    "/internalconf?versions=5, 2",
    "/internalconf?version=, 2"
  })
  void aDirectoryIsServedInTheVersionAskedFor(String target, int version) throws IOException {
    assertEquals(
        """
        HTTP/1.1 200 OK\r
        Date: Sat, 21 Nov 2026 04:00:00 GMT\r
        Content-Length: 11\r
        Content-Type: application/octet-stream\r
        X-Content-Type-Options: nosniff\r
        Cache-Control: no-cache\r
        ETag: %s\r
        Connection: close\r
        \r
        directory %d\
        """
            .formatted(tag(version), version),
        new String(exchange(get(target)), US_ASCII));
  }

  private static String tag(int version) {
    byte[] content = ("directory " + version).getBytes(US_ASCII);
    return '"' + DigestAlgorithm.SHA256.digest(content).hex().substring(0, 32) + '"';
  }

  @ParameterizedTest
  @ValueSource(strings = {"%s", "W/%s", "\"other\", %s", "*"})
  void whoHasADirectoryAlreadyIsToldSo(String tags) throws IOException {
    String request =
        get("/internalconf?version=6")
            .replace("\r\n\r\n", "\r\nIf-None-Match: " + tags.formatted(tag(6)) + "\r\n\r\n");
    assertEquals(
        """
        HTTP/1.1 304 Not Modified\r
        Date: Sat, 21 Nov 2026 04:00:00 GMT\r
        Cache-Control: no-cache\r
        ETag: %s\r
        Connection: close\r
        \r
        """
            .formatted(tag(6)),
        new String(exchange(request), US_ASCII));
    String other = request.replace("version=6", "version=5").replace("*", "\"other\"");
    assertTrue(new String(exchange(other), US_ASCII).endsWith("directory 5"));
  }

  @Test
  void theDescriptionOfManagementServicesIsServedWhereItLies() throws IOException {
    String target = "/managementservices.wsdl";
    assertTrue(new String(exchange(get(target)), US_ASCII).startsWith("HTTP/1.1 404 "));
    Files.writeString(root.resolve("managementservices.wsdl"), "<definitions/>");
    assertTrue(new String(exchange(get(target)), US_ASCII).endsWith("\r\n\r\n<definitions/>"));
  }

  /** What a configuration proxy serves (A109, A110). */
  @Test
  void aProxyHasDirectoriesAndPartsOfItsOwn() throws IOException {
    Path folder = root.resolve("PROXY/1795233600000/DEV/V6/" + STAMP);
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("shared-params.xml"), "<conf/>");
    String place = "/PROXY/1795233600000/DEV/V6/" + STAMP + "/shared-params.xml";
    assertTrue(new String(exchange(get(place)), US_ASCII).endsWith("<conf/>"));
    for (String wrong :
        List.of(
            place.replace("1795233600000", "x"),
            place.replace("DEV", ".."),
            place.replace("DEV", "%2e%2e"),
            place + "/",
            "/PROXY/1795233600000",
            "/PROXY/1795233600000/DEV")) {
      String response = new String(exchange(get(wrong)), US_ASCII);
      assertTrue(response.startsWith("HTTP/1.1 404 "), wrong);
    }
    assertTrue(new String(exchange(get("/PROXY/conf?version=6")), US_ASCII).endsWith("proxied"));
  }

  @Test
  void whereThereIsNoWitnessNothingIsCosigned() throws IOException {
    String request =
        "POST /add-checkpoint HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nConnection: close\r\n\r\nx";
    String response = new String(exchange(request), US_ASCII);
    assertTrue(response.startsWith("HTTP/1.1 404 "), response);
  }

  @Test
  void aPartIsServedWhole() throws IOException {
    byte[] response = exchange(get("/V6/" + STAMP + "/shared-params.xml"));
    String head = new String(response, 0, response.length - part.length, US_ASCII);
    assertTrue(head.startsWith("HTTP/1.1 200 OK\r\n"), head);
    assertTrue(head.contains("Content-Length: 3000000\r\n"), head);
    assertFalse(head.contains("Cache-Control"), head);
    assertTrue(
        Arrays.equals(
            part, Arrays.copyOfRange(response, response.length - part.length, response.length)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/internalconf?version=7",
        "/internalconf?version=1",
        "/internalconf?version=99999999999999999999",
        "/internalconf/",
        "/externalconf",
        "/INTERNALCONF",
        "/secret",
        "/V6/20261121040000000000000",
        "/V6/20261121040000000000000/",
        "/V6/20261121040000000000000/other.xml",
        "/V6/20261121040000000000000/.hidden",
        "/V6/20261121040000000000000/link.xml",
        "/V6/20261121040000000000000/../../secret",
        "/V6/20261121040000000000000/%2e%2e",
        "/V6/20261121040000000000000/shared-params.xml/",
        "/V6/../secret",
        "/../secret",
        "//V6/20261121040000000000000/shared-params.xml",
        "/V06/20261121040000000000000/shared-params.xml",
        "/V6/2026112104000000000000x/shared-params.xml"
      })
  void nothingElseExists(String target) throws IOException {
    String response = new String(exchange(get(target)), US_ASCII);
    assertTrue(response.startsWith("HTTP/1.1 404 Not Found\r\n"), response);
    assertFalse(response.contains("secret"), response);
  }

  @Test
  void headHasTheSameHeadersAndNoBody() throws IOException {
    String target = "/V6/" + STAMP + "/shared-params.xml";
    String response = new String(exchange(get(target).replace("GET", "HEAD")), US_ASCII);
    assertTrue(response.contains("Content-Length: 3000000\r\n"), response);
    assertTrue(response.endsWith("\r\n\r\n"), response);
    String directory = new String(exchange(get("/internalconf").replace("GET", "HEAD")), US_ASCII);
    assertTrue(directory.contains("Content-Length: 11\r\n"), directory);
    assertTrue(directory.endsWith("\r\n\r\n"), directory);
  }

  @Test
  void aConnectionServesPipelinedRequestsInOrder() throws IOException {
    var requests = new StringBuilder();
    for (int version = 2; version <= 6; version++) {
      requests.append("GET /internalconf?version=" + version + " HTTP/1.1\r\nHost: cs\r\n\r\n");
    }
    String responses = new String(exchange(requests + get("/nothing")), US_ASCII);
    int from = 0;
    for (int version = 2; version <= 6; version++) {
      from = responses.indexOf("directory " + version, from);
      assertTrue(from >= 0, responses);
    }
    assertTrue(responses.indexOf("404 Not Found", from) > 0, responses);
  }

  @Test
  void aRequestMayComeByteByByte() throws IOException {
    try (Socket socket = connect()) {
      for (byte b : get("/internalconf").getBytes(US_ASCII)) {
        socket.getOutputStream().write(b);
        socket.getOutputStream().flush();
      }
      String response = new String(socket.getInputStream().readAllBytes(), US_ASCII);
      assertTrue(response.endsWith("directory 2"), response);
    }
  }

  @Test
  void aConnectionEndsAfterAHundredRequests() throws IOException {
    var requests = "GET /internalconf HTTP/1.1\r\nHost: cs\r\n\r\n".repeat(150);
    String responses = new String(exchange(requests), US_ASCII);
    assertEquals(100, responses.split("directory 2", -1).length - 1);
    assertTrue(responses.contains("Connection: close\r\n"), "the last one says so");
  }

  @Test
  void aBadRequestIsAnsweredAndEndsTheConnection() throws IOException {
    String response =
        new String(
            exchange("POST /internalconf HTTP/1.1\r\nHost: cs\r\n\r\nGET / HTTP/1.1\r\n\r\n"),
            US_ASCII);
    assertTrue(response.startsWith("HTTP/1.1 405 Method Not Allowed\r\n"), response);
    assertTrue(response.contains("Allow: GET, HEAD\r\n"), response);
    assertEquals(response.indexOf("HTTP/1.1"), response.lastIndexOf("HTTP/1.1"));
  }

  @Test
  void anEndlessHeadIsRefused() throws IOException {
    try (Socket socket = connect()) {
      socket.getOutputStream().write("GET / HTTP/1.1\r\nX: ".getBytes(US_ASCII));
      socket.getOutputStream().write("x".repeat(8192).getBytes(US_ASCII));
      String response = new String(read(socket.getInputStream()), US_ASCII);
      assertTrue(response.isEmpty() || response.startsWith("HTTP/1.1 431 "), response);
    }
  }

  private static byte[] read(InputStream in) throws IOException {
    try {
      return in.readAllBytes();
    } catch (SocketException reset) {
      return new byte[0];
    }
  }

  @Test
  void aHeadThatDoesNotComeEndsTheConnection() throws IOException {
    distribution.close();
    var impatient = new DistributionLimits(10, 8192, 10, Duration.ofMillis(50), Duration.ofDays(1));
    distribution = open(impatient);
    try (Socket socket = connect()) {
      socket.getOutputStream().write("GET / HTT".getBytes(US_ASCII));
      assertEquals(-1, socket.getInputStream().read());
    }
  }

  @Test
  void connectionsAreCountedAndTheNextIsTurnedAway() throws IOException {
    distribution.close();
    distribution =
        open(new DistributionLimits(3, 8192, 10, Duration.ofDays(1), Duration.ofDays(1)));
    List<Socket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < 3; i++) {
        Socket socket = connect();
        sockets.add(socket);
        socket.getOutputStream().write("GET /x HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(US_ASCII));
        assertEquals('H', socket.getInputStream().read());
      }
      assertEquals(0, exchangeOrNothing().length);
      sockets.removeFirst().close();
      byte[] answer = exchangeOrNothing();
      for (int i = 0; answer.length == 0 && i < 10_000; i++) {
        answer = exchangeOrNothing();
      }
      assertTrue(answer.length > 0);
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  private byte[] exchangeOrNothing() throws IOException {
    try {
      return exchange(get("/x"));
    } catch (SocketException reset) {
      return new byte[0];
    }
  }
}
