// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.message.RestRequest;
import org.postroad.securityserver.ServerSettings;
import org.postroad.securityserver.exchange.BodyLimits;
import org.postroad.securityserver.exchange.MessageLimits;
import org.postroad.securityserver.messagelog.BodyLogging;
import org.postroad.securityserver.messagelog.MessageLogOptions;

/**
 * However an exchange with large bodies ends, both spool directories are empty afterwards, the
 * caller gets a clear fault if it is still there, and both servers serve on (B-046, B-047, A-005).
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SpoolOutcomesTest {
  private static final int MEGABYTE = 1 << 20;
  private static final int LARGEST = 12 * MEGABYTE;
  private static final int SPOOL = 9 * MEGABYTE;
  private static final String NO_ROOM =
      "No room for the body: waiting bodies may take " + SPOOL + " bytes together, and do";
  private static final Duration STALL = Duration.ofSeconds(2);
  private static final String PEOPLE = Topology.PEOPLE.encoded();

  private final HttpServer awkward;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch serviceWaits = new CountDownLatch(1);
  private final CountDownLatch serviceMayAnswer = new CountDownLatch(1);
  private RunningSandbox running;

  SpoolOutcomesTest() throws IOException {
    awkward = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    awkward.setExecutor(threads);
    awkward.createContext("/rest/cut", SpoolOutcomesTest::cutOffTheAnswer);
    awkward.createContext("/rest/wait", this::waitThenAnswer);
    awkward.start();
  }

  @BeforeAll
  void start(@TempDir Path directory) throws IOException {
    ServerSettings settings =
        ServerSettings.DEFAULT
            .withBodies(new BodyLimits(8 * 1024, LARGEST, SPOOL, 0))
            .withMessages(new MessageLimits(MEGABYTE, 3, STALL))
            .withLog(
                MessageLogOptions.DEFAULT.withBodies(
                    BodyLogging.ALL, MEGABYTE, MessageLogOptions.Oversized.KEEP_DIGESTS));
    String url = "http://127.0.0.1:" + awkward.getAddress().getPort();
    running = new RunningSandbox(directory, settings, new BulkServices(url));
  }

  @AfterAll
  void stop() {
    running.close();
    awkward.stop(0);
    threads.close();
  }

  @AfterEach
  void nothingIsLeftAndTheServersServeOn() throws Exception {
    for (Agency agency : Topology.AGENCIES) {
      SpoolWatch.of(running.home(), agency).awaitEmpty();
    }
    byte[] body = bytes(100_000);
    HttpResponse<byte[]> next =
        running.sendForBytes(
            running.rest("next", "echo", "/x").POST(BodyPublishers.ofByteArray(body)));
    assertTrue(Arrays.equals(body, next.body()), new String(next.body(), StandardCharsets.UTF_8));
  }

  @Test
  void goodExchangeLeavesNothing() {
    byte[] body = bytes(8 * MEGABYTE);
    HttpResponse<byte[]> response =
        running.sendForBytes(
            running.rest("good", "echo", "/x").POST(BodyPublishers.ofByteArray(body)));
    assertEquals(200, response.statusCode());
    assertTrue(Arrays.equals(body, response.body()));
  }

  @Test
  void bodyOfTheRequestIsGivenBackWhenTheServiceHasIt() throws Exception {
    FutureTask<HttpResponse<String>> exchange =
        new FutureTask<>(() ->
            running.send(running.rest("waits", "bulk", "/wait").POST(body(bytes(4 * MEGABYTE)))));
    Thread.ofVirtual().start(exchange);
    assertTrue(serviceWaits.await(20, TimeUnit.SECONDS));
    SpoolWatch.of(running.home(), Topology.TAX).awaitEmpty();
    assertEquals(1, SpoolWatch.of(running.home(), Topology.POPULATION).files().size());
    serviceMayAnswer.countDown();
    assertEquals("done", exchange.get().body());
  }

  @Test
  void clientHangsUp() throws Exception {
    try (Socket client = connect()) {
      head(client, "hangs-up", "Content-Length: " + 8 * MEGABYTE);
      client.getOutputStream().write(bytes(4 * MEGABYTE));
      client.getOutputStream().flush();
      SpoolWatch.of(running.home(), Topology.POPULATION).awaitFiles(1);
    }
    SpoolWatch.of(running.home(), Topology.POPULATION).awaitEmpty();
    assertFalse(running.service().wasCalled("hangs-up"));
  }

  /** For as long as a client port waits for the next bytes. */
  @Test
  @Tag("long")
  void clientStallsInTheBody() throws Exception {
    try (Socket client = connect()) {
      head(client, "stalls", "Content-Length: " + 8 * MEGABYTE);
      client.getOutputStream().write(bytes(4 * MEGABYTE));
      client.getOutputStream().flush();
      String answer = answer(client);
      assertTrue(answer.startsWith("HTTP/1.1 500 "), answer);
      assertTrue(answer.contains("\"server.clientproxy.io_error\""), answer);
      assertTrue(answer.contains("Connection failed: the peer sent nothing in time"), answer);
    }
  }

  @Test
  void clientStallsInTheEnvelope() throws Exception {
    byte[] envelope = running.envelope("stalls-in-envelope", "personDetails");
    try (Socket client = connect()) {
      String head = "POST / HTTP/1.1\r\nHost: h\r\nContent-Type: text/xml\r\nContent-Length: ";
      client.getOutputStream().write(ascii(head + envelope.length + "\r\n\r\n"));
      client.getOutputStream().write(envelope, 0, envelope.length - 1);
      client.getOutputStream().flush();
      String answer = answer(client);
      assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
      assertTrue(
          answer.contains("<faultcode>server.clientproxy.internal_error</faultcode>"), answer);
      assertTrue(
          answer.contains("<faultstring>Reading SOAP from request timed out</faultstring>"),
          answer);
    }
  }

  @Test
  void serviceBreaksOff() {
    assertRefused(
        "server.serverproxy.network_error",
        "The service broke off its response: the connection ended inside the body of a message",
        running.rest("service-cuts", "bulk", "/cut"));
  }

  @Test
  void providerRefuses() {
    assertRefused(
        "server.serverproxy.unknown_service",
        "Unknown service: SERVICE:SANDBOX/GOV/70000001/population/nothing",
        running.rest("refused", "nothing", "/x").POST(body(bytes(4 * MEGABYTE))));
  }

  @Test
  void signatureDoesNotCoverTheBody() throws Exception {
    RestRequest request =
        OtherServer.request("POST", PEOPLE.replace("/people", "/echo") + "/x", "tampered-large");
    OtherServer tax = new OtherServer(running.home(), Topology.TAX);
    byte[] body = bytes(4 * MEGABYTE);
    byte[] changed = body.clone();
    changed[MEGABYTE] ^= 1;
    String answer =
        tax.send(
            running.sandbox().ports(),
            request,
            tax.transport(request.bytes(), Optional.of(changed), tax.sign(request.bytes(), body)));
    assertTrue(answer.contains("server.serverproxy.signature_verification."), answer);
    assertFalse(running.service().wasCalled("tampered-large"));
  }

  /** Unannounced, it may meet the full spool of the provider before the limit of the consumer. */
  @Test
  void bodyIsLargerThanTheLimit() throws Exception {
    String code = "server.clientproxy.invalid_message";
    String text = "Body is larger than the " + LARGEST + " bytes allowed";
    try (Socket client = connect()) {
      head(client, "announced", "Content-Length: " + (LARGEST + 1));
      String answer = answer(client);
      assertTrue(answer.contains(code) && answer.contains(text), answer);
    }
    try (Socket client = connect()) {
      head(client, "chunked", "Transfer-Encoding: chunked");
      client.getOutputStream().write(ascii(Integer.toHexString(LARGEST + 1) + "\r\n"));
      client.getOutputStream().write(new byte[LARGEST + 1]);
      client.getOutputStream().write(ascii("\r\n0\r\n\r\n"));
      client.getOutputStream().flush();
      String answer = answer(client);
      boolean atTheConsumer = answer.contains(code) && answer.contains(text);
      boolean atTheProvider = answer.contains(NO_ROOM);
      assertTrue(atTheConsumer || atTheProvider, answer);
    }
    assertFalse(running.service().wasCalled("chunked"));
  }

  @Test
  void largestBodyPassesTheLimitButNotTheFullSpool() {
    assertRefused(
        "server.serverproxy.service_failed.io_error",
        NO_ROOM,
        running.rest("no-room", "echo", "/x").POST(body(bytes(LARGEST))));
    assertFalse(running.service().wasCalled("no-room"));
  }

  @Test
  void envelopeAndAttachmentsHaveLimits() {
    String big = " ".repeat(MEGABYTE);
    HttpResponse<String> large =
        running.send(
            running
                .raw("")
                .header("Content-Type", "text/xml")
                .POST(BodyPublishers.ofString(big + "<a/>")));
    assertTrue(large.body().contains("client.invalid_soap"), large.body());
    assertTrue(
        large.body().contains("SOAP message is larger than " + MEGABYTE + " bytes"), large.body());
    StringBuilder parts = new StringBuilder();
    parts.append("--b\r\nContent-Type: text/xml\r\n\r\n");
    parts.append(new String(running.envelope("many", "storeDocuments"), StandardCharsets.UTF_8));
    for (int i = 0; i < 4; i++) {
      parts.append("\r\n--b\r\nContent-Type: text/plain\r\n\r\n").append("x".repeat(20_000));
    }
    parts.append("\r\n--b--\r\n");
    HttpResponse<String> many =
        running.send(
            running
                .raw("")
                .header("Content-Type", "multipart/related; boundary=b")
                .POST(BodyPublishers.ofString(parts.toString())));
    assertTrue(many.body().contains("More than 3 attachments in one message"), many.body());
  }

  private void assertRefused(String code, String text, HttpRequest.Builder request) {
    HttpResponse<String> response = running.send(request);
    assertEquals(Optional.of(code), running.error(response), response.body());
    assertTrue(response.body().contains(text), response.body());
  }

  /** Announces more than it sends. */
  private static void cutOffTheAnswer(HttpExchange exchange) throws IOException {
    try (exchange;
        InputStream request = exchange.getRequestBody()) {
      request.transferTo(OutputStream.nullOutputStream());
      exchange.sendResponseHeaders(200, 8L * MEGABYTE);
      exchange.getResponseBody().write(bytes(4 * MEGABYTE));
    }
  }

  /** Waits with the request half read, then answers. */
  private void waitThenAnswer(HttpExchange exchange) throws IOException {
    try (exchange;
        InputStream request = exchange.getRequestBody()) {
      request.readNBytes(1000);
      serviceWaits.countDown();
      serviceMayAnswer.await();
      request.transferTo(OutputStream.nullOutputStream());
      exchange.sendResponseHeaders(200, 4);
      exchange.getResponseBody().write(ascii("done"));
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private Socket connect() throws IOException {
    java.net.URI server = running.sandbox().consumerUrl();
    Socket socket = new Socket(server.getHost(), server.getPort());
    socket.setSoTimeout(60_000);
    return socket;
  }

  private static void head(Socket client, String queryId, String framing) throws IOException {
    String head =
        "POST /r1/"
            + PEOPLE.replace("/people", "/echo")
            + "/x HTTP/1.1\r\nHost: h\r\nConnection: close\r\nX-Road-Client: "
            + Topology.TAX.subsystem().encoded()
            + "\r\nX-Road-Id: "
            + queryId
            + "\r\n"
            + framing
            + "\r\n\r\n";
    client.getOutputStream().write(ascii(head));
  }

  private static String answer(Socket client) throws IOException {
    return new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static HttpRequest.BodyPublisher body(byte[] bytes) {
    return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes));
  }

  private static byte[] bytes(int length) {
    return new BulkBody(length, length).bytes();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
