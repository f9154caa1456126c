// SPDX-License-Identifier: MIT
package org.postroad.securityserver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.administration.Role;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.securityserver.api.AdministrationSettings;
import org.postroad.securityserver.api.TestedApi;
import org.postroad.securityserver.conf.NodeType;
import org.postroad.securityserver.net.NetThreads;
import org.postroad.securityserver.signer.InternalTls;
import org.postroad.securityserver.signer.InternalTlsFiles;
import org.postroad.testing.StandingClock;
import org.postroad.testing.TestTls;

/** The port of the administration API, as a server opens it. */
class AdministrationStartTest {
  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
  private static final NetThreads THREADS = NetThreads.start(1);

  private static Path directory;
  private static TestedApi tested;
  private static AdministrationStart started;
  private static HttpClient client;

  @BeforeAll
  static void open(@TempDir Path folder) throws IOException {
    directory = folder;
    var clock = new StandingClock();
    tested = new TestedApi(directory, NodeType.STANDALONE, clock);
    Files.createDirectories(directory.resolve("keys"));
    started =
        AdministrationStart.begin(tested.server(), options(0), THREADS, clock, new SecureRandom());
    var _ = started.address().orElseThrow();
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(
                TestTls.trusting(
                    Certificates.parse(
                        Files.readAllBytes(directory.resolve("administration.crt")))))
            .build();
  }

  @AfterAll
  static void close() throws IOException {
    client.close();
    started.close();
    THREADS.close();
  }

  private static SecurityServerOptions options(int port) {
    return new SecurityServerOptions(
        directory,
        LOOPBACK,
        ServerPorts.DEFAULT,
        "a secret pin".toCharArray(),
        ServerSettings.DEFAULT.withAdministration(
            new AdministrationSettings(true, LOOPBACK, port, List.of(), false)));
  }

  private static HttpResponse<String> send(String path, HttpRequest.BodyPublisher body)
      throws IOException, InterruptedException {
    int port = started.address().orElseThrow().getPort();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + path))
            .header(
                "Authorization", "X-Road-ApiKey token=" + tested.token(Role.SYSTEM_ADMINISTRATOR))
            .header("Content-Type", "application/json");
    boolean reads = body.contentLength() == 0;
    return client.send(
        request.method(reads ? "GET" : "POST", body).build(), BodyHandlers.ofString());
  }

  @Test
  void administratorsAreAnsweredOverTls() throws IOException, InterruptedException {
    HttpResponse<String> reply = send("/api/v1/system/node-type", BodyPublishers.noBody());
    assertEquals(200, reply.statusCode());
    assertEquals("{\"node_type\":\"STANDALONE\"}", reply.body());
    assertEquals("no-store", reply.headers().firstValue("cache-control").orElse(""));
    assertTrue(send("/openapi.yaml", BodyPublishers.noBody()).body().startsWith("openapi: 3.0.3"));
  }

  @Test
  void changesAreWrittenToTheAuditLogOfTheServer() throws IOException, InterruptedException {
    HttpResponse<String> made =
        send("/api/v1/api-keys", BodyPublishers.ofString("[\"XROAD_SECURITY_OFFICER\"]"));
    assertEquals(200, made.statusCode());
    String id = made.headers().firstValue("x-road-ui-correlation-id").orElse("");
    assertTrue(Files.readString(directory.resolve("audit.log")).contains("[" + id + "]"));
  }

  @Test
  void aBodyBeyondTheLimitIsRefused() throws IOException, InterruptedException {
    HttpResponse<String> reply =
        send("/api/v1/api-keys", BodyPublishers.ofByteArray(new byte[50 * 1024 + 1]));
    assertEquals(413, reply.statusCode());
    assertTrue(reply.body().contains("payload_too_large"));
  }

  @Test
  void whoAsksTooOftenInASecondWaits() throws IOException, InterruptedException {
    var clock = new StandingClock();
    try (AdministrationStart hurried =
        AdministrationStart.begin(
            tested.server(), options(0), THREADS, clock, new SecureRandom())) {
      int port = hurried.address().orElseThrow().getPort();
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + "/openapi.yaml")).build();
      var statuses = new java.util.ArrayList<Integer>();
      for (int i = 0; i <= 20; i++) {
        statuses.add(client.send(request, BodyHandlers.discarding()).statusCode());
      }
      assertEquals(
          IntStream.generate(() -> 200).limit(20).boxed().toList(), statuses.subList(0, 20));
      assertEquals(429, statuses.getLast());
    }
  }

  @Test
  void theCertificateIsRenewedWhileThePortIsOpen(@TempDir Path other)
      throws IOException, InterruptedException {
    Files.createDirectories(other.resolve("keys"));
    var clock = new StandingClock();
    var renewed = new TestedApi(other, NodeType.STANDALONE, clock);
    try (AdministrationStart open =
        AdministrationStart.begin(
            renewed.server(), options(0), THREADS, clock, new SecureRandom())) {
      int port = open.address().orElseThrow().getPort();
      byte[] before = Files.readAllBytes(other.resolve("administration.crt"));
      assertEquals(201, renew(renewed, port, other));
      byte[] after = Files.readAllBytes(other.resolve("administration.crt"));
      assertFalse(Arrays.equals(before, after));
      assertEquals(201, renew(renewed, port, other), "the new one is shown");
    }
  }

  /** By a connection of its own that trusts what the file says now. */
  private static int renew(TestedApi api, int port, Path folder)
      throws IOException, InterruptedException {
    var trusted = Certificates.parse(Files.readAllBytes(folder.resolve("administration.crt")));
    try (HttpClient fresh =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(TestTls.trusting(trusted))
            .build()) {
      return fresh
          .send(
              HttpRequest.newBuilder(
                      URI.create(
                          "https://127.0.0.1:"
                              + port
                              + "/api/v1/system/administration-certificate"))
                  .header(
                      "Authorization",
                      "X-Road-ApiKey token=" + api.token(Role.SYSTEM_ADMINISTRATOR))
                  .POST(BodyPublishers.noBody())
                  .build(),
              BodyHandlers.discarding())
          .statusCode();
    }
  }

  @Test
  void aKeyThatIsRenewedAfterAChangeOfThePinIsUnderTheNewOne(@TempDir Path other)
      throws IOException {
    var clock = new StandingClock();
    var random = new SecureRandom();
    InternalTls internal = opened(other, "internal", "first");
    Ahead<InternalTls> administrators =
        Ahead.of("test-administration-key", () -> opened(other, "administration", "first"));
    AdministrationStart.changePin(
        internal, Optional.of(administrators), "second".toCharArray(), () -> {});
    var made = administrators.get().renew(List.of("127.0.0.1"), clock, random);
    internal.renew(List.of("127.0.0.1"), clock, random);
    assertEquals(made, opened(other, "administration", "second").certificate());
    assertEquals(internal.certificate(), opened(other, "internal", "second").certificate());
  }

  private static InternalTls opened(Path folder, String name, String pin) throws IOException {
    return InternalTls.open(
        InternalTlsFiles.inDer(
            folder.resolve(name + ".p12"), folder.resolve(name + ".crt"), pin.toCharArray()),
        List.of("127.0.0.1"),
        new StandingClock(),
        new SecureRandom());
  }

  @Test
  void aPortThatIsTakenStopsNothing() throws IOException {
    InetSocketAddress taken = started.address().orElseThrow();
    try (AdministrationStart second =
        AdministrationStart.begin(
            tested.server(),
            options(taken.getPort()),
            THREADS,
            new StandingClock(),
            new SecureRandom())) {
      assertEquals(Optional.empty(), second.address());
    }
  }
}
