// SPDX-License-Identifier: MIT
package org.postroad.securityserver.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.securityserver.net.HttpLimits;
import org.postroad.securityserver.net.HttpListener;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Row A115, through a port. */
class DiagnosticsPortTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-21T12:00:00Z"), ZoneOffset.UTC);

  @TempDir Path directory;
  private final FakeRegistry registry =
      new FakeRegistry("TEST", "internalconf", "registry.example");
  private final FakeRegistry.Network network = new FakeRegistry.Network(registry);

  private static HttpResponse<String> get(HttpListener port, String path, String method)
      throws IOException {
    URI url = URI.create("http://127.0.0.1:" + port.address().getPort() + path);
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(url).method(method, HttpRequest.BodyPublishers.noBody()).build(),
          BodyHandlers.ofString());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode status(HttpListener port) throws IOException {
    return JsonMapper.shared().readTree(get(port, "/status", "GET").body());
  }

  @Test
  void itTellsHowFetchingGoesAndFetchesWhenAsked() throws IOException {
    try (GlobalConfigurationClient client =
            GlobalConfigurationClient.open(
                registry.anchor(),
                directory,
                network,
                CLOCK,
                new SplittableRandom(3),
                _ -> {},
                AllowedFederations.NONE);
        HttpListener port =
            HttpListener.open(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                Optional.empty(),
                HttpLimits.DEFAULT,
                new DiagnosticsPort(client))) {
      assertEquals("UNINITIALIZED", status(port).path("status").asString());
      assertEquals(200, get(port, "/execute", "GET").statusCode());
      JsonNode good = status(port);
      assertEquals("OK", good.path("status").asString());
      assertEquals("2026-11-21T12:00:00Z", good.path("prevUpdate").asString());
      assertTrue(good.path("errorCode").isNull());
      assertEquals(
          "http://registry.example/internalconf", good.path("lastSuccessfulUrl").asString());
      network.hosts.clear();
      HttpResponse<String> failed = get(port, "/execute", "GET");
      assertEquals(500, failed.statusCode());
      assertTrue(failed.body().contains("connection refused"), failed.body());
      JsonNode bad = status(port);
      assertEquals("ERROR", bad.path("status").asString());
      assertEquals("network_error", bad.path("errorCode").asString());
      assertEquals("2026-11-21T12:00:00Z", bad.path("lastSuccessfulUpdate").asString());
      assertTrue(bad.path("failures").path("TEST").asString().contains("registry.example"));
      assertEquals(404, get(port, "/", "GET").statusCode());
      assertEquals(405, get(port, "/execute", "POST").statusCode());
    }
  }
}
