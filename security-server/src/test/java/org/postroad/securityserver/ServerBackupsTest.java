// SPDX-License-Identifier: MIT
package org.postroad.securityserver;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.backup.Backup;
import org.postroad.protocol.backup.Backup.Occasion;
import org.postroad.protocol.backup.BackupFolder;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.globalconf.ConfigurationAnchor;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.protocol.token.KeyKind;
import org.postroad.securityserver.conf.NodeSettings;
import org.postroad.securityserver.conf.NodeType;
import org.postroad.securityserver.conf.SecondaryConfiguration;
import org.postroad.securityserver.conf.ServerConfiguration;
import org.postroad.securityserver.conf.ServerConfigurationStore;
import org.postroad.securityserver.signer.ServerKeys;
import org.postroad.securityserver.testing.TestInstance;
import org.postroad.testing.StandingClock;
import org.postroad.testing.TestAuthority;

/** A server becomes what it was, all of it or nothing, and its message log stays (E30). */
class ServerBackupsTest {
  private static final char[] PIN = "a secret pin".toCharArray();
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final SecurityServerId ID = TestInstance.CALLER_SERVER;
  private static final SecurityServerId OTHER =
      new SecurityServerId(TestInstance.CALLER_SERVER.owner(), "another");

  /** What is there when a backup is made, and what becomes of it afterwards. */
  private static final Map<String, String> THEN =
      Map.of(
          "server.yaml", "then",
          "tlog-policy", "then",
          "api-tokens", "then",
          "keys/certificates/gone.der", "then",
          "keys/tokens/hsm.properties", "then",
          "keys/tokens/hsm.pin", "then",
          "keys/log/first.key", "then",
          "keys/log-key.pem", "then",
          "witness/seen", "then",
          "messagelog/0.segment", "then");

  private static final Map<String, String> NOW =
      Map.of(
          "server.yaml", "now",
          "tlog-policy", "now",
          "keys/certificates/added.der", "now",
          "keys/tokens/hsm.pin", "now",
          "keys/log/second.key", "now",
          "keys/log-key.pem", "now",
          "witness/seen", "now",
          "messagelog/0.segment", "now",
          "messagelog/1.segment", "now");

  private static final Map<String, String> RESTORED =
      Map.of(
          "server.yaml", "then",
          "tlog-policy", "then",
          "api-tokens", "then",
          "keys/certificates/gone.der", "then",
          "keys/tokens/hsm.properties", "then",
          "keys/tokens/hsm.pin", "now",
          "keys/log-key.pem", "now",
          "witness/seen", "now",
          "messagelog/0.segment", "now",
          "messagelog/1.segment", "now");

  @TempDir private Path folder;
  private final StandingClock clock = new StandingClock();

  private SecurityServerOptions options(NodeType type) {
    return new SecurityServerOptions(
            folder,
            InetAddress.getLoopbackAddress(),
            ServerPorts.DEFAULT,
            PIN,
            ServerSettings.DEFAULT.withNode(new NodeSettings(type)))
        .readFrom(folder.resolve("server.yaml"));
  }

  private void write(Map<String, String> files) throws IOException {
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
  }

  private Map<String, String> read(Map<String, String> files) throws IOException {
    var found = new TreeMap<String, String>();
    for (String name : files.keySet()) {
      found.put(name, Files.readString(folder.resolve(name)));
    }
    return found;
  }

  private ServerConfigurationStore store() {
    return ServerConfigurationStore.open(folder.resolve("serverconf"), clock);
  }

  private static ServerConfiguration configuration(SecurityServerId id, String timestamps) {
    return new ServerConfiguration(id, List.of(URI.create(timestamps)), List.of());
  }

  private ServerBackups backups(ServerConfigurationStore store, ServerKeys keys) {
    return new ServerBackups(options(NodeType.STANDALONE), store, keys, ID, clock, RANDOM);
  }

  private ServerKeys keys() {
    return ServerKeys.open(folder.resolve("keys"), PIN);
  }

