// SPDX-License-Identifier: MIT

package org.postroad.registry.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.postroad.registry.catalog.Fixtures.PEOPLE;
import static org.postroad.registry.catalog.Fixtures.PERSON;
import static org.postroad.registry.catalog.Fixtures.SEARCH;
import static org.postroad.registry.catalog.Fixtures.WSDL;
import static org.postroad.registry.catalog.Fixtures.bytes;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.catalog.ServiceCatalog;
import org.postroad.protocol.globalconf.SignedPart;
import org.postroad.protocol.token.KeyKind;
import org.postroad.registry.CentralRegistry;
import org.postroad.registry.RegistryOptions;
import org.postroad.registry.ServiceCollection;
import org.postroad.registry.store.JournalDatabase;
import org.postroad.registry.store.JournalSchema;
import org.postroad.testing.PostgresServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The catalogue of two nodes of one registry on one PostgreSQL. */
@Tag("postgres")
@Timeout(180)
@ExtendWith(PostgresServer.Resolver.class)
final class CatalogNodesTest {

  @TempDir private Path folder;
  private final PretendServer server = new PretendServer();
  private final HttpClient http = HttpClient.newHttpClient();
  private JournalDatabase database = JournalDatabase.EMBEDDED;

  CatalogNodesTest() throws IOException {
    Fixtures.answerEverything(server);
  }

  @BeforeEach
  void makeSchema(PostgresServer postgres) throws SQLException {
    database = JournalSchema.in(postgres);
  }

  @AfterEach
  void close() {
    server.close();
    http.close();
  }

  private CentralRegistry open(String node) throws IOException {
    int port;
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    return CentralRegistry.open(
        RegistryOptions.of(
                "DEV",
                folder.resolve(node),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                "a secret pin".toCharArray())
            .withKeyKind(KeyKind.EC_P256)
            .withAddress("127.0.0.1:" + port)
            .withRole(new RegistryOptions.Role(node, true))
            .withDatabase(database),
        Clock.systemUTC(),
        new SecureRandom());
  }

  private void collect(CentralRegistry registry) {
    try (ServiceCollection collecting = Fixtures.collecting(registry, server)) {
      collecting.run();
    }
  }

  private byte[] get(URI url) throws IOException {
    try {
      var answer = http.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofByteArray());
      assertEquals(200, answer.statusCode(), url.toString());
      return answer.body();
    } catch (InterruptedException interrupted) {
      throw new IOException(interrupted);
    }
  }

  private byte[] get(CentralRegistry registry, String target) throws IOException {
    return get(URI.create("http://127.0.0.1:" + registry.address().getPort() + target));
  }

  private JsonNode history(CentralRegistry registry) throws IOException {
    return JsonMapper.shared().readTree(get(registry, "/catalogue/v1/history")).path("events");
  }

  private ServiceCatalog signed(CentralRegistry registry) {
    byte[] part =
        new SignedPart(registry.internalAnchor(), url -> Optional.of(get(url)))
            .read(ServiceCatalog.CONTENT_IDENTIFIER, Clock.systemUTC().instant())
            .orElseThrow();
    return ServiceCatalog.parse(part);
  }

  @Test
  void whatOneNodeCollectsTheOtherPublishesAndAnswersAndBothKeep() throws IOException {
    try (var first = open("node_0");
        var second = open("node_1")) {
      Fixtures.register(first);
      collect(first);
      first.publish();
      second.publish();
      assertEquals(signed(first), signed(second));
      Digest digest = signed(second).service(PERSON).orElseThrow().description().orElseThrow();
      assertArrayEquals(bytes(WSDL), get(second, "/catalogue/v1/descriptions/" + digest.hex()));
    }
    server.answers.put("People getWsdl personDetails", WSDL.replace("untold", "told"));
    server.answers.put(
        "People r1/listMethods", PretendServer.listedRest(PEOPLE, "other", "REST", "GET /x"));
    try (var second = open("node_1")) {
      collect(second);
      second.publish();
      assertTrue(signed(second).service(SEARCH).isEmpty());
      List<String> events =
          history(second)
              .valueStream()
              .map(event -> event.path("event").asString())
              .sorted()
              .toList();
      assertEquals(List.of("APPEARED", "APPEARED", "APPEARED", "CHANGED", "REMOVED"), events);
    }
  }

  @Test
  void nodesThatCollectAtTheSameTimeSeeEverythingOnce()
      throws IOException, InterruptedException, ExecutionException {
    try (var first = open("node_0");
        var second = open("node_1");
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Fixtures.register(first);
      second.publish();
      for (int round = 1; round <= 5; round++) {
        server.answers.put("People getWsdl personDetails", WSDL.replace("untold", "told" + round));
        for (Future<?> done :
            List.of(threads.submit(() -> collect(first)), threads.submit(() -> collect(second)))) {
          var _ = done.get();
        }
      }
      first.publish();
      second.publish();
      assertEquals(history(first), history(second));
      assertEquals(6, history(first).size());
    }
  }

  @Test
  void aLostConnectionIsOpenedAgain(PostgresServer postgres) throws IOException, SQLException {
    try (var registry = open("node_0")) {
      Fixtures.register(registry);
      collect(registry);
      postgres.execute(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
              + " WHERE application_name LIKE '%node_0%' AND pid <> pg_backend_pid()");
      server.answers.put(
          "People r1/listMethods", PretendServer.listedRest(PEOPLE, "other", "REST", "GET /x"));
      collect(registry);
      String found = new String(get(registry, "/catalogue/v1/search?q=other"), UTF_8);
      assertTrue(found.contains("\"service_code\":\"other\""), found);
    }
  }
}
