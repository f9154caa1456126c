// SPDX-License-Identifier: MIT

package org.postroad.registry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.postroad.registry.TestCertificates.AUTHENTICATION;
import static org.postroad.registry.TestCertificates.assertFault;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.backup.Backup;
import org.postroad.protocol.backup.Backup.Occasion;
import org.postroad.protocol.backup.BackupFolder;
import org.postroad.protocol.backup.DailyBackup;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.protocol.token.KeyKind;
import org.postroad.registry.history.HistoryQuery;
import org.postroad.registry.membership.MembershipCommand.AddMember;
import org.postroad.registry.membership.MembershipCommand.DefineMemberClass;
import org.postroad.registry.membership.MembershipCommand.RegisterServer;
import org.postroad.registry.membership.MembershipCommand.RenameMember;
import org.postroad.registry.membership.MembershipCommand.SetManagementServiceProvider;
import org.postroad.registry.publication.ConfigurationSource;
import org.postroad.registry.publication.RegistryNode;
import org.postroad.registry.store.JournalDatabase;
import org.postroad.registry.store.JournalSchema;
import org.postroad.testing.PostgresServer;
import org.postroad.testing.StandingClock;

/** What is backed up comes back as it was, all of it or nothing (E11). */
class RegistryBackupTest {
  private static final Author AUTHOR = new Author("tester", "because");
  private static final char[] PIN = "a secret pin".toCharArray();
  private static final MemberId OWNER = new MemberId("DEV", "GOV", "owner");

  @TempDir private Path folder;

  private final StandingClock clock = new StandingClock();
  private Clock time = clock;
  private JournalDatabase database = JournalDatabase.EMBEDDED;

  private CentralRegistry open(String instance, String node, String directory) {
    return CentralRegistry.open(
        RegistryOptions.of(
                instance,
                folder.resolve(directory),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                PIN)
            .withKeyKind(KeyKind.EC_P256)
            .withAddress("cs.example")
            .withRole(new RegistryOptions.Role(node, true))
            .withDatabase(database),
        time,
        new SecureRandom());
  }

  private CentralRegistry open() {
    return open("DEV", RegistryNode.FIRST, "registry");
  }

  private static void begin(CentralRegistry registry) {
    registry.execute(new DefineMemberClass("GOV", "Government"), AUTHOR);
    registry.execute(new AddMember(OWNER, "Authority"), AUTHOR);
    registry.execute(new SetManagementServiceProvider(OWNER), AUTHOR);
    registry.execute(
        new RegisterServer(new SecurityServerId(OWNER, "SS1"), "ss1.example", AUTHENTICATION),
        AUTHOR);
  }

  /** Changes everything that a backup has to bring back. */
  private static void change(CentralRegistry registry) {
    registry.execute(new RenameMember(OWNER, "Ministry"), AUTHOR);
    String key = registry.addSigningKey(ConfigurationSource.INTERNAL, KeyKind.EC_P256, AUTHOR);
    String former =
        registry.snapshot().node(RegistryNode.FIRST).internal().active().orElseThrow().keyId();
    registry.activateSigningKey(ConfigurationSource.INTERNAL, key, AUTHOR);
    registry.deleteSigningKey(ConfigurationSource.INTERNAL, former, AUTHOR);
  }

  /** What servers are told of who is registered. */
  private byte[] sharedParameters(CentralRegistry registry) throws IOException {
    registry.publish();
    try (var files = Files.walk(folder.resolve("registry/globalconf"))) {
      return Files.readAllBytes(
          files.filter(file -> file.endsWith("shared-params.xml")).findFirst().orElseThrow());
    }
  }

  @Test
  void theRegistryBecomesWhatItWas() throws IOException {
    String name;
    byte[] published;
    try (CentralRegistry registry = open()) {
      begin(registry);
      published = sharedParameters(registry);
      name = registry.backups().folder().make(Occasion.BY_HAND).name();
      var then = registry.snapshot();
      change(registry);
      assertNotEquals(then, registry.snapshot());
      var restarts = new AtomicInteger();
      registry.backups().onRestore(restarts::incrementAndGet);
      registry.backups().restore(name);
      assertEquals(1, restarts.get());
      assertFault(FaultCode.MAINTENANCE_MODE, () -> change(registry));
    }
    try (CentralRegistry registry = open()) {
      assertArrayEquals(published, sharedParameters(registry));
      assertEquals(List.of(), registry.alerts());
      assertEquals(0, registry.history(HistoryQuery.NEWEST.about("Ministry")).total());
      change(registry);
      assertEquals(List.of(name), names(registry.backups().folder()));
    }
    try (CentralRegistry registry = open()) {
      assertTrue(registry.history(HistoryQuery.NEWEST.about("Ministry")).total() > 0);
    }
  }

