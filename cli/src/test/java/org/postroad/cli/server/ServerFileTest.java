// SPDX-License-Identifier: MIT
package org.postroad.cli.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.RecordComponent;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postroad.cli.process.BadConfiguration;
import org.postroad.cli.process.Key;
import org.postroad.cli.process.PinSource;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.transport.ProxyVersion;
import org.postroad.securityserver.ServerPorts;
import org.postroad.securityserver.ServerSettings;
import org.postroad.securityserver.archive.ArchiveGrouping;
import org.postroad.securityserver.conf.NodeType;
import org.postroad.securityserver.messagelog.BodyLogging;
import org.postroad.securityserver.messagelog.IndexDatabase;
import org.postroad.securityserver.messagelog.MessageLogOptions;

class ServerFileTest {

  private static final Path FILE = Path.of("/etc/postroad/server.yaml");

  @Test
  void anEmptyFileMeansTheDefaults() {
    ServerFile file = parse("");
    assertEquals(ServerSettings.DEFAULT, file.settings());
    assertEquals(ServerPorts.DEFAULT, file.ports());
    assertEquals(InetAddress.ofLiteral("0.0.0.0"), file.address());
    assertEquals(Path.of("/etc/postroad"), file.directory());
    assertInstanceOf(PinSource.Asking.class, file.pin());
    assertEquals(
        Set.of(Key.DEFAULT), file.keys().stream().map(Key::origin).collect(Collectors.toSet()));
  }

  @Test
  void readsValuesWithUnitsListsAndMappings() {
    ServerFile file =
        parse(
            """
            directory: ../../var/lib/postroad
            address: 192.0.2.7
            ports: {consumer-http: 80, messages: 5501}
            pin: {file: token.pin}
            bodies:
              memory: 128 KiB
              largest: 2 GB
            peers: {read: 5 min, least-version: 7.4.0}
            log:
              oversized: keep-digests
              bodies:
                enabled: false
                local: [EE/GOV/1/a, EE/GOV/1/b]
              index: {url: "jdbc:postgresql://db/log", user: log, password-file: db.secret}
            archives:
              grouping: member
              retention:
                exceptions:
                  EE/GOV/1.x: 365 d
                  EE/GOV/1/a: 0
            """);
    assertEquals(Path.of("/var/lib/postroad"), file.directory());
    assertEquals(new ServerPorts(80, 8443, 5501, 5577, 5578), file.ports());
    assertEquals(new PinSource.InFile(Path.of("/etc/postroad/token.pin")), file.pin());
    ServerSettings settings = file.settings();
    assertEquals(128 << 10, settings.bodies().memory());
    assertEquals(2_000_000_000L, settings.bodies().largest());
    assertEquals(Duration.ofMinutes(5), settings.peers().read());
    assertEquals(ProxyVersion.parse("7.4.0"), settings.peers().leastVersion());
    assertEquals(MessageLogOptions.Oversized.KEEP_DIGESTS, settings.log().oversized());
    assertEquals(
        new BodyLogging(
            false, Set.of(ClientId.parse("EE/GOV/1/a"), ClientId.parse("EE/GOV/1/b")), Set.of()),
        settings.log().bodies());
    assertEquals(
        new IndexDatabase.Postgres(
            "jdbc:postgresql://db/log",
            "log",
            java.util.Optional.of(Path.of("/etc/postroad/db.secret"))),
        settings.log().index());
    assertEquals(ArchiveGrouping.MEMBER, settings.archives().grouping());
    assertEquals(
        Map.of(
            ClientId.parse("EE/GOV/1.x"),
            Duration.ofDays(365),
            ClientId.parse("EE/GOV/1/a"),
            Duration.ZERO),
        settings.archives().retention().exceptions());
  }

