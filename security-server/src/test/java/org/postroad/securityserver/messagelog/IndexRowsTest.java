// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.securityserver.journal.JournalReader;
import org.postroad.testing.PostgresServer;
import org.postroad.testing.StandingClock;

/** What an auditor reads of an index, in either database. */
@ExtendWith(PostgresServer.Resolver.class)
class IndexRowsTest {
  private static final int RECORDS = 20;

  @TempDir private Path directory;
  private final Fixtures.Signer signer = new Fixtures.Signer();

  /** Writes records and closes the log; the id of its journal. */
  private UUID write(IndexDatabase database) throws IOException {
    MessageLogOptions options =
        MessageLogOptions.DEFAULT.withTimestampInterval(Duration.ZERO).withIndex(database);
    try (MessageLog log =
        MessageLog.open(
            directory,
            options,
            new StandingClock(),
            new SplittableRandom(3),
            new Fixtures.Stamps(signer.authority))) {
      for (int i = 0; i < RECORDS; i++) {
        log.append(Fixtures.soap("query " + i));
      }
      assertEquals(RECORDS, log.search(LogQuery.where(List.of())).size());
      return log.journal().id();
    }
  }

  private void requireAsInTheJournal(IndexRows rows) throws IOException {
    assertEquals(RECORDS, rows.indexed());
    StoredRecords records = new StoredRecords(JournalReader.open(directory));
    for (long sequence = 1; sequence <= RECORDS; sequence++) {
      StoredRecords.Found found = records.find(sequence).orElseThrow();
      assertEquals(
          Optional.of(IndexRows.expected(found.record(), found.position())), rows.row(sequence));
    }
    assertEquals(RECORDS, rows.lastRow(0));
  }

  @Test
  void rowsOfBothDatabasesSayWhatTheJournalSays(PostgresServer postgres)
      throws IOException, SQLException {
    UUID journal = write(IndexDatabase.EMBEDDED);
    try (IndexRows rows =
        IndexRows.open(IndexDatabase.EMBEDDED, directory, journal).orElseThrow()) {
      requireAsInTheJournal(rows);
    }
    IndexDatabase.Postgres shared = IndexSchema.in(postgres);
    reindex(shared);
    try (IndexRows rows = IndexRows.open(shared, directory, journal).orElseThrow()) {
      requireAsInTheJournal(rows);
    }
  }

  private void reindex(IndexDatabase database) throws IOException {
    MessageLogOptions options =
        MessageLogOptions.DEFAULT.withTimestampInterval(Duration.ZERO).withIndex(database);
    try (MessageLog log =
        MessageLog.open(
            directory,
            options,
            new StandingClock(),
            new SplittableRandom(4),
            new Fixtures.Stamps(signer.authority))) {
      log.reindex((_, _) -> {});
    }
  }

  @Test
  void aRowThatWasEditedIsAnotherAndWhatIsEditedMeanwhileIsNotSeen(PostgresServer postgres)
      throws IOException, SQLException {
    IndexDatabase.Postgres shared = IndexSchema.in(postgres);
    UUID journal = write(shared);
    StoredRecords.Found found =
        new StoredRecords(JournalReader.open(directory)).find(7).orElseThrow();
    Optional<List<String>> expected =
        Optional.of(IndexRows.expected(found.record(), found.position()));
    try (IndexRows before = IndexRows.open(shared, directory, journal).orElseThrow();
        Connection connection = DriverManager.getConnection(shared.url(), shared.user(), "");
        Statement statement = connection.createStatement()) {
      statement.execute("UPDATE log_record SET issue = 'another' WHERE MOD(id, 131072) = 7");
      assertEquals(expected, before.row(7));
      try (IndexRows after = IndexRows.open(shared, directory, journal).orElseThrow()) {
        assertNotEquals(expected, after.row(7));
      }
    }
  }

  @Test
  void aDatabaseThatHasNotHeardOfTheLogHasNoRowsAndOneThatIsNotThereSaysSo(PostgresServer postgres)
      throws IOException, SQLException {
    IndexDatabase.Postgres shared = IndexSchema.in(postgres);
    write(shared);
    assertEquals(Optional.empty(), IndexRows.open(shared, directory, new UUID(1, 2)));
    IndexDatabase.Postgres nowhere =
        new IndexDatabase.Postgres(
            "jdbc:postgresql://127.0.0.1:1/none", "nobody", Optional.empty());
    String text =
        assertThrows(IOException.class, () -> IndexRows.open(nowhere, directory, new UUID(1, 2)))
            .toString();
    assertTrue(text.contains("the database cannot be read"), text);
  }

  @Test
  void aFileThatSomebodyHasOpenIsSaidToBeAServers() throws IOException {
    UUID journal = write(IndexDatabase.EMBEDDED);
    try (FileChannel file =
            FileChannel.open(
                directory.resolve("index.mv.db"),
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        FileLock _ = file.lock()) {
      assertEquals(
          "a server has it open; judge a copy of the directory to have it compared",
          assertThrows(
                  IOException.class,
                  () -> IndexRows.open(IndexDatabase.EMBEDDED, directory, journal))
              .getMessage());
    }
  }
}
