// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.securityserver.journal.BulkJournal;
import org.postroad.securityserver.journal.Journal;
import org.postroad.securityserver.journal.JournalFiles;
import org.postroad.securityserver.journal.JournalFixtures;
import org.postroad.testing.TestAuthority;

class WaitingRecordsTest {
  private static final int RECORDS = 500;
  private static final int HELD = 30;
  private static final int BATCH = 20;

  @TempDir Path directory;

  @Test
  void everyRecordComesInItsTurnOverTheEndsOfSegmentsThoughFewAreHeld() throws IOException {
    write();
    try (Journal journal = JournalFixtures.open(directory)) {
      WaitingRecords waiting =
          new WaitingRecords(
              journal, new StampedUntil(directory, journal.id(), JournalFiles.disk()), HELD);
      long next = 1;
      for (List<WaitingRecords.Waiting> batch = waiting.oldest(BATCH);
          !batch.isEmpty();
          batch = waiting.oldest(BATCH)) {
        List<Long> sequences = batch.stream().map(WaitingRecords.Waiting::sequence).toList();
        assertEquals(LongStream.range(next, next + BATCH).boxed().toList(), sequences);
        next += BATCH;
        journal.append(stamped(batch).content());
      }
      assertEquals(RECORDS + 1, next);
    }
  }

  private static TimestampEntry stamped(List<WaitingRecords.Waiting> batch) {
    return new TimestampEntry(
        new byte[1],
        new byte[1],
        batch.stream()
            .map(record -> new TimestampEntry.Stamped(record.sequence(), record.signature()))
            .toList());
  }

  /** Some dozens of segments, each with a seal at its end. */
  private void write() throws IOException {
    SplittableRandom random = new SplittableRandom(3);
    try (BulkJournal journal =
        new BulkJournal(directory, new UUID(1, 2), 10_000, TestAuthority.NOW)) {
      for (int i = 0; i < RECORDS; i++) {
        journal.append(
            RecordCodec.encode(
                Fixtures.soap("q" + i), TestAuthority.NOW, true, random, new BatchDigests()));
      }
    }
  }
}
