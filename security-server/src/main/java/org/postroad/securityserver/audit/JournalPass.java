// SPDX-License-Identifier: MIT
package org.postroad.securityserver.audit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.postroad.protocol.transparency.TreeHasher;
import org.postroad.securityserver.journal.JournalCursor;
import org.postroad.securityserver.journal.JournalDamage;
import org.postroad.securityserver.journal.JournalEntry;
import org.postroad.securityserver.journal.JournalPosition;
import org.postroad.securityserver.journal.JournalReader;
import org.postroad.securityserver.journal.Segment;
import org.postroad.securityserver.messagelog.PrunedRecord;
import org.postroad.securityserver.messagelog.TimestampEntry;

/**
 * Reads the journal once, from its start or from the segment in which the range begins, in one
 * thread; a pool judges entries by themselves, and what they turned out to be is fitted together in
 * their order by this thread again.
 */
final class JournalPass {
  private static final int BATCH_ENTRIES = 128;
  private static final long BATCH_BYTES = 1 << 21;

  /** An entry and what its number means. */
  private record Numbered(JournalEntry entry, EntryOrder.Step step) {}

  /** What became of it. */
  private record Result(Judged judged, EntryOrder.Step step) {}

  private final JournalReader journal;
  private final AuditOptions.Range range;
  private final Checks checks;
  private final EntryOrder order;
  private final Set<JournalPosition> damaged = new HashSet<>();
  private final InOrder<List<Result>> pool;
  private List<Numbered> batch = new ArrayList<>();
  private long batchBytes;

  JournalPass(JournalReader journal, AuditOptions options, Checks checks) {
    this.journal = journal;
    this.range = options.range();
    this.checks = checks;
    this.order = new EntryOrder(checks.findings());
    this.pool = new InOrder<>(options.threads(), this::fit);
  }

  /** Returns when every entry that counts was judged. */
  void run(AuditProgress progress, long publishedLeaves) throws IOException {
    journal.damages().forEach(this::damaged);
    try (pool) {
      Optional<Segment> first = firstSegment();
      if (first.isPresent()) {
        read(first.get(), progress);
      }
      pool.finish();
    }
    if (!range.isAll()) {
      checks.tree().assumed(order.lastSequence() + 1, publishedLeaves);
    }
  }

  /** The last one that begins before the range does. */
  private Optional<Segment> firstSegment() throws IOException {
    List<Segment> segments = journal.segments();
    Optional<Segment> first = segments.stream().findFirst();
    for (Segment segment : segments) {
      if (segment.header().lastSequence() < range.first()) {
        first = Optional.of(segment);
      }
    }
    if (first.isPresent()) {
      order.beginAt(first.get());
      checks.tree().assumed(1, order.lastSequence());
    }
    return first;
  }

  private void read(Segment first, AuditProgress progress) throws IOException {
    Progress shown = new Progress(journal.segments(), progress);
    Segment current = first;
    order.begin(current);
    try (JournalCursor cursor = journal.cursor(current.first())) {
      for (Optional<JournalEntry> entry = cursor.next(this::damaged);
          entry.isPresent();
          entry = cursor.next(this::damaged)) {
        JournalPosition position = entry.get().position();
        if (position.segment() != current.number()) {
          current = segment(position.segment());
          order.begin(current);
          shown.at(position);
          if (isOver()) {
            return;
          }
        }
        add(new Numbered(entry.get(), order.take(entry.get())));
        if (batch.isEmpty()) {
          shown.at(position);
        }
      }
    }
    submit();
  }

  private Segment segment(long number) {
    return journal.segments().stream()
        .filter(segment -> segment.number() == number)
        .findFirst()
        .orElseThrow();
  }

  /** Whether the range, and the time-stamps over it, have been read. */
  private boolean isOver() throws IOException {
    if (order.lastSequence() <= range.last()) {
      return false;
    }
    submit();
    pool.finish();
    return checks.timestamps().waiting() == 0;
  }

  /** The last record in the journal, once it was read. */
  long lastSequence() {
    return order.lastSequence();
  }

  private void damaged(JournalDamage damage) {
    if (!damaged.add(new JournalPosition(damage.segment(), damage.from()))) {
      return;
    }
    FindingKind kind =
        switch (damage.kind()) {
          case ROT -> FindingKind.DAMAGED;
          case TORN_TAIL -> FindingKind.TORN_TAIL;
          case SEGMENT_LOST -> FindingKind.SEGMENT_MISSING;
        };
    checks
        .findings()
        .add(
            Finding.at(
                new JournalPosition(damage.segment(), damage.from()),
                kind,
                new Subject.OfSegment(damage.segment()),
                damage.text()
                    + (damage.to() > damage.from() ? ", up to byte " + damage.to() : "")));
  }

