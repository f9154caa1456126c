// SPDX-License-Identifier: MIT
package org.postroad.securityserver.audit;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.postroad.protocol.fault.Fault;
import org.postroad.securityserver.journal.EntryType;
import org.postroad.securityserver.journal.JournalCursor;
import org.postroad.securityserver.journal.JournalEntry;
import org.postroad.securityserver.journal.JournalKeys;
import org.postroad.securityserver.journal.JournalPosition;
import org.postroad.securityserver.journal.JournalReader;
import org.postroad.securityserver.journal.Segment;
import org.postroad.securityserver.messagelog.LogRecord;

/**
 * Finds records by the time at which they were logged, as the server's clock said. A record that
 * was pruned has no time any more and is passed over.
 */
public final class LoggedTimes {
  private final JournalReader journal;

  private LoggedTimes(JournalReader journal) {
    this.journal = journal;
  }

  public static LoggedTimes of(Path log) throws IOException {
    return new LoggedTimes(JournalReader.open(log, JournalKeys.beside(log)));
  }

  /** The first record that was logged then or later; nothing where none was. */
  public Optional<Long> firstFrom(Instant time) throws IOException {
    try (JournalCursor cursor = journal.cursor(before(time))) {
      Optional<JournalEntry> entry = cursor.next(_ -> {});
      while (entry.isPresent()) {
        if (entry.get().type() == EntryType.RECORD && !time(entry.get()).isBefore(time)) {
          return Optional.of(entry.get().frame().sequence());
        }
        entry = cursor.next(_ -> {});
      }
      return Optional.empty();
    }
  }

  private static Instant time(JournalEntry entry) throws IOException {
    try {
      return LogRecord.read(entry).time();
    } catch (Fault e) {
      throw new IOException(
          "record %d cannot be read: %s".formatted(entry.frame().sequence(), e.text()), e);
    }
  }

  /** The beginning of the last segment whose first record was logged before a time. */
  private JournalPosition before(Instant time) throws IOException {
    JournalPosition before = JournalPosition.START;
    for (Segment segment : journal.segments()) {
      Optional<Instant> first = firstTime(segment);
      if (first.isPresent() && !first.get().isBefore(time)) {
        return before;
      }
      before = first.isPresent() ? segment.first() : before;
    }
    return before;
  }

  private Optional<Instant> firstTime(Segment segment) throws IOException {
    try (JournalCursor cursor = journal.cursor(segment.first())) {
      Optional<JournalEntry> entry = cursor.next(_ -> {});
      while (entry.isPresent() && entry.get().position().segment() == segment.number()) {
        if (entry.get().type() == EntryType.RECORD) {
          return Optional.of(time(entry.get()));
        }
        entry = cursor.next(_ -> {});
      }
      return Optional.empty();
    }
  }
}
