// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import java.io.IOException;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.securityserver.journal.EntryType;
import org.postroad.securityserver.journal.Journal;
import org.postroad.securityserver.journal.JournalCursor;
import org.postroad.securityserver.journal.JournalEntry;
import org.postroad.securityserver.journal.JournalPosition;
import org.postroad.securityserver.journal.Segment;
import org.postroad.securityserver.journal.Sequences;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which records wait for a time-stamp, as the journal itself says it, so that stamping goes on
 * while the database does not. Memory holds the runs of their sequences and the digests of the
 * oldest; the rest is read again when its turn comes. A record that cannot be read does not wait,
 * since nobody knows what to stamp. Not for several threads.
 *
 * <p>After a restart reading begins at the segment before which nothing waited, or at the start of
 * the journal where that is not known.
 */
final class WaitingRecords {
  private static final Logger LOG = LoggerFactory.getLogger(WaitingRecords.class);

  /** Digests held for a server. */
  static final int DIGESTS = 50_000;

  /** A record without a time-stamp, and where it stood when it was read. */
  record Waiting(long sequence, JournalPosition position, Digest signature) {}

  private final Journal journal;
  private final StampedUntil stampedUntil;
  private final int digests;
  private final Sequences waiting = new Sequences();

  /** The oldest that wait, without a gap: whoever is not here is younger than all of these. */
  private final NavigableMap<Long, Waiting> oldest = new TreeMap<>();

  /** Segments by the first record seen in them. */
  private final NavigableMap<Long, Long> segments = new TreeMap<>();

  private long segmentOfLast;
  private Optional<JournalPosition> read = Optional.empty();

  /**
   * Reads nothing yet.
   *
   * @param digests how many are held at most
   */
  WaitingRecords(Journal journal, StampedUntil stampedUntil, int digests) {
    this.journal = journal;
    this.stampedUntil = stampedUntil;
    this.digests = digests;
  }

  /** The oldest records that wait now, at most so many. */
  List<Waiting> oldest(int limit) throws IOException {
    advance();
    if (oldest.size() < Math.min(limit, waiting.count())) {
      refill();
    }
    return oldest.values().stream().limit(limit).toList();
  }

  /** Reads what has been added to the journal since the last time. */
  void advance() throws IOException {
    JournalPosition from = read.isPresent() ? read.get() : segment(stampedUntil.segment());
    try (JournalCursor cursor = journal.follow(from)) {
      Optional<JournalEntry> entry = next(cursor);
      while (entry.isPresent()) {
        note(entry.get());
        entry = next(cursor);
      }
      read = Optional.of(cursor.position());
      long segment = waiting.isEmpty() ? cursor.position().segment() : segmentOfFirst();
      segments.values().removeIf(number -> number < segment);
      stampedUntil.reached(segment);
    }
  }

  private static Optional<JournalEntry> next(JournalCursor cursor) throws IOException {
    return cursor.next(damage -> LOG.error("Not time-stamped, message log is damaged: {}", damage));
  }

  private JournalPosition segment(long number) {
    return journal.segments().stream()
        .filter(segment -> segment.number() >= number)
        .findFirst()
        .map(Segment::first)
        .orElse(JournalPosition.START);
  }

  private long segmentOfFirst() {
    return segments.floorEntry(waiting.first()).getValue();
  }

  private void note(JournalEntry entry) throws IOException {
    switch (entry.type()) {
      case RECORD -> arrived(entry);
      case TIMESTAMP -> {
        for (TimestampEntry.Stamped record : TimestampEntry.parse(entry.body()).records()) {
          stamped(record.sequence());
        }
      }
      case PRUNED -> stamped(entry.frame().sequence());
      case SEAL, CHECKPOINT, ARCHIVE -> {
        // Nothing of theirs waits.
      }
    }
  }

  private void arrived(JournalEntry entry) {
    long sequence = entry.frame().sequence();
    long segment = entry.position().segment();
    if (segment != segmentOfLast) {
      if (waiting.isEmpty()) {
        segments.clear();
      }
      segments.put(sequence, segment);
      segmentOfLast = segment;
    }
    boolean allAreHeld = oldest.size() == waiting.count();
    waiting.add(sequence);
    if (allAreHeld && oldest.size() < digests) {
      hold(entry);
    }
  }

  private void hold(JournalEntry entry) {
    long sequence = entry.frame().sequence();
    try {
      Digest signature = RecordCodec.signature(entry.body());
      oldest.put(sequence, new Waiting(sequence, entry.position(), signature));
    } catch (IOException e) {
      LOG.error("Record {} cannot be read and is not time-stamped", sequence, e);
      waiting.remove(sequence);
    }
  }

  private void stamped(long sequence) {
    waiting.remove(sequence);
    oldest.remove(sequence);
  }

  private void refill() throws IOException {
    oldest.clear();
    JournalPosition end = read.orElseThrow();
    try (JournalCursor cursor = journal.follow(segment(segmentOfFirst()))) {
      while (oldest.size() < Math.min(digests, waiting.count())
          && cursor.position().compareTo(end) < 0) {
        Optional<JournalEntry> entry = next(cursor);
        if (entry.isEmpty()) {
          return;
        }
        boolean record = entry.get().type() == EntryType.RECORD;
        if (record && waiting.contains(entry.get().frame().sequence())) {
          hold(entry.get());
        }
      }
    }
  }
}
