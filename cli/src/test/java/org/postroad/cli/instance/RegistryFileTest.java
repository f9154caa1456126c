// SPDX-License-Identifier: MIT
package org.postroad.cli.instance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postroad.cli.process.BadConfiguration;
import org.postroad.cli.process.Key;
import org.postroad.cli.process.PinSource;
import org.postroad.protocol.dispatch.PortLimits;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.token.KeyKind;
import org.postroad.registry.ProcessOptions;
import org.postroad.registry.PublicPorts;
import org.postroad.registry.RegistryOptions;
import org.postroad.registry.catalog.CollectionSettings;
import org.postroad.registry.membership.ApprovalPolicy;
import org.postroad.registry.store.JournalDatabase;

class RegistryFileTest {
  private static final Path FILE = Path.of("/etc/postroad/registry.yaml");
  private static final Path PAGE = Path.of("..", "docs", "registry.md");

  private static RegistryFile parse(String text) {
    return RegistryFile.parse(FILE, text, Map.of());
  }

  /** Rows D26, E73: the ports and intervals that everybody expects. */
  @Test
  void anInstanceAloneMeansTheDefaults() throws IOException {
    RegistryFile file = parse("instance: EE");
    assertEquals(
        new RegistryFile.Identity(
            "EE", Path.of("/etc/postroad"), "node_0", Optional.empty(), JournalDatabase.EMBEDDED),
        file.identity());
    assertInstanceOf(PinSource.Asking.class, file.pin());
    assertEquals(new RegistryFile.Ports(80, 443, 4001, 4002, 4000), file.ports());
    ProcessOptions options = file.options(new char[0]);
    assertEquals(RegistryOptions.Policy.DEFAULTS, options.registry().policy());
    assertEquals(RegistryOptions.Role.DEFAULT, options.registry().role());
    assertEquals(KeyKind.RSA_2048, options.registry().keyKind());
    assertEquals(ApprovalPolicy.NONE, options.management().approval());
    assertEquals(PortLimits.DEFAULTS, options.management().limits());
    assertTrue(options.management().services().getAddress().isLoopbackAddress());
    assertTrue(file.management().administration().isLoopbackAddress());
  }

  @Test
  void readsWhatIsGiven() throws IOException {
    RegistryFile file =
        parse(
            """
            instance: EE-TEST
            directory: ../../srv/registry
            node: node_1
            address: cs.example
            database: {url: "jdbc:postgresql://db1,db2/registry", user: me, password-file: word}
            listen: 192.0.2.1
            ports: {configuration-http: 8080, registration: 5001, services: 5002}
            signing-keys: ec-p256
            federation: false
            publication: {interval: 30 s, expiry: 20 min, registration-url: "https://other/"}
            approval: {clients: true}
            limits: {requests-per-minute: 7}
            catalogue: {server: "http://127.0.0.1:8080/", client: EE-TEST/GOV/1/sub, interval: 2 h}
            """);
    CollectionSettings collection = file.options(new char[0]).catalogue().orElseThrow();
    assertEquals(ClientId.parse("EE-TEST/GOV/1/sub"), collection.client());
    assertEquals(Duration.ofHours(2), collection.interval());
    assertEquals(Path.of("/srv/registry"), file.identity().directory());
    RegistryOptions options = file.options(new char[0]).registry();
    assertEquals(
        new RegistryOptions.Role("node_1", false, new PublicPorts(5001, 5002)), options.role());
    assertEquals("192.0.2.1", options.listen().getHostString());
    assertEquals(
        new JournalDatabase.Postgres(
            "jdbc:postgresql://db1,db2/registry", "me", Optional.of(FILE.resolveSibling("word"))),
        options.database());
    assertEquals(Optional.of("cs.example"), options.address());
    assertEquals(Duration.ofMinutes(20), options.policy().expiry());
    assertEquals(Optional.of("https://other/"), options.policy().managementServiceAddress());
    assertEquals(
        new ApprovalPolicy(false, true, false), file.options(new char[0]).management().approval());
    assertEquals(7, file.options(new char[0]).management().limits().requestsPerMinute());
  }

  /** Every key can be given by its variable, and its value is then in force. */
  @Test
  void everyKeyCanBeGivenByItsVariable() {
    String text =
        """
        instance: EE
        database: {url: "jdbc:postgresql://one/db", user: registry}
        catalogue: {server: "http://one:8080/", client: EE/GOV/1/catalogue}
        """;
    for (Key key : parse(text).keys()) {
      String variable = Key.variable(RegistryFile.VARIABLES, key.name());
      RegistryFile file = RegistryFile.parse(FILE, text, Map.of(variable, other(key)));
      Key given =
          file.keys().stream().filter(each -> each.name().equals(key.name())).findFirst().get();
      assertEquals(other(key), given.value());
      assertEquals(variable, given.origin());
    }
  }

  /** Some value that the key allows and that is not its default. */
  private static String other(Key key) {
    switch (key.name()) {
      case "database.url" -> {
        return "jdbc:postgresql://other/db";
      }
      case "catalogue.client" -> {
        return "EE/GOV/2";
      }
      default -> {}
    }
    return switch (key.form()) {
      case "time" -> "90 s";
      case "number" -> "7";
      case "port" -> "4711";
      case "address" -> "127.0.0.2";
      case "text", "path" -> "other";
      default ->
          Arrays.stream(key.form().split(", ", -1))
              .filter(word -> !word.equals(key.preset()))
              .findFirst()
              .orElseThrow();
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "directory: x | registry.yaml: instance is not given",
        "{instance: EE, port: {registration: 1}} | registry.yaml:1: there is no key"
            + " port.registration; did you mean ports.registration?",
        "{instance: EE, publication: {expiry: 600}} | registry.yaml:1: publication.expiry is"
            + " '600', expected ms, s, min, h or d",
        "{instance: EE, publication: {expiry: 30 s}} | registry.yaml: publication: configuration of"
            + " PT30S renewed every PT1M expires",
        "{instance: EE, signing-keys: dsa} | registry.yaml:1: signing-keys is 'dsa', expected one"
            + " of rsa-2048, rsa-3072, rsa-4096, ec-p256, ec-p384",
        "{instance: EE, services: {address: 0.0.0.0}} | registry.yaml: services: address 0.0.0.0"
            + " needs caller",
        "{instance: EE, catalogue: {client: EE/GOV/1}} | registry.yaml: catalogue: server and"
            + " client belong together",
        "{instance: EE, limits: {requests-per-minute: 0}} | registry.yaml: limits: limits are at"
            + " least one",
      })
  void saysWhatIsWrongAndWhere(String text, String message) {
    BadConfiguration refused = assertThrows(BadConfiguration.class, () -> parse(text));
    assertEquals(message, refused.getMessage());
  }

  @Test
  void thePageListsEveryKeyWithFormAndDefault() throws IOException {
    String table =
        Stream.concat(
                Stream.of("| key | form | default | what it is |", "|---|---|---|---|"),
                parse("instance: EE").keys().stream().map(RegistryFileTest::row))
            .collect(Collectors.joining("\n"));
    assertTrue(
        Files.readString(PAGE).contains("\n" + table + "\n"),
        () -> PAGE + " should have:\n" + table);
  }

  private static String row(Key key) {
    return "| `%s` | %s | %s | %s |".formatted(key.name(), key.form(), key.preset(), key.meaning());
  }
}
