// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.postroad.securityserver.journal.JournalEntry;
import org.postroad.securityserver.journal.JournalPosition;

/** What the index keeps of one entry of the journal. */
sealed interface Indexed {
  record OfRecord(long sequence, JournalPosition position, RecordHead head) implements Indexed {}

  record OfTimestamp(JournalPosition position, List<Long> sequences) implements Indexed {}

  /** Nothing for entries that the index takes no note of. */
  static Optional<Indexed> of(JournalEntry entry) throws IOException {
    return switch (entry.type()) {
      case RECORD ->
          Optional.of(
              new OfRecord(
                  entry.frame().sequence(), entry.position(), RecordCodec.head(entry.body())));
      case TIMESTAMP ->
          Optional.of(
              new OfTimestamp(
                  entry.position(),
                  TimestampEntry.parse(entry.body()).records().stream()
                      .map(TimestampEntry.Stamped::sequence)
                      .toList()));
      case SEAL, CHECKPOINT, ARCHIVE, PRUNED -> Optional.empty();
    };
  }
}