  private static List<String> names(BackupFolder backups) {
    return backups.list().stream().map(Backup::name).toList();
  }

  @Test
  void whatIsNotOfThisRegistryOrWasAlteredIsRefused() throws IOException {
    byte[] sealed;
    try (CentralRegistry registry = open()) {
      begin(registry);
      BackupFolder backups = registry.backups().folder();
      Backup made = backups.make(Occasion.BY_HAND);
      assertEquals("conf_backup_", made.name().substring(0, 12));
      assertEquals(clock.instant(), made.createdAt());
      sealed = backups.read(made.name());
      var random = new Random(1);
      for (int i = 0; i < 50; i++) {
        byte[] altered = sealed.clone();
        altered[random.nextInt(sealed.length)] ^= (byte) (1 << random.nextInt(8));
        assertFault(FaultCode.INVALID_REQUEST, () -> backups.keep("b.gpg", altered, false));
      }
      assertEquals(List.of(made.name()), names(backups));
      for (String name : List.of("b", ".b.gpg", "../b.gpg", "a/b.gpg", "b.gpg.exe", "")) {
        assertFault(FaultCode.INVALID_REQUEST, () -> backups.keep(name, sealed, false));
      }
      assertFault(FaultCode.INVALID_REQUEST, () -> backups.keep(made.name(), sealed, false));
      assertFault(FaultCode.NOT_FOUND, () -> registry.backups().restore("none.gpg"));
      assertEquals(
          "rw-------",
          PosixFilePermissions.toString(
              Files.getPosixFilePermissions(
                  folder.resolve("registry/backup").resolve(made.name()))));
    }
    refusedBy("OTHER", RegistryNode.FIRST, sealed, "The backup is of registry DEV node_0");
    refusedBy("DEV", "node_1", sealed, "this is registry DEV node_1");
  }

  /** Even one that has the same key. */
  private void refusedBy(String instance, String node, byte[] sealed, String text)
      throws IOException {
    String directory = instance + node;
    Files.createDirectories(folder.resolve(directory));
    Files.copy(
        folder.resolve("registry/backup-key.asc"),
        folder.resolve(directory).resolve("backup-key.asc"));
    try (CentralRegistry other = open(instance, node, directory)) {
      other.backups().folder().keep("b.gpg", sealed, false);
      var refused = assertFault(FaultCode.INVALID_REQUEST, () -> other.backups().restore("b.gpg"));
      assertTrue(refused.text().contains(text), refused.text());
      assertFalse(Files.exists(folder.resolve(directory).resolve(".restore")));
    }
  }

  @Test
  void oneIsMadeEveryDayAndKeptForThirty() {
    try (CentralRegistry registry = open()) {
      BackupFolder backups = registry.backups().folder();
      String byHand = backups.make(Occasion.BY_HAND).name();
      try (var schedule = new BackupSchedule(new DailyBackup(backups, clock))) {
        schedule.run();
        schedule.run();
        assertEquals(2, backups.list().size());
        for (int day = 0; day < 33; day++) {
          clock.move(Duration.ofDays(1));
          schedule.run();
        }
      }
      List<String> kept = names(backups);
      assertEquals(32, kept.size());
      assertEquals(byHand, kept.getLast());
      assertTrue(kept.getFirst().startsWith("cs-automatic-backup-"), kept::toString);
    }
  }

  @Test
  @Tag("postgres")
  @ExtendWith(PostgresServer.Resolver.class)
  void theSharedJournalComesBackWhenNoOtherNodeRuns(PostgresServer server) throws SQLException {
    database = JournalSchema.with(JournalSchema.in(server), "lock_timeout", "2s");
    time = Clock.systemUTC();
    CentralRegistry second = open("DEV", "node_1", "second");
    try (CentralRegistry first = open()) {
      begin(first);
      String name = first.backups().folder().make(Occasion.BY_HAND).name();
      first.execute(new RenameMember(OWNER, "Ministry"), AUTHOR);
      first.backups().restore(name);
    }
    var refused = assertFault(FaultCode.DATABASE_ERROR, this::open);
    assertTrue(refused.text().contains("'node_1' runs"), refused.text());
    second.close();
    try (CentralRegistry first = open();
        CentralRegistry again = open("DEV", "node_1", "second")) {
      for (CentralRegistry node : List.of(first, again)) {
        assertEquals("Authority", node.snapshot().membership().members().getFirst().name());
      }
      again.execute(new RenameMember(OWNER, "Agency"), AUTHOR);
    }
  }
}
