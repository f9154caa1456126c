// SPDX-License-Identifier: MIT
package org.postroad.securityserver.archive;

import java.io.Closeable;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.LongPredicate;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.securityserver.journal.JournalCursor;
import org.postroad.securityserver.journal.JournalEntry;
import org.postroad.securityserver.journal.JournalPosition;
import org.postroad.securityserver.journal.JournalView;
import org.postroad.securityserver.journal.Sequences;
import org.postroad.securityserver.messagelog.LogRecord;
import org.postroad.securityserver.messagelog.LogTimestamp;
import org.postroad.securityserver.messagelog.TimestampEntry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes through a part of the journal and gives the records that have a time-stamp, each with it, in
 * the order in which they were stamped; those of one time-stamp in their own order.
 *
 * <p>One cursor looks for time-stamps. Their records lie before them, up to many minutes of
 * messages, so every 64th place of a record is remembered on the way, and a second cursor goes
 * there. The memory needed is that of the places, whatever waits. No database is asked: archives go
 * on while it is down.
 */
final class StampedRecords implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(StampedRecords.class);
  private static final int STRIDE = 64;

  private final JournalView journal;
  private final JournalPosition end;
  private final LongPredicate wanted;
  private final JournalCursor scan;
  private final TreeMap<Long, JournalPosition> places = new TreeMap<>();
  private final Sequences unreadable = new Sequences();
  private Optional<Batch> batch = Optional.empty();
  private JournalCursor records;
  private long lastRead = Long.MAX_VALUE;
  private long lastPlaced;

  /** A record, the entry it stands in, and its time-stamp. */
  record Stamped(LogRecord record, JournalEntry entry, LogTimestamp timestamp) {}

  /** A time-stamp of which some records are still to be given. */
  private static final class Batch {
    private final TimestampEntry entry;
    private final IntFunction<LogTimestamp> timestamps;
    private int next;

    Batch(TimestampEntry entry) {
      this.entry = entry;
      this.timestamps = entry.each();
    }
  }

  /**
   * @param from behind which every wanted record and its time-stamp lie
   * @param wanted which records are given, by sequence
   */
  StampedRecords(JournalView journal, JournalPosition from, LongPredicate wanted) {
    this.journal = journal;
    this.end = journal.end();
    this.wanted = wanted;
    this.scan = journal.cursor(from);
    this.records = journal.cursor(from);
  }

  /** Records that a time-stamp names but that are damaged or not there. */
  Sequences unreadable() {
    return unreadable;
  }

  /** Where to begin next time if all before {@code sequence} is done with. */
  Optional<JournalPosition> place(long sequence) {
    return Optional.ofNullable(places.floorEntry(sequence)).map(Map.Entry::getValue);
  }

  /** The next record, or nothing at what was the end of the journal in the beginning. */
  Optional<Stamped> next() throws IOException {
    while (true) {
      while (batch.isPresent() && batch.get().next < batch.get().entry.records().size()) {
        Optional<Stamped> record = next(batch.get());
        if (record.isPresent()) {
          return record;
        }
      }
      batch = nextBatch();
      if (batch.isEmpty()) {
        return Optional.empty();
      }
    }
  }

  private Optional<Batch> nextBatch() throws IOException {
    while (scan.position().compareTo(end) < 0) {
      Optional<JournalEntry> entry = scan.next(damage -> LOG.error("Journal: {}", damage));
      if (entry.isEmpty()) {
        return Optional.empty();
      }
      switch (entry.get().type()) {
        case RECORD, PRUNED -> place(entry.get());
        case TIMESTAMP -> {
          return Optional.of(new Batch(TimestampEntry.parse(entry.get().body())));
        }
        case SEAL, CHECKPOINT, ARCHIVE -> {}
      }
    }
    return Optional.empty();
  }

  private void place(JournalEntry entry) {
    long sequence = entry.frame().sequence();
    if (places.isEmpty() || sequence >= lastPlaced + STRIDE) {
      places.put(sequence, entry.position());
      lastPlaced = sequence;
    }
  }

  private Optional<Stamped> next(Batch from) throws IOException {
    int index = from.next++;
    TimestampEntry.Stamped stamped = from.entry.records().get(index);
    if (!wanted.test(stamped.sequence())) {
      return Optional.empty();
    }
    try {
      Optional<Stamped> found = read(stamped, from.timestamps, index);
      if (found.isPresent()) {
        return found;
      }
      LOG.error("Record {} is not what was stamped, it is not archived", stamped.sequence());
    } catch (IOException e) {
      LOG.error("Record {} cannot be read, it is not archived", stamped.sequence(), e);
    }
    unreadable.add(stamped.sequence());
    return Optional.empty();
  }

  /** Nothing where the record has another signature than the one that was stamped. */
  private Optional<Stamped> read(
      TimestampEntry.Stamped stamped, IntFunction<LogTimestamp> timestamps, int index)
      throws IOException {
    JournalEntry entry =
        find(stamped.sequence()).orElseThrow(() -> new IOException("it is not where it was"));
    LogRecord record = LogRecord.read(entry);
    Digest signature = DigestAlgorithm.SHA512.digest(record.signature().document());
    return signature.matches(stamped.signature())
        ? Optional.of(new Stamped(record, entry, timestamps.apply(index)))
        : Optional.empty();
  }

  /** The entry of a record that the scan has passed. */
  private Optional<JournalEntry> find(long sequence) throws IOException {
    Map.Entry<Long, JournalPosition> place = places.floorEntry(sequence);
    if (place == null) {
      return Optional.empty();
    }
    if (lastRead >= sequence || place.getKey() > lastRead + STRIDE) {
      records.close();
      records = journal.cursor(place.getValue());
    }
    lastRead = Long.MAX_VALUE;
    while (records.position().compareTo(scan.position()) < 0) {
      Optional<JournalEntry> entry = records.next(_ -> {});
      if (entry.isEmpty() || entry.get().frame().sequence() > sequence) {
        return Optional.empty();
      }
      if (entry.get().frame().sequence() < sequence) {
        continue;
      }
      switch (entry.get().type()) {
        case RECORD -> {
          lastRead = sequence;
          return entry;
        }
        case PRUNED -> {
          return Optional.empty();
        }
        case SEAL, CHECKPOINT, ARCHIVE, TIMESTAMP -> {}
      }
    }
    return Optional.empty();
  }

  @Override
  public void close() throws IOException {
    scan.close();
    records.close();
  }
}
