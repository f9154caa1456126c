// SPDX-License-Identifier: MIT

package org.postroad.registry.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.postroad.registry.TestCertificates.assertFault;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.registry.membership.MembershipCommand.DefineMemberClass;
import org.postroad.testing.PostgresServer;

/** One journal in PostgreSQL, several nodes. */
@Tag("postgres")
@Timeout(180)
@ExtendWith(PostgresServer.Resolver.class)
class SharedJournalTest {
  private static final Instant TIME = Instant.parse("2026-11-21T04:00:00.123456Z");

  private static final String END_THE_HOLDER_OF_A_NAME_SOMEBODY_WAITS_FOR =
      """
      DO $$
      DECLARE names CONSTANT oid = 'registry_node'::regclass;
      BEGIN
        WHILE NOT EXISTS (SELECT 1 FROM pg_locks
                          WHERE locktype = 'advisory' AND classid = names AND NOT granted) LOOP
          PERFORM pg_sleep(0.01);
        END LOOP;
        PERFORM pg_terminate_backend(pid) FROM pg_locks
        WHERE locktype = 'advisory' AND classid = names AND granted;
      END $$
      """;

  private JournalDatabase.Postgres database =
      new JournalDatabase.Postgres("jdbc:postgresql:none", "nobody", Optional.empty());

  @BeforeEach
  void makeSchema(PostgresServer server) throws SQLException {
    database = JournalSchema.in(server);
  }

  private RegistryJournal open(String node) {
    return open(database, node, Clock.systemUTC());
  }

  private static RegistryJournal open(JournalDatabase.Postgres where, String node, Clock clock) {
    return RegistryJournal.open(where, Path.of("unused"), "DEV", node, clock);
  }

  private static Change change(String code) {
    return new Change.OfMembership(new DefineMemberClass(code, "Description"));
  }

  private static JournalEntry append(RegistryJournal journal, String code) {
    return journal.append(TIME, "tester", "", () -> change(code), entry -> {});
  }

  private static List<JournalEntry> follow(RegistryJournal journal) {
    var entries = new ArrayList<JournalEntry>();
    journal.follow(entries::add);
    return entries;
  }

  /** Ends the sessions of a node as an administrator, or a host that fails, would. */
  private static void endSession(PostgresServer server, String node) throws SQLException {
    server.execute(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name ="
            + " 'postroad-registry-"
            + node
            + "'");
  }

  @Test
  void nodesReplayWhatOthersHaveWrittenBeforeTheyDecide() {
    try (var first = open("a");
        var second = open("b")) {
      append(first, "A");
      var seen = new ArrayList<Long>();
      var entry =
          second.append(
              TIME,
              "tester",
              "",
              () -> {
                assertEquals(List.of(1L), seen);
                return change("B");
              },
              e -> seen.add(e.sequence()));
      assertEquals(2, entry.sequence());
      assertEquals(List.of(1L, 2L), seen);
      assertEquals(List.of(entry), follow(first));
      assertEquals(first.position(), second.position());
    }
  }

  @Test
  void concurrentTurnsLeaveNoGapAndNoContradiction()
      throws InterruptedException, ExecutionException {
    int each = 40;
    try (var first = open("a");
        var second = open("b");
        var pool = Executors.newVirtualThreadPerTaskExecutor()) {
      var taken = new ArrayList<Future<List<Long>>>();
      for (RegistryJournal journal : List.of(first, second)) {
        taken.add(pool.submit(() -> takeTurns(journal, each)));
      }
      var own = new ArrayList<Long>();
      for (var future : taken) {
        own.addAll(future.get());
      }
      assertEquals(
          LongStream.rangeClosed(1, 2L * each).boxed().toList(), own.stream().sorted().toList());
      follow(first);
      follow(second);
      assertEquals(first.position(), second.position());
    }
    try (var third = open("c")) {
      assertEquals(2 * each, follow(third).size());
    }
  }

  /** Each decision must have seen everything before it. */
  private static List<Long> takeTurns(RegistryJournal journal, int times) {
    var seen = new ArrayList<Long>();
    var own = new ArrayList<Long>();
    for (int i = 0; i < times; i++) {
      var before = new ArrayList<Integer>();
      var entry =
          journal.append(
              TIME,
              "tester",
              "",
              () -> {
                before.add(seen.size());
                return change("C" + seen.size());
              },
              e -> seen.add(e.sequence()));
      assertEquals(before.getLast() + 1L, entry.sequence());
      own.add(entry.sequence());
    }
    return own;
  }

  @Test
  void aNameInUseIsRefusedUntilItsHolderIsGone(PostgresServer server) throws SQLException {
    database = JournalSchema.with(database, "lock_timeout", "200ms");
    try (var first = open("a")) {
      append(first, "A");
      Fault refused = assertFault(FaultCode.DATABASE_ERROR, () -> open("a"));
      assertEquals(
          "Another node of this registry goes by the name 'a', also after a wait of 200ms",
          refused.text());
      endSession(server, "a");
      try (var successor = open("a")) {
        assertEquals(1, follow(successor).size());
        assertFault(FaultCode.DATABASE_ERROR, () -> append(first, "B"));
        append(successor, "B");
      }
      assertEquals(3, append(first, "C").sequence());
    }
  }

