// SPDX-License-Identifier: MIT
package org.postroad.cli.serverconf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postroad.cli.process.BadConfiguration;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.GlobalGroupId;
import org.postroad.protocol.identifier.LocalGroupId;
import org.postroad.securityserver.conf.AccessRight;
import org.postroad.securityserver.conf.AccessRight.Subject;
import org.postroad.securityserver.conf.Client;
import org.postroad.securityserver.conf.Endpoints;
import org.postroad.securityserver.conf.ServerConfiguration;
import org.postroad.securityserver.conf.ServiceDescription;
import org.postroad.securityserver.conf.ServiceDescription.Endpoint;
import org.postroad.securityserver.conf.ServiceDescription.Service;
import org.postroad.testing.PostgresServer;

/** Rows D01 to D23 as the reference implementation keeps them, live and from a dump. */
@ExtendWith(PostgresServer.Resolver.class)
final class ReferenceConfigurationTest {
  private static final ClientId PEOPLE = ClientId.parse("NAT/GOV/1/people");
  private static final Endpoint PERSON = new Endpoint("GET", "/persons/*");
  private static final Endpoint PERSONS = new Endpoint("POST", "/persons");

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

  private ReferenceConfiguration live() throws IOException {
    return ReferenceConfiguration.live(
        Files.writeString(
            folder.resolve("db.properties"),
            """
            serverconf.hibernate.connection.url = %s
            serverconf.hibernate.connection.username = %s
            serverconf.hibernate.connection.password = not asked for
            messagelog.hibernate.connection.url = jdbc:postgresql://127.0.0.1:1/messagelog
            """
                .formatted(url, user)));
  }

  private ReferenceConfiguration dumped(String text) throws IOException {
    return ReferenceConfiguration.dumped(Files.writeString(folder.resolve("dump.sql"), text));
  }

  private void change(String sql) throws SQLException {
    ReferenceTables.execute(url, user, List.of(sql));
  }

  @Test
  void everythingOfAServerIsRead() throws Exception {
    ReferenceConfiguration read = live();
    ServerConfiguration configuration = read.configuration();
    assertEquals("NAT/GOV/1/ss1", configuration.id().toString());
    assertEquals(
        List.of(URI.create("http://tsa.test:8080/tsa"), URI.create("http://tsa2.test/")),
        configuration.timestampServices());
    assertEquals(
        List.of(
            "NAT/GOV/1 REGISTERED HTTPS",
            "NAT/GOV/1/people REGISTERED HTTP",
            "NAT/GOV/1/archive REGISTRATION_IN_PROGRESS HTTPS_NO_AUTH"),
        configuration.clients().stream()
            .map(each -> each.id() + " " + each.status() + " " + each.connectionType())
            .toList());
    Client people = configuration.client(PEOPLE).orElseThrow();
    assertEquals(
        List.of(ReferenceTables.SYSTEM.certificate()), people.informationSystemCertificates());
    assertEquals(
        List.of(
            new Client.LocalGroup(
                new LocalGroupId("friends"),
                "Those\twho ask",
                Set.of(ClientId.parse("NAT/GOV/2/tax"), ClientId.parse("NAT/GOV/1")))),
        people.localGroups());
    assertEquals(descriptions(), people.serviceDescriptions());
    assertEquals(
        List.of(
            AccessRight.toService(
                new Subject.OfClient(ClientId.parse("NAT/GOV/2/tax")), "getPerson"),
            new AccessRight(
                new Subject.OfGlobalGroup(new GlobalGroupId("NAT", "agencies")),
                "register",
                PERSON),
            AccessRight.toService(new Subject.OfLocalGroup(new LocalGroupId("friends")), "photos"),
            new AccessRight(
                new Subject.OfClient(ClientId.parse("NAT/GOV/1")), "register", PERSONS)),
        people.accessRights());
    assertEquals(
        List.of("certificate 22", "service 54", "accessright 74", "client 14", "API keys"),
        sorted(read.left()));
  }

  /** In the order of the clients, which alone is fixed. */
  private static List<String> sorted(List<LeftBehind> left) {
    List<String> order =
        List.of("certificate 22", "service 54", "accessright 74", "client 14", "API keys");
    assertTrue(left.stream().noneMatch(each -> each.why().isBlank()));
    return left.stream()
        .map(LeftBehind::what)
        .sorted((one, other) -> order.indexOf(one) - order.indexOf(other))
        .toList();
  }