  @Test
  void aVariableGoesBeforeTheFile() {
    ServerFile file =
        ServerFile.parse(
            FILE,
            "bodies: {largest: 1 GiB, spool: 9 GiB}",
            Map.of(
                "POSTROAD_SERVER_BODIES_LARGEST", "3 GiB",
                "POSTROAD_SERVER_LOG_BODIES_REMOTE", "EE/GOV/1/a, EE/GOV/2/b",
                "POSTROAD_OUTPUT", "json"));
    assertEquals(3L << 30, file.settings().bodies().largest());
    assertEquals(2, file.settings().log().bodies().remote().size());
    assertEquals("POSTROAD_SERVER_BODIES_LARGEST", key(file, "bodies.largest").origin());
    assertEquals("server.yaml:1", key(file, "bodies.spool").origin());
    assertEquals("9 GiB", key(file, "bodies.spool").value());
    assertEquals(Key.DEFAULT, key(file, "bodies.reserve").origin());
  }

  /** Every key can be given by its variable, and every variable changes something. */
  @Test
  void everyKeyCanBeGivenByItsVariable() {
    for (Key key : parse("").keys()) {
      if (!key.preset().isEmpty() && !key.form().contains("mapping")) {
        ServerFile file =
            ServerFile.parse(
                FILE, "", Map.of(Key.variable(ServerFile.VARIABLES, key.name()), other(key)));
        assertEquals(other(key), key(file, key.name()).value(), key.name());
        assertTrue(
            !file.settings().equals(ServerSettings.DEFAULT)
                || !file.ports().equals(ServerPorts.DEFAULT)
                || key.name().equals("address")
                || key.name().equals("archives.transfer.timeout"),
            () -> key.name() + " changes nothing");
      }
    }
  }

  /** Some value that the key allows and that is not its default. */
  private static String other(Key key) {
    return switch (key.form()) {
      case "size" -> key.preset().equals("1 MiB") ? "2 MiB" : "1 MiB";
      case "time" ->
          key.name().endsWith(".every") ? "12 h" : key.preset().equals("90 s") ? "80 s" : "90 s";
      case "number" -> key.preset().equals("7") ? "8" : "7";
      case "port" -> "4711";
      case "address" -> key.preset().equals("127.0.0.1") ? "127.0.0.2" : "127.0.0.1";
      default ->
          Arrays.stream(key.form().split(", ", -1))
              .filter(word -> !word.equals(key.preset()))
              .findFirst()
              .orElseThrow();
    };
  }

  /** Components of the settings that have no key of their name, with what stands for them. */
  private static final Map<String, List<String>> OTHERWISE =
      Map.of(
          "log.bodies", List.of("log.bodies.enabled", "log.bodies.local", "log.bodies.remote"),
          "log.index", List.of("log.index.url", "log.index.user", "log.index.password-file"),
          "archives.encryption", List.of("archives.encryption.signing-key"),
          "archives.transfer", List.of("archives.transfer.command"),
          "global-configuration.federations", List.of("global-configuration.allowed-federations"));

  /** Which keys a journal is encrypted with is told by the files that are there. */
  private static final Set<String> NOT_SET = Set.of("log.journal.keys");

  @Test
  void everySettingHasItsKey() {
    Set<String> keys = parse("").keys().stream().map(Key::name).collect(Collectors.toSet());
    Set<String> wanted = new TreeSet<>();
    collect("", ServerSettings.DEFAULT, wanted);
    wanted.removeAll(keys);
    assertEquals(Set.of(), wanted);
  }

