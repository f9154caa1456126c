// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.container.ContainerWriter;
import org.postroad.securityserver.journal.JournalDamage;
import org.postroad.securityserver.journal.JournalPosition;
import org.postroad.securityserver.journal.JournalReader;
import org.postroad.testing.StandingClock;
import org.postroad.testing.TestAuthority;

class StoredRecordsTest {

  @TempDir private Path directory;
  private final TestAuthority authority = TestAuthority.create();
  private final Fixtures.Signer signer = new Fixtures.Signer();

  @Test
  void aRecordOfARunningLogIsFoundWithItsTimestampAsTheLogItselfFindsIt() throws IOException {
    try (MessageLog log = open()) {
      log.append(signer.sign(Fixtures.soap("a")));
      log.append(signer.sign(Fixtures.soap("b")));
      log.timestampNow();
      log.append(signer.sign(Fixtures.soap("c")));
      StoredRecords stored = new StoredRecords(JournalReader.open(directory));
      StoredRecords.Found second = stored.find(2).orElseThrow();
      assertEquals("b", second.record().queryId());
      assertArrayEquals(
          ContainerWriter.toByteArray(log.container(log.find(Fixtures.CLIENT, "b").getFirst())),
          ContainerWriter.toByteArray(second.container()));
      assertTrue(stored.find(3).orElseThrow().timestamp().isEmpty());
      assertEquals(Optional.empty(), stored.find(4));
    }
  }

  @Test
  void everyRecordIsFoundWhateverSegmentItIsIn() throws IOException {
    new LargeLog(authority).write(directory, new LargeLog.Shape(300, 10, 1 << 16, 100));
    JournalReader journal = JournalReader.open(directory);
    assertTrue(journal.segments().size() > 3);
    StoredRecords stored = new StoredRecords(journal);
    for (long sequence = 1; sequence <= 300; sequence += 13) {
      StoredRecords.Found found = stored.find(sequence).orElseThrow();
      assertEquals(sequence, found.record().sequence());
      assertTrue(found.timestamp().isPresent());
    }
  }

  @Test
  void visitingEndsWhenEnoughWasSeen() throws IOException {
    new LargeLog(authority).write(directory, new LargeLog.Shape(50, 10, 1 << 18, 20));
    List<Long> seen = new ArrayList<>();
    new StoredRecords(JournalReader.open(directory))
        .visit(JournalPosition.START, new FirstTwenty(seen));
    assertEquals(20, seen.size());
  }

  private record FirstTwenty(List<Long> seen) implements StoredRecords.Visitor {
    @Override
    public boolean record(LogRecord record, JournalPosition position) {
      seen.add(record.sequence());
      return true;
    }

    @Override
    public boolean timestamp(List<Long> sequences, JournalPosition position) {
      assertEquals(seen, sequences);
      return false;
    }

    @Override
    public void damaged(JournalDamage damage) {
      throw new AssertionError(damage.toString());
    }
  }

  private MessageLog open() throws IOException {
    MessageLogOptions options = MessageLogOptions.DEFAULT.withTimestampInterval(Duration.ZERO);
    return MessageLog.open(
        directory,
        options,
        new StandingClock(),
        new SplittableRandom(9),
        new Fixtures.Stamps(authority));
  }
}
