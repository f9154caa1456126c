// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postroad.securityserver.journal.EntryType;
import org.postroad.securityserver.journal.Journal;
import org.postroad.securityserver.journal.JournalCursor;
import org.postroad.securityserver.journal.JournalEntry;
import org.postroad.securityserver.journal.JournalPosition;
import org.postroad.securityserver.journal.Segment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the index takes from the journal. */
final class IndexReading {
  private static final Logger LOG = LoggerFactory.getLogger(IndexReading.class);

  /** Entries of one transaction: what lives as long as one is moved to the old generation. */
  private static final int BATCH = 500;

  /**
   * What one transaction adds.
   *
   * @param segments bytes of the segments that were read to their ends
   */
  record Batch(List<Indexed> entries, Map<Long, Long> segments, JournalPosition position) {
    boolean isFull() {
      return entries.size() >= BATCH;
    }

    long lastSequence(long before) {
      for (Indexed entry : entries.reversed()) {
        switch (entry) {
          case Indexed.OfRecord record -> {
            return record.sequence();
          }
          case Indexed.OfPruned pruned -> {
            return pruned.sequence();
          }
          case Indexed.OfTimestamp _, Indexed.OfArchive _ -> {
            // Says nothing of how far records have been read.
          }
        }
      }
      return before;
    }
  }

  private final Journal journal;

  IndexReading(Journal journal) {
    this.journal = journal;
  }

  /** What follows at a cursor, as far as it makes one transaction. */
  Batch next(JournalCursor cursor) throws IOException {
    JournalPosition from = cursor.position();
    List<Indexed> entries = new ArrayList<>();
    Optional<JournalEntry> entry = entry(cursor);
    while (entry.isPresent()) {
      indexed(entry.get()).ifPresent(entries::add);
      entry = entries.size() < BATCH ? entry(cursor) : Optional.empty();
    }
    return new Batch(entries, whole(from, cursor.position()), cursor.position());
  }

  /**
   * The segments that end between two positions. One that was rewritten is left out: how much of it
   * had been read before that, nobody knows.
   */
  private Map<Long, Long> whole(JournalPosition from, JournalPosition to) {
    Map<Long, Long> whole = new HashMap<>();
    if (from.segment() < to.segment()) {
      for (Segment segment : journal.segments()) {
        boolean ended = segment.number() >= from.segment() && segment.number() < to.segment();
        if (ended && segment.header().rewrite().isEmpty()) {
          whole.put(segment.number(), segment.bytes());
        }
      }
    }
    return whole;
  }

  /** What was pruned of one segment. */
  List<Indexed.OfPruned> pruned(Segment segment) throws IOException {
    List<Indexed.OfPruned> pruned = new ArrayList<>();
    try (JournalCursor cursor = journal.cursor(segment.first())) {
      for (Optional<JournalEntry> entry = entry(cursor);
          entry.isPresent() && entry.get().position().segment() == segment.number();
          entry = entry(cursor)) {
        if (entry.get().type() == EntryType.PRUNED) {
          pruned.add(new Indexed.OfPruned(entry.get().frame().sequence(), entry.get().position()));
        }
      }
    }
    return pruned;
  }

  /** Segments that have other bytes than when they were read, or may have been read before. */
  List<Segment> changed(Map<Long, Long> known) {
    return journal.segments().stream()
        .filter(segment -> {
          long unread = segment.header().rewrite().isPresent() ? -1 : segment.bytes();
          return known.getOrDefault(segment.number(), unread) != segment.bytes();
        })
        .toList();
  }

  /** Whether the journal has that record in that place; a copy that went another way has not. */
  boolean isInPlace(LogIndex.Location expected) {
    try {
      JournalEntry entry = journal.read(expected.position());
      boolean record = entry.type() == EntryType.RECORD || entry.type() == EntryType.PRUNED;
      return record && entry.frame().sequence() == expected.sequence();
    } catch (IOException e) {
      LOG.warn("Record {} of the index is not in the journal", expected, e);
      return false;
    }
  }

  private static Optional<JournalEntry> entry(JournalCursor cursor) throws IOException {
    return cursor.next(damage -> LOG.error("Message log is damaged: {}", damage));
  }

  private static Optional<Indexed> indexed(JournalEntry entry) {
    try {
      return Indexed.of(entry);
    } catch (IOException | RuntimeException e) {
      LOG.error("Entry {} of the message log cannot be read", entry.position(), e);
      return Optional.empty();
    }
  }
}