  private static List<ServiceDescription> descriptions() {
    return List.of(
        new ServiceDescription(
            ServiceDescription.Type.WSDL,
            "http://is.test/people.wsdl",
            Optional.of("Closed until Monday"),
            List.of(
                new Service(
                    "getPerson",
                    Optional.of("v1"),
                    Optional.of("One person"),
                    "https://is.test/people",
                    Duration.ofSeconds(30),
                    false,
                    Endpoints.NONE))),
        new ServiceDescription(
            ServiceDescription.Type.OPENAPI3,
            "https://is.test/openapi.yaml",
            Optional.empty(),
            List.of(
                Service.of("register", "https://is.test/register")
                    .withEndpoints(new Endpoints(List.of(PERSON), List.of(PERSONS))))),
        new ServiceDescription(
            ServiceDescription.Type.REST,
            "http://is.test/photos",
            Optional.of(ServiceDescription.NEW_NOTICE),
            List.of(
                Service.of("photos", "http://is.test/photos")
                    .withTimeout(Duration.ZERO)
                    .withVerifyTls(false))));
  }

  @Test
  void aDumpSaysTheSame() throws Exception {
    ReferenceConfiguration live = live();
    ReferenceConfiguration dumped = dumped(ReferenceTables.dump(url, user));
    assertEquals(live.left(), dumped.left());
    assertEquals(live.configuration().id(), dumped.configuration().id());
    assertEquals(live.configuration().clients(), dumped.configuration().clients());
    assertEquals(
        live.configuration().timestampServices(), dumped.configuration().timestampServices());
  }

  @Test
  void laterVersionsNameTheirColumnsOtherwise() throws Exception {
    List<Client> before = live().configuration().clients();
    ReferenceTables.rename(url, user);
    assertEquals(before, live().configuration().clients());
    assertEquals(before, dumped(ReferenceTables.dump(url, user)).configuration().clients());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          UPDATE client SET clientstatus = 'gone' WHERE id = 12 | client 12 has the status gone
          UPDATE client SET isauthentication = NULL WHERE id = 12 | client 12 has no isauthentication
          UPDATE servicedescription SET type = 'GRPC' WHERE id = 41 | servicedescription 41 has the type GRPC
          UPDATE service SET servicecode = 'photos' WHERE id = 52 | service photos
          UPDATE accessright SET endpoint_id = 4711 WHERE id = 71 | accessright 71 names no endpoint of NAT/GOV/1/people
          UPDATE serverconf SET owner = NULL | serverconf 1 has no owner
          DELETE FROM serverconf | of 0 servers
          DROP TABLE endpoint | no table endpoint
          UPDATE identifier SET membercode = '' WHERE id = 4 | memberCode
          """)
  void whatCannotBeMeantIsSaidWithItsPlace(String change, String said) throws Exception {
    change(change);
    String message = String.valueOf(assertThrows(BadConfiguration.class, this::live).getMessage());
    assertTrue(message.contains(said), message);
  }

  @Test
  void whatDependsOnWhatIsGoneIsLeftBehind() throws Exception {
    change("DELETE FROM service WHERE id = 53");
    change("DELETE FROM localgroup");
    ReferenceConfiguration read = live();
    assertTrue(
        read.left().stream()
            .anyMatch(
                each -> each.what().equals("accessright 73") && each.whose().endsWith("photos")),
        read.left()::toString);
    assertEquals(3, read.configuration().client(PEOPLE).orElseThrow().accessRights().size());
  }

  @Test
  void aDatabaseThatCannotBeReachedIsNamedWithoutItsPassword() throws Exception {
    url = "jdbc:postgresql://127.0.0.1:1/serverconf";
    String message = String.valueOf(assertThrows(BadConfiguration.class, this::live).getMessage());
    assertTrue(message.contains("127.0.0.1:1/serverconf"), message);
    assertTrue(message.contains("--database-dump"), message);
    assertFalse(message.contains("not asked for"), message);
    url = "jdbc:h2:mem:x";
    assertThrows(BadConfiguration.class, this::live);
  }

  @Test
  void aDumpThatIsNotWholeIsRefused() throws Exception {
    String whole = ReferenceTables.dump(url, user);
    int cut = whole.indexOf("COPY serverconf.client");
    for (String text :
        List.of(
            "",
            "PGDMP\u0001\u0000",
            whole.substring(0, whole.indexOf("\\.", cut)),
            whole + whole,
            whole.replace("registered\tNOSSL", "registered"))) {
      assertThrows(BadConfiguration.class, () -> dumped(text));
    }
    Path binary = Files.write(folder.resolve("binary"), new byte[] {'P', 'G', (byte) 0xff, 0});
    String message =
        String.valueOf(
            assertThrows(BadConfiguration.class, () -> ReferenceConfiguration.dumped(binary))
                .getMessage());
    assertTrue(message.contains("pg_restore"), message);
  }
}
