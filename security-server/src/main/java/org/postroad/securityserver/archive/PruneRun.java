// SPDX-License-Identifier: MIT
package org.postroad.securityserver.archive;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.postroad.securityserver.journal.EntryContent;
import org.postroad.securityserver.journal.EntryType;
import org.postroad.securityserver.journal.Journal;
import org.postroad.securityserver.journal.JournalCursor;
import org.postroad.securityserver.journal.JournalEntry;
import org.postroad.securityserver.journal.Rewritten;
import org.postroad.securityserver.journal.Segment;
import org.postroad.securityserver.messagelog.LeafMaterial;
import org.postroad.securityserver.messagelog.LogRecord;
import org.postroad.securityserver.messagelog.PrunedRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes content, head and salt of records out of the log that are in a counted archive and whose
 * time is over (E-034, E-035). Their leaves stay, so that every proof stays valid. Segments are
 * written anew one after the other; the last one is ended first, so that the records of a quiet
 * server go in time too.
 */
final class PruneRun {
  private static final Logger LOG = LoggerFactory.getLogger(PruneRun.class);

  private final Journal journal;
  private final ArchiveLedger ledger;
  private final Retention retention;
  private final Instant now;
  private final Map<Long, Instant> nothingBefore;
  private final BooleanSupplier stopped;

  /**
   * @param nothingBefore of segments that were looked through, when the next record is due; kept
   *     from run to run
   */
  PruneRun(
      Journal journal,
      ArchiveLedger ledger,
      Retention retention,
      Instant now,
      Map<Long, Instant> nothingBefore,
      BooleanSupplier stopped) {
    this.journal = journal;
    this.ledger = ledger;
    this.retention = retention;
    this.now = now;
    this.nothingBefore = nothingBefore;
    this.stopped = stopped;
  }

  Pruned run(ArchiveWatcher watcher) throws IOException {
    List<Segment> segments = journal.segments();
    if (!segments.isEmpty() && isDue(segments.getLast())) {
      journal.beginSegment();
      segments = journal.segments();
    }
    int ended = Math.max(0, segments.size() - 1);
    long records = 0;
    long rewritten = 0;
    long freed = 0;
    for (int i = 0; i < ended && !stopped.getAsBoolean(); i++) {
      Segment segment = segments.get(i);
      if (isDue(segment)) {
        Rewritten done = journal.rewrite(segment.number(), this::replacement);
        records += done.replaced();
        rewritten += done.replaced() > 0 ? 1 : 0;
        freed += done.bytesBefore() - done.bytesAfter();
      }
      watcher.pruned(i + 1, ended);
    }
    if (records > 0) {
      LOG.info("{} archived records removed, {} bytes freed", records, freed);
    }
    return new Pruned(records, rewritten, freed);
  }

  /** Whether a segment holds a record that is to go; one that cannot be read is left alone. */
  private boolean isDue(Segment segment) throws IOException {
    if (now.isBefore(nothingBefore.getOrDefault(segment.number(), Instant.MIN))) {
      return false;
    }
    boolean due = false;
    Instant next = Instant.MAX;
    try (JournalCursor cursor = journal.cursor(segment.first())) {
      Optional<JournalEntry> entry = cursor.next(_ -> {});
      while (entry.isPresent() && entry.get().position().segment() == segment.number()) {
        if (entry.get().type() == EntryType.RECORD) {
          Instant end = end(entry.get());
          due |= !now.isBefore(end);
          next = now.isBefore(end) && end.isBefore(next) ? end : next;
        }
        entry = cursor.next(_ -> {});
      }
    }
    nothingBefore.put(segment.number(), due ? now : next);
    return due;
  }

  /** When the record of an entry may go; one in no archive is looked at again the next time. */
  private Instant end(JournalEntry entry) throws IOException {
    if (!ledger.isArchived(entry.frame().sequence())) {
      return now.plusNanos(1);
    }
    LogRecord record = LogRecord.read(entry);
    return retention.end(record.member(), record.time());
  }

  private Optional<EntryContent> replacement(JournalEntry entry) throws IOException {
    return now.isBefore(end(entry))
        ? Optional.empty()
        : Optional.of(new PrunedRecord(LeafMaterial.read(entry.body()).leaf()).content());
  }
}