  private void add(Numbered entry) throws IOException {
    batch.add(entry);
    batchBytes += entry.entry().frame().bodyLength();
    if (batch.size() >= BATCH_ENTRIES || batchBytes >= BATCH_BYTES) {
      submit();
    }
  }

  private void submit() throws IOException {
    List<Numbered> entries = batch;
    batch = new ArrayList<>();
    batchBytes = 0;
    pool.submit(() -> judge(entries));
  }

  /** In a thread of the pool. */
  private List<Result> judge(List<Numbered> entries) throws IOException {
    List<Result> results = new ArrayList<>(entries.size());
    for (Numbered entry : entries) {
      results.add(new Result(judge(entry.entry()), entry.step()));
    }
    return results;
  }

  private Judged judge(JournalEntry entry) throws IOException {
    return switch (entry.type()) {
      case RECORD ->
          range.contains(entry.frame().sequence())
              ? checks.records().judge(entry)
              : RecordCheck.leafOf(entry);
      case PRUNED -> pruned(entry);
      case TIMESTAMP -> checks.timestamps().judge(entry);
      case CHECKPOINT -> checks.checkpoints().judge(entry);
      case ARCHIVE -> checks.archives().judge(entry);
      case SEAL -> new Judged.Other(entry, List.of());
    };
  }

  private static Judged pruned(JournalEntry entry) throws IOException {
    try {
      byte[] leaf = PrunedRecord.parse(entry.body()).leaf();
      byte[] hash = new TreeHasher().leaf(leaf).bytes();
      return new Judged.OfPruned(entry, Optional.of(new Judged.Leaf(leaf, hash)), List.of());
    } catch (IOException e) {
      Finding finding =
          Finding.at(
              entry.position(),
              FindingKind.ENTRY_UNREADABLE,
              Subject.record(entry.frame().sequence()),
              String.valueOf(e.getMessage()));
      return new Judged.OfPruned(entry, Optional.empty(), List.of(finding));
    }
  }

  /** In the order of the journal, in the thread that reads it. */
  private void fit(List<Result> results) throws IOException {
    for (Result result : results) {
      checks.findings().addAll(result.judged().findings());
      if (result.step() instanceof EntryOrder.Step.After(long first, long last)) {
        checks.tree().assumed(first, last);
      }
      fit(result);
    }
  }

  private void fit(Result result) throws IOException {
    boolean counts = !(result.step() instanceof EntryOrder.Step.Repeated);
    switch (result.judged()) {
      case Judged.OfRecord record -> {
        if (counts) {
          grow(record.entry(), record.leaf());
          if (record.content().isPresent()) {
            checks.logged(record.entry(), record.content().get());
          }
        }
      }
      case Judged.OfPruned record -> {
        if (counts) {
          grow(record.entry(), record.leaf());
          checks.pruned(record.entry().frame().sequence());
        }
      }
      case Judged.OfTimestamp stamp -> stamped(stamp);
      case Judged.OfCheckpoint checkpoint -> checks.checkpoint(checkpoint);
      case Judged.OfArchive archive ->
          checks.archives().archived(archive, archive.entry().frame().sequence());
      case Judged.Other _ -> {}
    }
  }

  private void grow(JournalEntry entry, Optional<Judged.Leaf> leaf) throws IOException {
    if (leaf.isPresent()) {
      checks.tree().leaf(leaf.get().entry(), leaf.get().hash());
    } else {
      checks.tree().assumed(entry.frame().sequence(), entry.frame().sequence());
    }
  }

  private void stamped(Judged.OfTimestamp stamp) {
    checks.countTimestamp();
    Optional<JournalPosition> alone =
        checks.timestamps().stamped(stamp, stamp.entry().frame().sequence());
    if (alone.isPresent() && stamp.timestamp().isPresent()) {
      TimestampEntry timestamp = stamp.timestamp().get();
      pool.follow(() -> judgeAlone(stamp.entry(), timestamp, alone.get()));
    }
  }

  private List<Result> judgeAlone(
      JournalEntry stamp, TimestampEntry timestamp, JournalPosition record) throws IOException {
    Judged judged = checks.timestamps().judgeAlone(stamp, timestamp, journal.read(record));
    return List.of(new Result(judged, new EntryOrder.Step.NoRecord()));
  }

  /** How much of the journal was read, by the lengths of its segments. */
  private record Progress(List<Segment> segments, AuditProgress progress) {
    void at(JournalPosition position) {
      long before = 0;
      long all = 0;
      for (Segment segment : segments) {
        all += segment.end();
        before += segment.number() < position.segment() ? segment.end() : 0;
      }
      progress.at(before + position.offset(), all);
    }
  }
}
