// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.securityserver.journal.EntryContent;
import org.postroad.securityserver.journal.EntryType;
import org.postroad.securityserver.journal.Journal;
import org.postroad.securityserver.journal.JournalEntry;
import org.postroad.securityserver.journal.JournalFixtures;
import org.postroad.testing.StandingClock;
import org.postroad.testing.TestAuthority;

/** What becomes of the index when the journal changes under it, and when it is made anew. */
class IndexTest {
  private static final String ARCHIVE =
      """
      postroad/archive/v1
      archive mlog-1.zip
      sha512 00
      bytes 1
      chain SHA-512 00
      records 1-2 4
      """;

  @TempDir Path directory;
  private final Fixtures.Stamps stamps = new Fixtures.Stamps(TestAuthority.create());
  private final StandingClock clock = new StandingClock();

  private MessageLog open() throws IOException {
    MessageLogOptions options = MessageLogOptions.DEFAULT.withTimestampInterval(Duration.ZERO);
    return MessageLog.open(directory, options, clock, new SplittableRandom(9), stamps);
  }

  private static void append(MessageLog log, int from, int to) {
    for (int i = from; i < to; i++) {
      log.append(Fixtures.soap("q" + i));
    }
  }

  /** In any order, so that many share what makes them durable. */
  private static void appendAtOnce(MessageLog log, int records) {
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < records; i++) {
        int number = i;
        var _ = callers.submit(() -> log.append(Fixtures.soap("q" + number)));
      }
    }
  }

  private static List<Long> found(MessageLog log, LogCriterion... criteria) {
    return log.search(LogQuery.where(criteria)).stream().map(LogSummary::sequence).toList();
  }

  private static Optional<EntryContent> pruned(JournalEntry entry, long sequence) {
    byte[] leaf = new byte[33];
    leaf[0] = 1;
    return entry.frame().sequence() == sequence
        ? Optional.of(new PrunedRecord(leaf).content())
        : Optional.empty();
  }

  /** Six records in a segment that has ended, four of them under a time-stamp. */
  private void fillOneSegment() throws IOException {
    try (MessageLog log = open()) {
      append(log, 1, 5);
      log.timestampNow();
      append(log, 5, 7);
      assertEquals(2, log.waitingForTimestamp());
    }
  }

  @Test
  void aPrunedRecordIsForgottenAndNothingElse() throws IOException {
    fillOneSegment();
    try (MessageLog log = open()) {
      append(log, 7, 8);
      assertEquals(3, log.waitingForTimestamp());
      log.journal().rewrite(1, entry -> pruned(entry, 2));
      log.reread();
      requireSecondPruned(log);
      log.reindex((_, _) -> {});
      requireSecondPruned(log);
    }
  }

  @Test
  void whatWasPrunedWhileTheIndexWasAwayIsForgottenOnceItIsBack() throws IOException {
    fillOneSegment();
    try (MessageLog log = open()) {
      append(log, 7, 8);
      assertEquals(3, log.waitingForTimestamp());
    }
    try (Journal journal = JournalFixtures.open(directory)) {
      journal.rewrite(1, entry -> pruned(entry, 2));
    }
    try (MessageLog log = open()) {
      requireSecondPruned(log);
    }
  }

  private static void requireSecondPruned(MessageLog log) {
    assertEquals(List.of(1L, 3L, 4L, 5L, 6L, 7L), found(log));
    assertTrue(log.isPruned(2));
    assertFalse(log.isPruned(1));
    assertEquals(Optional.empty(), log.find(2));
    assertEquals(List.of(), log.find(Fixtures.CLIENT, "q2"));
    assertEquals("q4", log.find(4).orElseThrow().queryId());
    assertTrue(log.timestampOf(4).isPresent());
    assertEquals(3, log.waitingForTimestamp());
  }

  @Test
  void aFileWhoseTablesAreOfAnotherVersionIsMadeAnew() throws IOException, SQLException {
    fillOneSegment();
    try (MessageLog log = open()) {
      assertEquals(2, log.waitingForTimestamp());
    }
    try (LogDatabase database = LogDatabase.open(IndexDatabase.EMBEDDED, directory);
        Connection connection = database.connection();
        Statement statement = connection.createStatement()) {
      assertEquals(
          1,
          statement.executeUpdate(
              "UPDATE \"log_index_version\" SET \"checksum\" = 1 WHERE \"version\" = '1'"));
    }
    try (MessageLog log = open()) {
      append(log, 7, 8);
      assertEquals(List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L), found(log));
    }
  }

  @Test
  void anArchiveMarksItsRecordsAlsoAfterARebuild() throws IOException {
    try (MessageLog log = open()) {
      append(log, 1, 6);
      log.journal().append(EntryContent.of(EntryType.ARCHIVE, Fixtures.utf8(ARCHIVE)));
      requireArchived(log);
      log.reindex((_, _) -> {});
      requireArchived(log);
    }
  }

  private static void requireArchived(MessageLog log) {
    assertEquals(List.of(1L, 2L, 4L), found(log, new LogCriterion.Archived(true)));
    assertEquals(List.of(3L, 5L), found(log, new LogCriterion.Archived(false)));
    assertEquals(Optional.of("mlog-1.zip"), log.search(LogQuery.where()).getFirst().archive());
  }

  @Test
  void aRebuildTellsHowFarItIsAndExchangesGoOn() throws IOException {
    try (MessageLog log = open()) {
      appendAtOnce(log, 4_500);
      List<Long> told = new ArrayList<>();
      log.reindex((records, of) -> {
        assertTrue(records <= of);
        told.add(records);
        log.append(Fixtures.soap("while it was made anew"));
      });
      assertEquals(4_500, told.getLast());
      assertEquals(told.stream().sorted().toList(), told);
      assertEquals(
          told.size(), found(log, new LogCriterion.WithQueryId("while it was made anew")).size());
    }
  }

  @Test
  void whatWaitsIsFoundAfterARestartWhateverTheFileSays() throws IOException {
    fillOneSegment();
    Path hint = directory.resolve("time-stamped-until");
    for (String text : List.of("", "nonsense", "0-0-0-0-0 77", "a b c")) {
      Files.writeString(hint, text);
      try (MessageLog log = open()) {
        append(log, 7, 8);
        stamps.down = true;
        assertFalse(stampable(log));
        stamps.down = false;
      }
    }
    try (MessageLog log = open()) {
      int before = stamps.asked().size();
      log.timestampNow();
      assertEquals(before + 1, stamps.asked().size());
      assertEquals(0, log.waitingForTimestamp());
      assertTrue(log.timestampOf(5).isPresent());
    }
  }

  private static boolean stampable(MessageLog log) {
    try {
      log.timestampNow();
      return true;
    } catch (RuntimeException e) {
      return false;
    }
  }

  @Test
  void aRestartReadsNoSegmentBeforeTheOldestThatWaits() throws IOException {
    fillOneSegment();
    try (MessageLog log = open()) {
      append(log, 7, 9);
      log.timestampNow();
      log.timestampNow();
    }
    String hint = Files.readString(directory.resolve("time-stamped-until"));
    assertTrue(hint.endsWith(" 2\n"), hint);
    byte[] first = Files.readAllBytes(directory.resolve("0000000001.journal"));
    Arrays.fill(first, 300, first.length, (byte) 0);
    Files.write(directory.resolve("0000000001.journal"), first);
    Files.setLastModifiedTime(directory.resolve("0000000001.journal"), FileTime.fromMillis(0));
    try (MessageLog log = open()) {
      append(log, 9, 11);
      int before = stamps.asked().size();
      log.timestampNow();
      assertEquals(before + 1, stamps.asked().size());
    }
  }
}