  private void begin() throws IOException {
    write(Map.of("keys/keys.json", "{}"));
    Files.delete(folder.resolve("keys/keys.json"));
    try (ServerKeys keys = keys();
        ServerConfigurationStore store = store()) {
      var _ = keys.generate(KeyKind.EC_P256, RANDOM);
      var _ = store.save(0, configuration(ID, "http://tsa.test/then"), "admin", "first");
    }
    Files.write(
        folder.resolve("configuration-anchor.xml"),
        new ConfigurationAnchor(
                Optional.of(TestAuthority.NOW),
                "TEST",
                List.of(
                    new ConfigurationAnchor.Source(
                        "http://registry.test/conf",
                        List.of(new TestInstance().callerKey().certificate()))))
            .toXml());
  }

  @Test
  void theServerBecomesWhatItWasAndItsLogStays() throws IOException {
    begin();
    String name;
    byte[] token;
    var restarts = new AtomicInteger();
    try (ServerKeys keys = keys();
        ServerConfigurationStore store = store()) {
      write(without(THEN, "keys/certificates/gone.der", "keys/tokens/hsm.properties"));
      Files.writeString(folder.resolve("keys/certificates/gone.der"), "then");
      Files.writeString(folder.resolve("keys/tokens/hsm.properties"), "then");
      token = Files.readAllBytes(folder.resolve("keys/token.p12"));
      ServerBackups backups = backups(store, keys);
      name = backups.folder().make(Occasion.BY_HAND).name();
      Files.delete(folder.resolve("keys/certificates/gone.der"));
      Files.delete(folder.resolve("keys/log/first.key"));
      write(NOW);
      Files.delete(folder.resolve("keys/certificates/added.der"));
      var _ = keys.generate(KeyKind.EC_P256, RANDOM);
      write(NOW);
      var _ = store.save(1, configuration(ID, "http://tsa.test/now"), "admin", "second");
      clock.move(Duration.ofMinutes(1));
      backups.onRestore(restarts::incrementAndGet);
      backups.requireNoRestore();
      backups.restore(name);
      assertEquals(1, restarts.get());
      assertFault(FaultCode.MAINTENANCE_MODE, backups::requireNoRestore);
      assertEquals(NOW, read(NOW));
      assertEquals(
          List.of("before_restore_", "conf_backup_202"),
          backups.folder().list().stream().map(one -> one.name().substring(0, 15)).toList());
    }
    Path again = Files.move(folder.resolve(".restore"), folder.resolve("again"));
    copy(again, folder.resolve(".restore"));
    assertTrue(RestoreServer.complete(options(NodeType.STANDALONE), clock));
    requireRestored(token);
    Files.move(again, folder.resolve(".restore"));
    assertTrue(RestoreServer.complete(options(NodeType.STANDALONE), clock));
    requireRestored(token);
    assertFalse(RestoreServer.complete(options(NodeType.STANDALONE), clock));
  }

  private void requireRestored(byte[] token) throws IOException {
    assertEquals(RESTORED, read(RESTORED));
    assertTrue(Files.exists(folder.resolve("keys/log/first.key")), "log key of then");
    assertTrue(Files.exists(folder.resolve("keys/log/second.key")), "log key made since");
    assertFalse(Files.exists(folder.resolve("keys/certificates/added.der")));
    assertArrayEquals(token, Files.readAllBytes(folder.resolve("keys/token.p12")));
    try (ServerConfigurationStore store = store()) {
      assertEquals(
          List.of(URI.create("http://tsa.test/then")),
          store.load().orElseThrow().configuration().timestampServices());
      assertEquals(
          List.of("system", "admin", "admin"),
          store.history().stream().map(ServerConfigurationStore.Version::who).toList());
    }
  }