  /** As when a process is killed in a statement that the database is still busy with. */
  @Test
  void aSuccessorWaitsForTheEndOfTheSessionBeforeIt() throws Exception {
    try (var first = open("a");
        var starter = Executors.newVirtualThreadPerTaskExecutor()) {
      append(first, "A");
      Future<RegistryJournal> starting = starter.submit(() -> open("a"));
      execute(END_THE_HOLDER_OF_A_NAME_SOMEBODY_WAITS_FOR);
      try (RegistryJournal successor = starting.get()) {
        assertEquals(1, follow(successor).size());
      }
    }
  }

  @Test
  void aLostSessionIsBegunAgain(PostgresServer server) throws SQLException {
    try (var journal = open("a")) {
      append(journal, "A");
      endSession(server, "a");
      assertEquals(2, append(journal, "B").sequence());
      endSession(server, "a");
      assertEquals(List.of(), follow(journal));
    }
  }

  @Test
  void aSessionLostBetweenDecisionAndCommitAcceptsOnce(PostgresServer server) {
    try (var journal = open("a")) {
      var tries = new ArrayList<String>();
      var entry =
          journal.append(
              TIME,
              "tester",
              "",
              () -> {
                tries.add("try");
                if (tries.size() == 1) {
                  endQuietly(server);
                }
                return change("A");
              },
              e -> {});
      assertEquals(1, entry.sequence());
      assertEquals(2, tries.size());
      try (var other = open("b")) {
        assertEquals(List.of(entry), follow(other));
      }
    }
  }

  private static void endQuietly(PostgresServer server) {
    try {
      endSession(server, "a");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aHostThatIsClosedIsPassedOver() throws IOException {
    int closed;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = socket.getLocalPort();
    }
    String url = database.url().replace("://", "://127.0.0.1:" + closed + ",");
    var both = new JournalDatabase.Postgres(url, database.user(), database.passwordFile());
    try (var journal = open(both, "a", Clock.systemUTC())) {
      assertEquals(1, append(journal, "A").sequence());
    }
  }

  @Test
  void aDatabaseThatMayForgetIsRefused() {
    for (String value : List.of("off", "local", "remote_write")) {
      var forgetful = JournalSchema.with(database, "synchronous_commit", value);
      Fault refused =
          assertFault(FaultCode.DATABASE_ERROR, () -> open(forgetful, "a", Clock.systemUTC()));
      assertTrue(
          String.valueOf(refused.getMessage()).contains("synchronous_commit"),
          refused.getMessage());
    }
  }

  @Test
  void aClockThatIsWrongIsRefused() {
    Clock late = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-5));
    Fault refused = assertFault(FaultCode.DATABASE_ERROR, () -> open(database, "a", late));
    assertTrue(String.valueOf(refused.getMessage()).contains("clocks"), refused.getMessage());
    Clock good = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(3));
    try (var journal = open(database, "a", good)) {
      journal.published(new NodeGeneration("a", TIME));
    }
  }

  @Test
  void aDatabaseThatLostEntriesIsRefused(PostgresServer server) throws SQLException {
    try (var journal = open("a")) {
      append(journal, "A");
      append(journal, "B");
      execute("DELETE FROM registry_journal WHERE sequence = 2");
      assertFault(FaultCode.DATABASE_ERROR, () -> append(journal, "C"));
      assertFault(FaultCode.DATABASE_ERROR, () -> follow(journal));
    }
    try (var journal = open("a")) {
      append(journal, "other B");
      execute("UPDATE registry_journal SET who = 'nobody' WHERE sequence = 1");
    }
    try (var journal = open("b")) {
      assertFault(FaultCode.DATABASE_ERROR, () -> follow(journal));
    }
  }

  private void execute(String sql) throws SQLException {
    try (var connection = DriverManager.getConnection(database.url(), database.user(), "");
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void aPasswordComesFromAFileOfItsOwner(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("password"), "a secret\n");
    var settings = new JournalDatabase.Postgres(database.url(), database.user(), Optional.of(file));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    Fault refused =
        assertFault(FaultCode.DATABASE_ERROR, () -> open(settings, "a", Clock.systemUTC()));
    assertTrue(String.valueOf(refused.getMessage()).contains("owner"), refused.getMessage());
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    try (var journal = open(settings, "a", Clock.systemUTC())) {
      assertEquals(1, append(journal, "A").sequence());
    }
  }

  @Test
  void generationsOfAllNodesAreKnownToEach() {
    try (var first = open("a");
        var second = open("b")) {
      first.published(new NodeGeneration("a", TIME));
      second.published(new NodeGeneration("b", TIME.plusSeconds(1)));
      assertEquals(
          List.of(new NodeGeneration("a", TIME), new NodeGeneration("b", TIME.plusSeconds(1))),
          first.generations());
      assertEquals(first.generations(), second.generations());
    }
  }
}
