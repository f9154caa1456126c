// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.cli.output.Progress;
import org.postroad.protocol.token.KeyKind;
import org.postroad.securityserver.SecurityServer;
import org.postroad.securityserver.SecurityServerOptions;
import org.postroad.securityserver.ServerSettings;
import org.postroad.securityserver.health.HealthSettings;

/**
 * A server starts a day later, while everybody else of its instance is away: it says what it waits
 * for, refuses messages, and takes them when the registry is back (A105, F06).
 */
@Tag("long")
final class ExpiredConfigurationTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Clock LATER = Clock.offset(Clock.systemUTC(), Duration.ofDays(1));
  private static final Agency AGENCY = Topology.TAX;

  @TempDir private Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  private final SandboxPorts ports = RunningSandbox.freePorts();
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();

  @AfterEach
  void stop() {
    Sandbox.closeAll(parts);
    http.close();
  }

  @Test
  void startsAndBecomesReadyWhenTheRegistryIsBack() throws Exception {
    SandboxHome home = new SandboxHome(Files.createDirectory(folder.resolve("home")), false);
    Sandbox.start(home, ports, RANDOM, Progress.none()).close();
    int health;
    try (ServerSocket free = new ServerSocket(0)) {
      health = free.getLocalPort();
    }
    ServerSettings settings =
        RunningSandbox.QUICK.withHealth(HealthSettings.DEFAULT.withPorts(health, 0));
    SecurityServer server = start(home, settings);
    CountDownLatch configured = new CountDownLatch(1);
    server.whenConfigured(configured::countDown);
    URI readiness = URI.create("http://127.0.0.1:" + health + "/readyz");

    assertFalse(server.isConfigured());
    HttpResponse<String> waiting = get(readiness);
    assertEquals(500, waiting.statusCode());
    assertTrue(waiting.body().contains("Global configuration is expired"), waiting::body);
    URI client =
        URI.create(
            "http://%s:%d/r1/%s/people"
                .formatted(
                    AGENCY.address().getHostAddress(),
                    ports.consumerHttp(),
                    Topology.POPULATION.subsystem().encoded()));
    assertTrue(get(client).body().contains("global_conf_outdated"));
    assertEquals(1, configured.getCount());

    SandboxStart others =
        new SandboxStart(home, ports, KeyKind.RSA_2048, settings, LATER, RANDOM, parts);
    var _ = others.services();
    others.runningRegistry().publish();
    assertTrue(configured.await(1, TimeUnit.MINUTES));
    assertTrue(server.isConfigured());
    long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (get(readiness).statusCode() != 200) {
      assertTrue(System.nanoTime() < end, get(readiness)::body);
      LockSupport.parkNanos(100_000_000);
    }
    assertFalse(get(client).body().contains("global_conf_outdated"));
  }

  private SecurityServer start(SandboxHome home, ServerSettings settings) throws IOException {
    SecurityServer server =
        SecurityServer.start(
            new SecurityServerOptions(
                home.server(AGENCY),
                AGENCY.address(),
                ports.ofServers(),
                PinFile.of(home.server(AGENCY), RANDOM),
                settings.withAdministration(settings.administration().disabled())),
            LATER,
            RANDOM);
    parts.push(server);
    return server;
  }

  private HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(uri).header("X-Road-Client", AGENCY.subsystem().encoded()).build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }
}
