// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.postroad.securityserver.journal.JournalEntry;
import org.postroad.securityserver.journal.JournalPosition;
import org.postroad.securityserver.journal.Sequences;

/** What the index keeps of one entry of the journal. */
sealed interface Indexed {
  /** Lines of an archive's entry. */
  String ARCHIVE_NAME = "archive ";

  String ARCHIVE_RECORDS = "records ";

  record OfRecord(long sequence, JournalPosition position, IndexedHead head) implements Indexed {}

  record OfTimestamp(JournalPosition position, List<Sequences.Range> records) implements Indexed {}

  record OfPruned(long sequence, JournalPosition position) implements Indexed {}

  /** An archive under the number of its entry. */
  record OfArchive(long number, String fileName, List<Sequences.Range> records)
      implements Indexed {}

  /** Nothing for entries that the index takes no note of. */
  static Optional<Indexed> of(JournalEntry entry) throws IOException {
    return switch (entry.type()) {
      case RECORD ->
          Optional.of(
              new OfRecord(
                  entry.frame().sequence(),
                  entry.position(),
                  RecordCodec.indexedHead(entry.body())));
      case TIMESTAMP -> Optional.of(timestamp(entry));
      case PRUNED -> Optional.of(new OfPruned(entry.frame().sequence(), entry.position()));
      case ARCHIVE -> Optional.of(archive(entry));
      case SEAL, CHECKPOINT -> Optional.empty();
    };
  }

  private static OfTimestamp timestamp(JournalEntry entry) throws IOException {
    Sequences records = new Sequences();
    for (TimestampEntry.Stamped stamped : TimestampEntry.parse(entry.body()).records()) {
      records.add(stamped.sequence());
    }
    return new OfTimestamp(entry.position(), records.ranges());
  }

  /** Of an archive the index knows the file and which records are in it; the rest is not its. */
  private static OfArchive archive(JournalEntry entry) throws IOException {
    byte[] body = entry.body().bytes(0, Math.toIntExact(entry.body().length()));
    Optional<String> name = Optional.empty();
    Optional<String> records = Optional.empty();
    for (String line : new String(body, StandardCharsets.UTF_8).lines().toList()) {
      if (line.startsWith(ARCHIVE_NAME)) {
        name = Optional.of(line.substring(ARCHIVE_NAME.length()));
      } else if (line.startsWith(ARCHIVE_RECORDS)) {
        records = Optional.of(line.substring(ARCHIVE_RECORDS.length()));
      }
    }
    if (name.isEmpty() || records.isEmpty()) {
      throw new IOException("archive without a name or without records");
    }
    List<Sequences.Range> ranges = Sequences.parse(records.get()).ranges();
    return new OfArchive(entry.frame().number(), name.get(), ranges);
  }
}
