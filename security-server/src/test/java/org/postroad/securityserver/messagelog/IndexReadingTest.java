// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.securityserver.journal.Journal;
import org.postroad.securityserver.journal.JournalCursor;
import org.postroad.securityserver.journal.JournalFiles;
import org.postroad.securityserver.journal.JournalOptions;
import org.postroad.securityserver.journal.JournalPosition;
import org.postroad.securityserver.journal.Segment;
import org.postroad.testing.StandingClock;

class IndexReadingTest {
  @TempDir private Path directory;

  /**
   * The index may have read the records of a segment before they were pruned, and its end after.
   */
  @Test
  void aSegmentThatIsRewrittenBeforeItsEndIsReadIsReadAgain() throws IOException {
    try (Journal journal =
        Journal.open(
            directory,
            JournalOptions.DEFAULT,
            JournalFiles.disk(),
            new StandingClock(),
            new SplittableRandom(1))) {
      var _ =
          journal.append(
              RecordCodec.encode(
                  Fixtures.soap("a"),
                  new StandingClock().instant(),
                  true,
                  new SplittableRandom(2),
                  new BatchDigests()));
      IndexReading reading = new IndexReading(journal);
      try (JournalCursor cursor = journal.cursor(JournalPosition.START)) {
        assertEquals(1, reading.next(cursor).entries().size());
        journal.beginSegment();
        assertEquals(List.of(), reading.changed(Map.of()));
        var _ =
            journal.rewrite(
                1,
                entry ->
                    Optional.of(
                        new PrunedRecord(LeafMaterial.read(entry.body()).leaf()).content()));
        assertEquals(Map.of(), reading.next(cursor).segments());
      }
      List<Segment> changed = reading.changed(Map.of());
      assertEquals(List.of(1L), changed.stream().map(Segment::number).toList());
      assertEquals(1, reading.pruned(changed.getFirst()).size());
      assertEquals(List.of(), reading.changed(Map.of(1L, changed.getFirst().bytes())));
    }
  }
}
