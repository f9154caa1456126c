// SPDX-License-Identifier: MIT
package org.postroad.securityserver.admin;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.postroad.securityserver.journal.JournalDamage;
import org.postroad.securityserver.journal.JournalPosition;
import org.postroad.securityserver.journal.JournalView;
import org.postroad.securityserver.journal.Segment;
import org.postroad.securityserver.messagelog.LogRecord;
import org.postroad.securityserver.messagelog.StoredRecords;

/** Reads a whole journal in search of records; damaged ranges are passed over. */
final class LogScan {
  private static final int TELL_EVERY = 1_000;

  private final JournalView journal;
  private final Predicate<LogRecord> wanted;
  private final TaskProgress progress;

  LogScan(JournalView journal, Predicate<LogRecord> wanted, TaskProgress progress) {
    this.journal = journal;
    this.wanted = wanted;
    this.progress = progress;
  }

  /** What was found, and whether there is more of it. */
  record Lines(List<RecordLine> found, boolean more) {}

  /** Where a record and its time-stamp lie. */
  record Place(JournalPosition record, Optional<JournalPosition> timestamp) {}

  Lines lines(boolean oldestFirst, int limit) throws IOException {
    LineCollector collector = new LineCollector(wanted, oldestFirst, limit);
    visit(collector);
    return collector.lines();
  }

  /** Of every record that is wanted, by sequence. */
  Map<Long, Place> places() throws IOException {
    PlaceCollector collector = new PlaceCollector(wanted);
    visit(collector);
    return collector.places;
  }

  private void visit(StoredRecords.Visitor visitor) throws IOException {
    long total = journal.segments().stream().mapToLong(Segment::end).sum();
    new StoredRecords(journal).visit(JournalPosition.START, new Telling(visitor, total));
  }

  /** Tells between the records how far the reading has come. */
  private final class Telling implements StoredRecords.Visitor {
    private final StoredRecords.Visitor visitor;
    private final long total;
    private long seen;

    Telling(StoredRecords.Visitor visitor, long total) {
      this.visitor = visitor;
      this.total = total;
    }

    @Override
    public boolean record(LogRecord record, JournalPosition position) throws IOException {
      seen++;
      if (seen % TELL_EVERY == 0) {
        progress.at("reading the journal", bytesBefore(position), total);
      }
      return visitor.record(record, position);
    }

    @Override
    public boolean timestamp(List<Long> sequences, JournalPosition position) throws IOException {
      return visitor.timestamp(sequences, position);
    }

    @Override
    public void damaged(JournalDamage damage) {
      visitor.damaged(damage);
    }

    private long bytesBefore(JournalPosition position) {
      return position.offset()
          + journal.segments().stream()
              .filter(segment -> segment.number() < position.segment())
              .mapToLong(Segment::end)
              .sum();
    }
  }

  /** Keeps the first or the last records as lines, one more than asked for to see if there is. */
  private static final class LineCollector implements StoredRecords.Visitor {
    private final Predicate<LogRecord> wanted;
    private final boolean oldestFirst;
    private final int limit;
    private final Map<Long, RecordLine> kept = new LinkedHashMap<>();

    LineCollector(Predicate<LogRecord> wanted, boolean oldestFirst, int limit) {
      this.wanted = wanted;
      this.oldestFirst = oldestFirst;
      this.limit = limit;
    }

    @Override
    public boolean record(LogRecord record, JournalPosition position) {
      boolean full = kept.size() > limit;
      if (!wanted.test(record) || (oldestFirst && full)) {
        return true;
      }
      if (full) {
        Iterator<Long> oldest = kept.keySet().iterator();
        oldest.next();
        oldest.remove();
      }
      kept.put(record.sequence(), RecordLine.of(record, false));
      return true;
    }

    /** The first records are known once all of them have their time-stamp. */
    @Override
    public boolean timestamp(List<Long> sequences, JournalPosition position) {
      sequences.forEach(each -> kept.computeIfPresent(each, (_, line) -> line.withTimestamp()));
      return !oldestFirst
          || kept.size() <= limit
          || !kept.values().stream().allMatch(RecordLine::timestamped);
    }

    @Override
    public void damaged(JournalDamage damage) {}

    Lines lines() {
      List<RecordLine> found = new ArrayList<>(kept.values());
      List<RecordLine> ordered = oldestFirst ? found : found.reversed();
      return new Lines(ordered.stream().limit(limit).toList(), found.size() > limit);
    }
  }

  /** Keeps the places of all records. */
  private static final class PlaceCollector implements StoredRecords.Visitor {
    private final Predicate<LogRecord> wanted;
    private final Map<Long, Place> places = new LinkedHashMap<>();

    PlaceCollector(Predicate<LogRecord> wanted) {
      this.wanted = wanted;
    }

    @Override
    public boolean record(LogRecord record, JournalPosition position) throws IOException {
      if (wanted.test(record)) {
        places.put(record.sequence(), new Place(position, Optional.empty()));
      }
      if (places.size() > Exported.MOST_RECORDS) {
        throw Exported.tooMany();
      }
      return true;
    }

    @Override
    public boolean timestamp(List<Long> sequences, JournalPosition position) {
      sequences.forEach(each ->
          places.computeIfPresent(
              each, (_, place) -> new Place(place.record(), Optional.of(position))));
      return true;
    }

    @Override
    public void damaged(JournalDamage damage) {}
  }
}
