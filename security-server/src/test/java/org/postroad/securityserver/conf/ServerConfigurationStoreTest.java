// SPDX-License-Identifier: MIT
package org.postroad.securityserver.conf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.GlobalGroupId;
import org.postroad.protocol.identifier.LocalGroupId;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.identifier.SubsystemId;
import org.postroad.securityserver.conf.ServerConfigurationStore.Version;
import org.postroad.testing.TestAuthority;

class ServerConfigurationStoreTest {
  private static final Instant NOW = Instant.parse("2026-11-21T03:00:00.123Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final ClientId SLASHED =
      new SubsystemId(new MemberId("TEST", "G/OV", "12:34"), "ta/x");

  @TempDir Path directory;

  private static ServerConfiguration everything() {
    ServiceDescription wsdl =
        new ServiceDescription(
            ServiceDescription.Type.WSDL,
            "https://service.example/wsdl",
            Optional.of("Closed until Monday"),
            List.of(
                new ServiceDescription.Service(
                    "getPerson",
                    Optional.of("v1"),
                    Optional.of("A person \u2713"),
                    "https://service.example/",
                    Duration.ofSeconds(5),
                    false,
                    new Endpoints(
                        List.of(
                            ServiceDescription.Endpoint.BASE,
                            new ServiceDescription.Endpoint("GET", "/a/*")),
                        List.of(new ServiceDescription.Endpoint("*", "/by/hand"))))));
    Client client =
        new Client(
            SLASHED,
            Client.Status.REGISTERED,
            Client.ConnectionType.HTTPS,
            List.of(TestAuthority.create().root().certificate()),
            List.of(wsdl, Fixtures.description("rest")),
            List.of(
                new Client.LocalGroup(
                    new LocalGroupId("friends"),
                    "Freunde \u00e4\"",
                    Set.of(SLASHED, Fixtures.PROVIDER, Fixtures.PROVIDER.member()))),
            List.of(
                AccessRight.toService(
                    new AccessRight.Subject.OfClient(Fixtures.PROVIDER.member()), "getPerson"),
                AccessRight.toService(
                    new AccessRight.Subject.OfGlobalGroup(new GlobalGroupId("TEST", "g")),
                    "getPerson"),
                new AccessRight(
                    new AccessRight.Subject.OfLocalGroup(new LocalGroupId("friends")),
                    "rest",
                    new ServiceDescription.Endpoint("GET", "/a/**"))));
    return new ServerConfiguration(
        Fixtures.SERVER,
        List.of(URI.create("http://one.example/tsa"), URI.create("http://two.example/tsa")),
        List.of(client, Fixtures.client(Fixtures.PROVIDER, List.of(), List.of())));
  }

  @Test
  void aConfigurationComesBackAsItWasSaved() {
    ServerConfiguration saved = everything();
    try (ServerConfigurationStore store = ServerConfigurationStore.open(directory, CLOCK)) {
      assertEquals(Optional.empty(), store.load());
      store.save(0, saved, "anna", "first");
    }
    try (ServerConfigurationStore store = ServerConfigurationStore.open(directory, CLOCK)) {
      ServerConfigurationStore.Saved loaded = store.load().orElseThrow();
      assertEquals(saved.id(), loaded.configuration().id());
      assertEquals(saved.timestampServices(), loaded.configuration().timestampServices());
      assertEquals(saved.clients(), loaded.configuration().clients());
      assertEquals(new ServerConfigurationStore.Version(1, NOW, "anna", "first"), loaded.version());
    }
  }

  @Test
  void aDocumentFromBeforeEndpointsWereAddedByHandIsRead() {
    String added = ",\"addedEndpoints\":[{\"method\":\"*\",\"path\":\"/by/hand\"}]";
    String document =
        new String(ServerConfigurationJson.write(everything()), StandardCharsets.UTF_8);
    assertTrue(document.contains(added), document);
    ServerConfiguration read =
        ServerConfigurationJson.read(document.replace(added, "").getBytes(StandardCharsets.UTF_8));
    assertEquals(List.of(), read.servicesOf(SLASHED).getFirst().service().endpoints().added());
  }

  @Test
  void everyVersionStaysWithWhoAndWhy() {
    try (ServerConfigurationStore store = ServerConfigurationStore.open(directory, CLOCK)) {
      store.save(0, Fixtures.server(), "anna", "first");
      store.save(1, everything(), "bert", "clients' week; DROP TABLE x --");
      assertEquals(
          List.of(
              new ServerConfigurationStore.Version(
                  2, NOW, "bert", "clients' week; DROP TABLE x --"),
              new ServerConfigurationStore.Version(1, NOW, "anna", "first")),
          store.history());
      assertEquals(2, store.load().orElseThrow().configuration().clients().size());
    }
  }

  @Test
  void aStoreIsOpenInOnePlace() {
    try (ServerConfigurationStore store = ServerConfigurationStore.open(directory, CLOCK)) {
      store.save(0, Fixtures.server(), "anna", "first");
      Fault refused =
          assertThrows(Fault.class, () -> ServerConfigurationStore.open(directory, CLOCK));
      assertEquals(List.of(FaultCode.DATABASE_ERROR), refused.path());
      assertTrue(refused.text().contains("open elsewhere"), refused.text());
    }
    try (ServerConfigurationStore store = ServerConfigurationStore.open(directory, CLOCK)) {
      assertEquals(1, store.newest().orElseThrow().number());
    }
  }

  @Test
  void theLongestReasonIsReadWithoutItsConfiguration() {
    String reason = "\u0001".repeat(2000);
    try (ServerConfigurationStore store = ServerConfigurationStore.open(directory, CLOCK)) {
      store.save(0, Fixtures.server(), "\u0002".repeat(255), reason);
      assertEquals(reason, store.newest().orElseThrow().why());
    }
  }

  @Test
  void aDamagedVersionIsRefusedByItsNameAndTheOthersAreRead() throws IOException {
    try (ServerConfigurationStore store = ServerConfigurationStore.open(directory, CLOCK)) {
      store.save(0, Fixtures.server(), "anna", "first");
      store.save(1, everything(), "bert", "second");
      Path first = directory.resolve("1.version");
      byte[] bytes = Files.readAllBytes(first);
      for (int changed : List.of(bytes.length / 2, bytes.length - 1)) {
        byte[] damaged = bytes.clone();
        damaged[changed] ^= 1;
        Files.write(first, damaged);
        Fault refused = assertThrows(Fault.class, () -> store.version(1));
        assertEquals(List.of(FaultCode.MALFORMED_SERVER_CONF), refused.path());
        assertTrue(refused.text().contains("1.version"), refused.text());
      }
      assertEquals(2, store.load().orElseThrow().version().number());
      Files.delete(first);
      assertEquals(Optional.empty(), store.version(1));
      assertEquals(List.of(2L), store.history().stream().map(Version::number).toList());
    }
  }

  @Test
  void aChangeMadeFromAnOlderVersionIsRefused() {
    try (ServerConfigurationStore store = ServerConfigurationStore.open(directory, CLOCK)) {
      store.save(0, Fixtures.server(), "anna", "first");
      store.save(1, everything(), "bert", "second");
      for (long known : List.of(0L, 1L, 3L)) {
        Fault refused =
            assertThrows(Fault.class, () -> store.save(known, Fixtures.server(), "carl", "late"));
        assertEquals(List.of(FaultCode.BAD_REQUEST), refused.path());
      }
      assertEquals(2, store.load().orElseThrow().version().number());
    }
  }

  @Test
  void theSameConfigurationIsTheSameDocument() {
    byte[] document = ServerConfigurationJson.write(everything());
    ServerConfiguration read = ServerConfigurationJson.read(document);
    assertArrayEquals(document, ServerConfigurationJson.write(read));
  }

  @Test
  void aDocumentFromBeforeServicesHadTitlesIsRead() {
    String title = "\"title\":\"A person \u2713\",";
    String document =
        new String(ServerConfigurationJson.write(everything()), StandardCharsets.UTF_8);
    assertTrue(document.contains(title), document);
    ServerConfiguration read =
        ServerConfigurationJson.read(document.replace(title, "").getBytes(StandardCharsets.UTF_8));
    ServiceDescription.Service service =
        read.clients().getFirst().serviceDescriptions().getFirst().services().getFirst();
    assertEquals(Optional.empty(), service.title());
    assertEquals("https://service.example/", service.url());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"format\":1 | \"format\":2 | format 2",
        "\"format\":1 | \"format\":1,\"extra\":0 | unknown field 'extra'",
        "\"format\":1 | \"format\":\"1\" | field 'format' is no whole number",
        "\"status\":\"REGISTERED\" | \"status\":\"registered\" | field 'status' is 'registered'",
        "\"timestampServices\":[] | \"timestampServices\":{} | field 'timestampServices' is no"
            + " list",
        "\"timestampServices\":[], | `` | no field 'timestampServices'",
        "\"server1\" | \"server1\",\"x\" | identifier of 5 parts",
        "\"accessRights\":[] | \"accessRights\":[{}] | access right with 0 subjects",
      })
  void aDocumentOfAnotherShapeIsRefused(String part, String replacement, String text) {
    String document =
        new String(
            ServerConfigurationJson.write(
                new ServerConfiguration(
                    Fixtures.SERVER,
                    List.of(),
                    List.of(Fixtures.client(Fixtures.PROVIDER, List.of(), List.of())))),
            StandardCharsets.UTF_8);
    assertTrue(document.contains(part), document);
    byte[] changed = document.replace(part, replacement).getBytes(StandardCharsets.UTF_8);
    Fault refused =
        assertThrows(Fault.class, () -> ServerConfigurationJson.read(changed), document);
    assertEquals(List.of(FaultCode.MALFORMED_SERVER_CONF), refused.path());
    assertTrue(refused.text().contains(text), refused.text());
  }
}