  private static Map<String, String> without(Map<String, String> files, String... names) {
    var rest = new TreeMap<>(files);
    List.of(names).forEach(rest::remove);
    return rest;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path each : all.toList()) {
        Files.copy(each, to.resolve(from.relativize(each).toString()));
      }
    }
  }

  /** Wherever it is broken off: here, where one file cannot be put in its place. */
  @Test
  void whoIsInterruptedBeginsAgain() throws IOException {
    begin();
    write(Map.of("tlog-policy", "then", "api-tokens", "then"));
    try (ServerKeys keys = keys();
        ServerConfigurationStore store = store()) {
      ServerBackups backups = backups(store, keys);
      Backup made = backups.folder().make(Occasion.BY_HAND);
      var _ = store.save(1, configuration(ID, "http://tsa.test/now"), "admin", "second");
      backups.restore(made.name());
    }
    Files.delete(folder.resolve("tlog-policy"));
    Path inTheWay = Files.createDirectories(folder.resolve("tlog-policy/full"));
    assertThrows(Fault.class, () -> RestoreServer.complete(options(NodeType.STANDALONE), clock));
    assertTrue(Files.isDirectory(folder.resolve(".restore")));
    Files.delete(inTheWay);
    Files.delete(inTheWay.getParent());
    assertTrue(RestoreServer.complete(options(NodeType.STANDALONE), clock));
    assertEquals("then", Files.readString(folder.resolve("tlog-policy")));
    try (ServerConfigurationStore store = store()) {
      assertEquals(3, store.history().size());
    }
  }

  @Test
  void whatIsNotOfThisServerOrWasAlteredOrIsUnderAnotherPinIsRefused() throws IOException {
    begin();
    try (ServerKeys keys = keys();
        ServerConfigurationStore store = store()) {
      ServerBackups backups = backups(store, keys);
      BackupFolder kept = backups.folder();
      Backup made = kept.make(Occasion.BY_HAND);
      byte[] sealed = kept.read(made.name());
      var random = new Random(1);
      for (int i = 0; i < 20; i++) {
        byte[] altered = sealed.clone();
        altered[random.nextInt(sealed.length)] ^= (byte) (1 << random.nextInt(8));
        assertFault(FaultCode.INVALID_REQUEST, () -> kept.keep("b.gpg", altered, false));
      }
      var other =
          new ServerBackups(options(NodeType.STANDALONE), store, keys, OTHER, clock, RANDOM);
      Fault foreign = assertFault(FaultCode.INVALID_REQUEST, () -> other.restore(made.name()));
      assertEquals(
          "The backup is of security server " + ID + ", this is security server " + OTHER,
          foreign.text());
      char[] next = "another pin".toCharArray();
      keys.changePin(new ServerDirectory(folder).underPin(), PIN, next, RANDOM);
      clock.move(Duration.ofMinutes(1));
      ServerBackups later = backups(store, keys);
      assertEquals(backups.keys(), later.keys());
      Fault locked = assertFault(FaultCode.INVALID_REQUEST, () -> later.restore(made.name()));
      assertTrue(locked.text().contains("present PIN"), locked.text());
      assertFalse(Files.exists(folder.resolve(".restore")));
      later.requireNoRestore();
    }
  }

  @Test
  void aSecondaryNodeHasNothingToBackUp() throws IOException {
    begin();
    try (ServerKeys keys = keys();
        ServerConfigurationStore store = store()) {
      Backup made = backups(store, keys).folder().make(Occasion.BY_HAND);
      var secondary =
          new ServerBackups(options(NodeType.SECONDARY), store, keys, ID, clock, RANDOM);
      String refused = SecondaryConfiguration.refusal().text();
      assertFalse(secondary.areMade());
      assertEquals(List.of(), secondary.keys());
      for (Runnable each :
          List.<Runnable>of(
              () -> secondary.folder().make(Occasion.BY_HAND),
              () -> secondary.folder().keep("b.gpg", new byte[100], false),
              () -> secondary.restore(made.name()))) {
        assertEquals(refused, assertFault(FaultCode.BAD_REQUEST, each).text());
      }
    }
  }

  private static Fault assertFault(FaultCode code, Runnable refused) {
    Fault fault = assertThrows(Fault.class, refused::run);
    assertEquals(code, fault.code());
    return fault;
  }
}
