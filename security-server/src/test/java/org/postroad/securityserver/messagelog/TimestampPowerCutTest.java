// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.securityserver.journal.EntryType;
import org.postroad.securityserver.journal.JournalEntry;
import org.postroad.securityserver.journal.JournalFiles;
import org.postroad.securityserver.journal.JournalFixtures;
import org.postroad.securityserver.journal.PowerCut;
import org.postroad.securityserver.journal.PowerCutReplay;
import org.postroad.testing.StandingClock;

/**
 * Power that fails anywhere between a record and its time-stamp: what was stamped stays stamped,
 * what was not is stamped after the next start, and no record is stamped twice.
 */
class TimestampPowerCutTest {
  private static final List<PowerCut.Remains> KINDS =
      List.of(PowerCut.Remains.DROPPED, PowerCut.Remains.SCATTERED, PowerCut.Remains.ARRIVED);
  private static final MessageLogOptions OPTIONS =
      MessageLogOptions.DEFAULT.withTimestampInterval(Duration.ZERO);

  /** What the log had promised when so many things had been asked of the disk. */
  private record Promise(int events, long logged, long stamped) {}

  @TempDir Path directory;
  private final Fixtures.Signer signer = new Fixtures.Signer();
  private final List<Promise> promises = new ArrayList<>();

  @Test
  void everyRecordIsStampedOnceWhereverPowerFails() throws IOException {
    PowerCut files = new PowerCut();
    run(files);
    PowerCutReplay replay = files.replay();
    SplittableRandom random = new SplittableRandom(17);
    int images = 0;
    while (!replay.isOver()) {
      replay.advance();
      for (PowerCut.Remains remains : replay.isOpen() ? KINDS : List.of(KINDS.getFirst())) {
        Path image = Files.createDirectory(directory.resolve("image-" + images++));
        PowerCutReplay.layOut(image, replay.cut(remains, random));
        judge(image, replay.at());
      }
    }
    assertTrue(images >= 40, images + " images");
  }

  private MessageLog open(Path where, JournalFiles files) throws IOException {
    return MessageLog.open(
        where,
        OPTIONS,
        files,
        new StandingClock(),
        new SplittableRandom(9),
        new Fixtures.Stamps(signer.authority));
  }

  private void run(PowerCut files) throws IOException {
    try (MessageLog log = open(directory.resolve("real"), files)) {
      long logged = 0;
      for (int together : List.of(3, 1, 2)) {
        long stamped = logged;
        for (int i = 0; i < together; i++) {
          logged = log.append(signer.sign(Fixtures.soap("query-" + together + "-" + i)));
          promises.add(new Promise(files.events(), logged, stamped));
        }
        log.timestampNow();
        promises.add(new Promise(files.events(), logged, logged));
      }
    }
  }

  private void judge(Path image, int event) throws IOException {
    Promise promised =
        promises.stream()
            .filter(promise -> promise.events() <= event)
            .reduce(new Promise(0, 0, 0), (_, later) -> later);
    try (MessageLog log = open(image, JournalFiles.disk())) {
      for (long sequence = 1; sequence <= promised.stamped(); sequence++) {
        assertTrue(log.isTimestamped(sequence), sequence + " after event " + event);
      }
      log.timestampNow();
      assertEquals(0, log.waitingForTimestamp(), "after event " + event);
      Map<Long, Integer> tokens = new TreeMap<>();
      for (JournalEntry entry : JournalFixtures.read(log.journal()).entries()) {
        if (entry.type() == EntryType.RECORD) {
          tokens.put(entry.frame().sequence(), 0);
        } else if (entry.type() == EntryType.TIMESTAMP) {
          for (TimestampEntry.Stamped record : TimestampEntry.parse(entry.body()).records()) {
            tokens.merge(record.sequence(), 1, Integer::sum);
          }
        }
      }
      assertTrue(tokens.size() >= promised.logged(), tokens + " after event " + event);
      tokens.forEach(
          (sequence, count) -> assertEquals(1, count, sequence + " after event " + event));
    }
  }
}
