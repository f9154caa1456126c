// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.container.ContainerContent;
import org.postroad.securityserver.journal.EntryType;
import org.postroad.securityserver.journal.JournalCursor;
import org.postroad.securityserver.journal.JournalDamage;
import org.postroad.securityserver.journal.JournalEntry;
import org.postroad.securityserver.journal.JournalPosition;
import org.postroad.securityserver.journal.JournalView;
import org.postroad.securityserver.journal.Segment;

/**
 * The records of a journal without an index: slower, and of any journal that can be read. A record
 * is found through the segment it must be in, everything else by reading all of it.
 */
public final class StoredRecords {

  private final JournalView journal;

  public StoredRecords(JournalView journal) {
    this.journal = journal;
  }

  /** Sees what stands in the journal, in its order. */
  public interface Visitor {

    /** Whether to go on. */
    boolean record(LogRecord record, JournalPosition position) throws IOException;

    /** Whether to go on. */
    boolean timestamp(List<Long> sequences, JournalPosition position) throws IOException;

    /** A range that cannot be read; reading goes on behind it. */
    void damaged(JournalDamage damage);
  }

  /**
   * One record with what belongs to it.
   *
   * @param timestamp nothing while the record waits for one
   */
  public record Found(
      LogRecord record, JournalPosition position, Optional<LogTimestamp> timestamp) {

    /** The record as a container for auditors (D-059, D-072). */
    public ContainerContent container() {
      return record.container(timestamp);
    }
  }

  /** Reads on from a position to the end, or until the visitor has seen enough. */
  public void visit(JournalPosition from, Visitor visitor) throws IOException {
    try (JournalCursor cursor = journal.cursor(from)) {
      boolean more = true;
      while (more) {
        Optional<JournalEntry> entry = cursor.next(visitor::damaged);
        more = entry.isPresent() && show(entry.get(), visitor);
      }
    }
  }

  private static boolean show(JournalEntry entry, Visitor visitor) throws IOException {
    return switch (entry.type()) {
      case RECORD -> visitor.record(RecordCodec.decode(entry), entry.position());
      case TIMESTAMP -> visitor.timestamp(stamped(entry), entry.position());
      case SEAL, CHECKPOINT, ARCHIVE, PRUNED -> true;
    };
  }

  private static List<Long> stamped(JournalEntry entry) throws IOException {
    return TimestampEntry.parse(entry.body()).records().stream()
        .map(TimestampEntry.Stamped::sequence)
        .toList();
  }

  /** The record with a sequence; nothing where there is none, or its content is gone. */
  public Optional<Found> find(long sequence) throws IOException {
    Search search = new Search(sequence);
    visit(before(sequence), search);
    return search.record.isEmpty()
        ? Optional.empty()
        : Optional.of(read(search.record.get(), search.timestamp));
  }

  /** What is left of a record whose content is gone; nothing where it is there, or never was. */
  public Optional<JournalEntry> pruned(long sequence) throws IOException {
    try (JournalCursor cursor = journal.cursor(before(sequence))) {
      Optional<JournalEntry> entry = cursor.next(_ -> {});
      while (entry.isPresent() && entry.get().frame().sequence() <= sequence) {
        if (entry.get().type() == EntryType.PRUNED && entry.get().frame().sequence() == sequence) {
          return entry;
        }
        entry = cursor.next(_ -> {});
      }
      return Optional.empty();
    }
  }

  /** The record at a position, with the time-stamp at another. */
  public Found read(JournalPosition record, Optional<JournalPosition> timestamp)
      throws IOException {
    LogRecord found = RecordCodec.decode(journal.read(record));
    Optional<LogTimestamp> stamp =
        timestamp.isEmpty()
            ? Optional.empty()
            : TimestampEntry.parse(journal.read(timestamp.get()).body()).of(found.sequence());
    return new Found(found, record, stamp);
  }

  /** The beginning of the last segment that began before a record was written. */
  private JournalPosition before(long sequence) {
    return journal.segments().stream()
        .filter(segment -> segment.header().lastSequence() < sequence)
        .reduce((_, later) -> later)
        .map(Segment::first)
        .orElse(JournalPosition.START);
  }

  /** Looks for one record, then for its time-stamp. */
  private static final class Search implements Visitor {
    private final long sequence;
    private Optional<JournalPosition> record = Optional.empty();
    private Optional<JournalPosition> timestamp = Optional.empty();

    Search(long sequence) {
      this.sequence = sequence;
    }

    @Override
    public boolean record(LogRecord seen, JournalPosition position) {
      if (seen.sequence() == sequence) {
        record = Optional.of(position);
      }
      return record.isPresent() || seen.sequence() < sequence;
    }

    @Override
    public boolean timestamp(List<Long> sequences, JournalPosition position) {
      if (sequences.contains(sequence)) {
        timestamp = Optional.of(position);
      }
      return timestamp.isEmpty();
    }

    @Override
    public void damaged(JournalDamage damage) {}
  }
}