  private static void collect(String prefix, Object record, Set<String> names) {
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      String name = prefix + dashed(component.getName());
      if (OTHERWISE.containsKey(name)) {
        names.addAll(OTHERWISE.get(name));
      } else if (component.getType().isRecord()) {
        if (!NOT_SET.contains(name)) {
          collect(name + ".", value(record, component), names);
        }
      } else {
        names.add(name);
      }
    }
  }

  private static Object value(Object record, RecordComponent component) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("cannot read " + component, e);
    }
  }

  private static String dashed(String name) {
    return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bodies: {larges: 1 GiB} | server.yaml:1: there is no key bodies.larges; did you mean"
            + " bodies.largest?",
        "bodies: 1 GiB | server.yaml:1: there is no key bodies",
        "qwertyuiop: 1 | server.yaml:1: there is no key qwertyuiop",
        "bodies: {largest: 1024} | server.yaml:1: bodies.largest is '1024', expected B, KiB, MiB,"
            + " GiB, kB, MB or GB",
        "bodies: {memory: 3 GiB} | server.yaml:1: bodies.memory is '3 GiB', expected less than 2 GiB"
            + " in B, KiB, MiB, GiB, kB, MB or GB",
        "client-port: {idle: 5 parsecs} | server.yaml:1: client-port.idle is '5 parsecs', expected"
            + " ms, s, min, h or d",
        "ports: {ocsp: 70000} | server.yaml:1: ports.ocsp is '70000', expected 1 to 65535",
        "faults: newest | server.yaml:1: faults is 'newest', expected one of since-7-8, up-to-7-7",
        "consumers: {enforce-validity: yes} | server.yaml:1: consumers.enforce-validity is 'yes',"
            + " expected true or false",
        "address: example.org | server.yaml:1: address is 'example.org', expected an IP address",
        "address: [127.0.0.1, 127.0.0.2] | server.yaml:1: address is one value, not a list",
        "log: {timestamp-batch: 0} | server.yaml: log: time-stamp batches of 0",
        "log: {index: {user: log}} | server.yaml: log.index: user and password-file mean nothing"
            + " without url",
        "archives: {retention: {exceptions: {EE: 3 d}}} | server.yaml:1:"
            + " archives.retention.exceptions has 'EE = 3 d', expected an identifier and a time in"
            + " ms, s, min, h or d",
        "pin: {file: a, descriptor: 3} | server.yaml: pin: file and descriptor are both given",
        "[1, 2] | server.yaml:1: expected keys with values",
        "a: {b: 1 | server.yaml:1: expected ',' or '}', but got <stream end>",
      })
  void saysWhatIsWrongAndWhere(String text, String message) {
    assertEquals(message, assertThrows(BadConfiguration.class, () -> parse(text)).getMessage());
  }

  @Test
  void aKeyThatStandsTwiceIsRefused() {
    BadConfiguration refused =
        assertThrows(
            BadConfiguration.class,
            () -> parse("peers: {read: 1 s}\nfaults: since-7-8\npeers.read: 2 s\n"));
    assertEquals("server.yaml:3: peers.read stands also at server.yaml:1", refused.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "primary, PRIMARY",
    "master, PRIMARY",
    "secondary, SECONDARY",
    "slave, SECONDARY",
    "standalone, STANDALONE"
  })
  void nodesAreSpeltAsHereOrAsInXRoad(String word, NodeType type) {
    assertEquals(type, parse("node: {type: " + word + "}\n").settings().node().type());
  }

  @Test
  void aVariableThatNamesNoKeyIsRefused() {
    BadConfiguration refused =
        assertThrows(
            BadConfiguration.class,
            () -> ServerFile.parse(FILE, "", Map.of("POSTROAD_SERVER_PEERS_REED", "1 s")));
    assertEquals(
        "environment: there is no key POSTROAD_SERVER_PEERS_REED; did you mean"
            + " POSTROAD_SERVER_PEERS_READ?",
        refused.getMessage());
  }

  @Test
  void sharedPiecesOfYamlCannotGrow() {
    String bomb = "a: &a {x: 1}\nb: &b {x: *a, y: *a}\nc: {x: *b, y: *b}\n";
    BadConfiguration refused = assertThrows(BadConfiguration.class, () -> parse(bomb));
    assertTrue(refused.toString().contains("aliases"), refused::toString);
  }

  @Test
  void sectionsWithoutKeysMayStand() {
    assertEquals(ServerSettings.DEFAULT, parse("bodies:\nlog:\n  # nothing yet\n").settings());
  }

  @Test
  void namesOfKeysAreUnique() {
    List<String> names = parse("").keys().stream().map(Key::name).toList();
    assertEquals(
        names.size(),
        new HashSet<>(names.stream().map(name -> Key.variable(ServerFile.VARIABLES, name)).toList())
            .size());
  }

  private static Key key(ServerFile file, String name) {
    return file.keys().stream().filter(key -> key.name().equals(name)).findFirst().orElseThrow();
  }

  private static ServerFile parse(String text) {
    return ServerFile.parse(FILE, text, Map.of());
  }
}
