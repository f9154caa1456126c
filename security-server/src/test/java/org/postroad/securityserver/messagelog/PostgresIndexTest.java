// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.fault.Fault;
import org.postroad.testing.PostgresServer;
import org.postroad.testing.StandingClock;
import org.postroad.testing.TestAuthority;

/** What a database does, exchanges go on; once it is back, everything is found. */
@Tag("postgres")
@Tag("long")
@Timeout(180)
@ExtendWith(PostgresServer.Resolver.class)
class PostgresIndexTest {
  private static final int TRIES = 10;

  @TempDir Path directory;
  private final Fixtures.Stamps stamps = new Fixtures.Stamps(TestAuthority.create());
  private final StandingClock clock = new StandingClock();
  private FaultyConnection connection;

  @BeforeEach
  void connect(PostgresServer server) throws IOException, SQLException {
    connection = new FaultyConnection(IndexSchema.in(server));
  }

  @AfterEach
  void disconnect() throws IOException {
    connection.close();
  }

  private MessageLog open(String node, IndexDatabase database, long seed) throws IOException {
    return MessageLog.open(
        directory.resolve(node),
        MessageLogOptions.DEFAULT.withTimestampInterval(Duration.ZERO).withIndex(database),
        clock,
        new SplittableRandom(seed),
        stamps);
  }

  private MessageLog open() throws IOException {
    return open("node", connection.database(), 9);
  }

  private static void append(MessageLog log, int from, int to) {
    for (int i = from; i < to; i++) {
      log.append(Fixtures.soap("q" + i));
    }
  }

  private static List<Long> found(MessageLog log, LogQuery query) {
    return log.search(query).stream().map(LogSummary::sequence).toList();
  }

  /** A busy machine may need longer to connect again than whoever asks is made to wait. */
  private static void awaitIndex(MessageLog log) {
    for (int i = 0; i < TRIES; i++) {
      try {
        log.search(LogQuery.where().limit(1));
        return;
      } catch (Fault e) {
        // Each try waits ten seconds by itself.
      }
    }
  }

  @Test
  void aDatabaseThatIsDeadAtTheStartIsNotFelt() throws IOException {
    connection.refuse();
    try (MessageLog log = open()) {
      append(log, 0, 50);
      log.timestampNow();
      append(log, 50, 60);
      LogStatus status = log.status();
      assertEquals(60, status.lastSequence());
      assertEquals(60, status.index().lag());
      assertTrue(status.index().opening() || status.index().failure().isPresent());
      assertEquals(OptionalLong.empty(), status.waitingForTimestamp());
      assertEquals(Optional.empty(), status.timestampingFailsSince());
      assertEquals(1, stamps.asked().size());
      connection.heal();
      awaitIndex(log);
      assertEquals(1, log.find(Fixtures.CLIENT, "q59").size());
      assertTrue(log.isTimestamped(50));
      assertEquals(10, log.waitingForTimestamp());
      assertEquals(0, log.status().index().lag());
      assertEquals(Optional.empty(), log.status().index().failure());
    }
  }

  @Test
  void tablesOfAnotherVersionAreRefusedInWordsThatHelp() throws IOException, SQLException {
    try (LogDatabase database = LogDatabase.open(connection.database(), directory);
        Connection opened = database.connection();
        Statement statement = opened.createStatement()) {
      statement.executeUpdate("UPDATE log_index_version SET checksum = 1 WHERE version = '1'");
    }
    RuntimeException refused =
        assertThrows(
            IllegalStateException.class, () -> LogDatabase.open(connection.database(), directory));
    assertTrue(
        String.valueOf(refused.getMessage()).contains("of another version of this program"),
        refused::toString);
  }

  @Test
  void aDatabaseThatDiesInTheMiddleIsCaughtUpWith() throws IOException {
    try (MessageLog log = open()) {
      append(log, 0, 10);
      assertEquals(10, log.waitingForTimestamp());
      connection.refuse();
      append(log, 10, 3_000);
      log.timestampNow();
      assertEquals(1, stamps.asked().size());
      assertEquals(3_000, log.status().lastSequence());
      connection.heal();
      awaitIndex(log);
      assertEquals(0, log.waitingForTimestamp());
      assertEquals(1, log.find(Fixtures.CLIENT, "q2999").size());
      assertTrue(log.isTimestamped(1));
    }
  }

