// SPDX-License-Identifier: MIT
package org.postroad.cli.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.cli.serverconf.ReferenceTables;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.registry.CentralRegistry;
import org.postroad.securityserver.SecurityServer;
import org.postroad.securityserver.ServerDirectory;
import org.postroad.securityserver.conf.Client;
import org.postroad.securityserver.conf.ServerConfiguration;
import org.postroad.securityserver.conf.ServerConfigurationStore;
import org.postroad.testing.PostgresServer;
import org.postroad.testing.TestTls;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A server of the reference implementation, files and database, becomes one that runs here and has
 * its clients, services and rights (E70 to E74, D01 to D23).
 */
@Tag("long")
@ExtendWith(PostgresServer.Resolver.class)
final class TakeOverDatabaseTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String PEOPLE = "NAT:GOV:1:people";

  @TempDir private Path folder;
  private String url = "";
  private String user = "";

  @BeforeEach
  void make(PostgresServer postgres) throws SQLException {
    var _ =
        postgres.schema((address, owner) -> {
          url = address;
          user = owner;
          return address;
        });
    ReferenceTables.make(url, user);
  }

  private ReferenceCopy copied() throws Exception {
    var copy = new ReferenceCopy(folder);
    copy.withoutDevice();
    copy.database(url, user);
    return copy;
  }

  @Test
  void aServerGoesOnWithItsClientsServicesAndRights() throws Exception {
    ReferenceCopy copy = copied();
    try (CentralRegistry _ = copy.registry()) {
      assertEquals(0, copy.takeOver(ReferenceCopy.PIN, "--output", "json"), copy.err::toString);
      runs(copy);
    }
  }

  private static void runs(ReferenceCopy copy) throws Exception {
    JsonNode told = JsonMapper.shared().readTree(copy.out.toString());
    assertEquals("NAT:GOV:1:ss1", told.path("server").asString());
    assertEquals(
        "{\"clients\":3,\"tlsCertificates\":1,\"serviceDescriptions\":3,\"services\":3,"
            + "\"accessRights\":4,\"localGroups\":1,\"timestampingServices\":2}",
        told.path("database").toString());
    assertEquals(5, told.path("leftBehind").size(), told::toString);
    ServerConfiguration begun = configuration(copy.server());
    assertEquals("ss1", begun.id().serverCode());

    ServerFile file = ServerFile.read(withFreePorts(copy.server()), Map.of());
    try (SecurityServer server =
        SecurityServer.start(
            file.options(ReferenceCopy.PIN.toCharArray()), Clock.systemUTC(), RANDOM)) {
      assertEquals(statusless(begun), statusless(server.configuration().current()));
      int port = server.administration().orElseThrow().getPort();
      JsonNode services = get(copy.server(), port, "/clients/" + PEOPLE + "/service-descriptions");
      assertEquals(
          List.of("Closed until Monday", "", "Out of order"),
          StreamSupport.stream(services.spliterator(), false)
              .map(each -> each.path("disabled_notice").asString(""))
              .toList());
      assertEquals(
          "NAT:GOV:2:tax",
          get(copy.server(), port, "/services/" + PEOPLE + ":getPerson.v1/service-clients")
              .at("/0/id")
              .asString());
      assertEquals(2, get(copy.server(), port, "/system/timestamping-services").size());
    }
  }

  /** This registry has never heard of them, which their states tell soon. */
  private static List<Client> statusless(ServerConfiguration configuration) {
    return configuration.clients().stream()
        .map(each -> each.withStatus(Client.Status.SAVED))
        .toList();
  }

  private static ServerConfiguration configuration(Path server) {
    try (ServerConfigurationStore store =
        ServerConfigurationStore.open(
            new ServerDirectory(server).serverConfiguration(), Clock.systemUTC())) {
      return store.load().orElseThrow().configuration();
    }
  }

  private static Path withFreePorts(Path server) throws IOException {
    List<ServerSocket> sockets = new ArrayList<>();
    var keys = new StringBuilder("address: 127.0.0.1\nadministration:\n  port: ");
    try {
      for (String next :
          List.of(
              "\nports:\n  consumer-http: ",
              "\n  consumer-https: ",
              "\n  messages: ",
              "\n  ocsp: ",
              "\n  transparency: ",
              "\n")) {
        var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        sockets.add(socket);
        keys.append(socket.getLocalPort()).append(next);
      }
    } finally {
      for (ServerSocket socket : sockets) {
        socket.close();
      }
    }
    return Files.writeString(server.resolve("tried.yaml"), keys);
  }

  private static JsonNode get(Path server, int port, String path) throws Exception {
    var certificate = Certificates.parse(Files.readAllBytes(server.resolve("administration.crt")));
    String token = Files.readString(server.resolve("admin/token")).strip();
    try (HttpClient client =
        HttpClient.newBuilder().sslContext(TestTls.trusting(certificate)).build()) {
      var reply =
          client.send(
              HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + "/api/v1" + path))
                  .header("Authorization", "X-Road-ApiKey token=" + token)
                  .build(),
              BodyHandlers.ofString());
      assertEquals(200, reply.statusCode(), reply.body());
      return JsonMapper.shared().readTree(reply.body());
    }
  }

  @Test
  void aDumpDoesAsWellWhereTheDatabaseIsGone() throws Exception {
    ReferenceCopy copy = copied();
    Files.delete(copy.copy.resolve("db.properties"));
    Path dump = Files.writeString(folder.resolve("dump.sql"), ReferenceTables.dump(url, user));
    assertEquals(
        0,
        copy.takeOver(ReferenceCopy.PIN, "--database-dump", dump.toString()),
        copy.err::toString);
    assertTrue(copy.out.toString().contains("access rights: 4"), copy.out::toString);
    assertTrue(copy.out.toString().contains("accessright 74"), copy.out::toString);
    Client people =
        configuration(copy.server()).client(ClientId.parse("NAT/GOV/1/people")).orElseThrow();
    assertEquals(4, people.accessRights().size());
  }

  @Test
  void whatContradictsLeavesNothing() throws Exception {
    ReferenceCopy copy = copied();
    assertEquals(2, copy.takeOver(ReferenceCopy.PIN, "--code", "ss2"));
    assertTrue(copy.err.toString().contains("The database is of NAT:GOV:1:ss1"));
    ReferenceTables.execute(
        url, user, List.of("UPDATE client SET clientstatus = 'unheard of' WHERE id = 13"));
    assertEquals(2, copy.takeOver(ReferenceCopy.PIN));
    assertTrue(copy.err.toString().contains("client 13 has the status unheard of"));
    assertEquals(2, copy.takeOver(ReferenceCopy.PIN, "--dry-run"));
    assertFalse(Files.exists(copy.server()));
  }
}
