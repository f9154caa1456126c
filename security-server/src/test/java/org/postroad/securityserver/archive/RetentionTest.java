// SPDX-License-Identifier: MIT
package org.postroad.securityserver.archive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.securityserver.journal.EntryType;
import org.postroad.securityserver.journal.JournalEntry;
import org.postroad.securityserver.journal.Sequences;
import org.postroad.securityserver.messagelog.LeafMaterial;
import org.postroad.securityserver.messagelog.MessageLog;
import org.postroad.securityserver.messagelog.PrunedRecord;

class RetentionTest {
  /** Each record ends a segment of this length. */
  private static final long SEGMENT = 5_000;

  @TempDir Path directory;
  private final Fixtures.World world = new Fixtures.World();

  private static String sequences(MessageLog log, EntryType type) throws IOException {
    Sequences found = new Sequences();
    for (JournalEntry entry : Fixtures.entries(log, type)) {
      found.add(entry.frame().sequence());
    }
    return found.toString();
  }

  @Test
  void whatIsArchivedAndOlderThanThirtyDaysGoes() throws IOException {
    try (MessageLog log = world.log(directory, SEGMENT);
        Archives archives = world.archives(log, directory, ArchiveSettings.DEFAULT)) {
      world.append(log, Fixtures.TAX, "old", "old");
      log.timestampNow();
      world.clock.move(Duration.ofDays(2));
      world.append(log, Fixtures.TAX, "young", "young");
      log.timestampNow();
      var _ = archives.archive(ArchiveWatcher.NONE);
      world.append(log, Fixtures.TAX, "waits", "waits");
      log.timestampNow();
      world.clock.move(Duration.ofDays(29));
      Pruned pruned = archives.prune(ArchiveWatcher.NONE);
      assertEquals(2, pruned.records());
      assertTrue(pruned.freedBytes() > 0);
      assertEquals("1-2", sequences(log, EntryType.PRUNED));
      assertEquals("3-6", sequences(log, EntryType.RECORD));
      assertEquals(0, archives.prune(ArchiveWatcher.NONE).records());
      world.clock.move(Duration.ofDays(400));
      assertEquals(2, archives.prune(ArchiveWatcher.NONE).records());
      assertEquals("5-6", sequences(log, EntryType.RECORD));
    }
  }

  @Test
  void theLeafIsThatOfTheRecordAndNothingElseIsLeft() throws IOException {
    try (MessageLog log = world.log(directory, SEGMENT);
        Archives archives = world.archives(log, directory, ArchiveSettings.DEFAULT)) {
      world.append(log, Fixtures.TAX, "a", "b", "c");
      log.timestampNow();
      var _ = archives.archive(ArchiveWatcher.NONE);
      Map<Long, byte[]> leaves = new TreeMap<>();
      for (JournalEntry entry : Fixtures.entries(log, EntryType.RECORD)) {
        leaves.put(entry.frame().sequence(), LeafMaterial.read(entry.body()).leaf());
      }
      world.clock.move(Duration.ofDays(31));
      assertTrue(archives.prune(ArchiveWatcher.NONE).records() > 0);
      for (JournalEntry entry : Fixtures.entries(log, EntryType.PRUNED)) {
        assertArrayEquals(
            leaves.get(entry.frame().sequence()), PrunedRecord.parse(entry.body()).leaf());
        assertEquals(33, entry.body().length());
      }
    }
  }

  @Test
  void membersAndSubsystemsHaveRulesOfTheirOwn() throws IOException {
    Retention rules =
        new Retention(
            Duration.ofDays(30),
            Map.of(
                ClientId.parse("TEST/GOV/1234"),
                Duration.ofDays(3_650),
                Fixtures.TOLL,
                Duration.ofDays(1)));
    try (MessageLog log = world.log(directory, SEGMENT);
        Archives archives =
            world.archives(log, directory, ArchiveSettings.DEFAULT.withRetention(rules))) {
      world.append(log, Fixtures.TAX, "a");
      world.append(log, Fixtures.TOLL, "b");
      world.append(log, Fixtures.FIRM, "c");
      world.append(log, Fixtures.TAX, "d", "e");
      log.timestampNow();
      var _ = archives.archive(ArchiveWatcher.NONE);
      world.clock.move(Duration.ofDays(2));
      var _ = archives.prune(ArchiveWatcher.NONE);
      assertEquals("2", sequences(log, EntryType.PRUNED));
      world.clock.move(Duration.ofDays(30));
      var _ = archives.prune(ArchiveWatcher.NONE);
      assertEquals("2-3", sequences(log, EntryType.PRUNED));
    }
  }

  @Test
  void archivingGoesOnBehindPrunedRecords() throws IOException {
    Path hint = directory.resolve("archive").resolve("progress");
    try (MessageLog log = world.log(directory, SEGMENT);
        Archives archives = world.archives(log, directory, ArchiveSettings.DEFAULT)) {
      world.append(log, Fixtures.TAX, "a", "b", "c");
      log.timestampNow();
      var _ = archives.archive(ArchiveWatcher.NONE);
      world.clock.move(Duration.ofDays(31));
      assertTrue(archives.prune(ArchiveWatcher.NONE).records() > 0);
      world.append(log, Fixtures.TAX, "d");
      log.timestampNow();
      java.nio.file.Files.delete(hint);
    }
    try (MessageLog log = world.log(directory, SEGMENT);
        Archives archives = world.archives(log, directory, ArchiveSettings.DEFAULT)) {
      Archived done = archives.archive(ArchiveWatcher.NONE);
      assertEquals(
          List.of("4"), done.archives().stream().map(e -> e.records().toString()).toList());
      assertEquals(0, done.unreadable());
    }
  }

  @Test
  void negativePeriodsAreRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> new Retention(Duration.ofDays(-1), Map.of()));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Retention(Duration.ZERO, Map.of(Fixtures.TAX, Duration.ofDays(-1))));
    assertEquals(Duration.ofDays(30), Retention.DEFAULT.keepRecordsFor());
  }
}