  @Test
  void aDatabaseThatDoesNotAnswerHoldsUpNeitherExchangesNorTimestampsNorTheStatus()
      throws IOException {
    try (MessageLog log = open()) {
      append(log, 0, 10);
      assertEquals(10, log.waitingForTimestamp());
      connection.stall();
      append(log, 10, 200);
      log.timestampNow();
      assertEquals(1, stamps.asked().size());
      LogStatus status = log.status();
      assertEquals(200, status.lastSequence());
      assertTrue(status.index().lag() > 0, status::toString);
      connection.heal();
      awaitIndex(log);
      assertEquals(0, log.waitingForTimestamp());
      assertEquals(200, log.search(LogQuery.where().limit(1_000)).size());
    }
  }

  @Test
  void aLogClosesWhileItsDatabaseDoesNotAnswer() throws IOException {
    MessageLog log = open();
    append(log, 0, 10);
    assertEquals(10, log.waitingForTimestamp());
    connection.stall();
    append(log, 10, 20);
    log.close();
    connection.heal();
    try (MessageLog again = open()) {
      awaitIndex(again);
      assertEquals(20, again.waitingForTimestamp());
    }
  }

  @Test
  void severalServersShareOneDatabase() throws IOException {
    try (MessageLog first = open("first", connection.database(), 1);
        MessageLog second = open("second", connection.database(), 2)) {
      append(first, 0, 3);
      append(second, 0, 5);
      assertEquals(List.of(1L, 2L, 3L), found(first, LogQuery.where()));
      assertEquals(List.of(1L, 2L, 3L, 4L, 5L), found(second, LogQuery.where()));
      assertEquals(8, first.search(LogQuery.where().inEveryLog()).size());
      LogQuery q1 = LogQuery.where(new LogCriterion.WithQueryId("q1")).inEveryLog();
      assertEquals(
          List.of(first.status().journal(), second.status().journal()).stream().sorted().toList(),
          second.search(q1).stream().map(LogSummary::journal).sorted().toList());
      assertEquals(1, first.find(Fixtures.CLIENT, "q1").size());
      first.timestampNow();
      assertEquals(0, first.waitingForTimestamp());
      assertEquals(5, second.waitingForTimestamp());
      first.reindex((_, _) -> {});
      assertEquals(8, second.search(LogQuery.where().inEveryLog()).size());
    }
  }

  @Test
  void anIndexOfAJournalThatWentAnotherWayIsFilledAnew() throws IOException {
    try (MessageLog log = open()) {
      append(log, 0, 1);
    }
    Path copy = directory.resolve("copy");
    Files.createDirectories(copy);
    Path segment = Path.of("0000000001.journal");
    Files.copy(directory.resolve("node").resolve(segment), copy.resolve(segment));
    try (MessageLog log = open()) {
      append(log, 100, 130);
      assertEquals(31, log.waitingForTimestamp());
    }
    connection.refuse();
    try (MessageLog restored = open("copy", connection.database(), 3)) {
      append(restored, 0, 1);
      for (int i = 0; i < 50; i++) {
        restored.append(Fixtures.soap("a longer query id " + i));
      }
      connection.heal();
      awaitIndex(restored);
      assertEquals(52, restored.waitingForTimestamp());
      assertEquals(0, restored.find(Fixtures.CLIENT, "q129").size());
      assertEquals(2, restored.find(Fixtures.CLIENT, "q0").size());
    }
  }

  @Test
  void thePasswordComesFromAFileForItsOwnerAlone(PostgresServer server)
      throws IOException, SQLException {
    IndexDatabase.Postgres plain = IndexSchema.in(server);
    Path file = directory.resolve("password");
    Files.writeString(file, "secret\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    IndexDatabase database =
        new IndexDatabase.Postgres(plain.url(), plain.user(), Optional.of(file));
    IOException refused =
        assertThrows(IOException.class, () -> LogDatabase.open(database, directory));
    assertTrue(refused.toString().contains("can be read by others"), refused::toString);
    try (MessageLog log = open("node", database, 9)) {
      append(log, 0, 1);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      assertEquals(1, log.search(LogQuery.where()).size());
      assertFalse(log.status().index().database().contains("secret"));
    }
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new IndexDatabase.Postgres(
                "jdbc:postgresql://h/d?user=u&password=secret", "u", Optional.empty()));
  }
}
