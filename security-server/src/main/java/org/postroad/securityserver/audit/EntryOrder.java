// SPDX-License-Identifier: MIT
package org.postroad.securityserver.audit;

import java.util.Optional;
import org.postroad.securityserver.journal.EntryType;
import org.postroad.securityserver.journal.Frame;
import org.postroad.securityserver.journal.JournalEntry;
import org.postroad.securityserver.journal.Segment;

/**
 * That entries follow each other as a server numbers them: numbers and record sequences without
 * gaps, over the borders of segments too, and nothing behind the entry that seals a segment.
 */
final class EntryOrder {
  private final Findings findings;
  private long lastNumber;
  private long lastSequence;
  private boolean sealed;
  private long segment;

  EntryOrder(Findings findings) {
    this.findings = findings;
  }

  /** What an entry means for the records. */
  sealed interface Step {
    /** No record. */
    record NoRecord() implements Step {}

    /** The record that was expected. */
    record Next() implements Step {}

    /** The record that was expected, were it not for these before it. */
    record After(long firstMissing, long lastMissing) implements Step {}

    /** A record that had its turn before. */
    record Repeated() implements Step {}
  }

  /** Takes up at a segment; what stands before it is not looked at. */
  void beginAt(Segment first) {
    lastNumber = first.header().firstEntry() - 1;
    lastSequence = first.header().lastSequence();
  }

  /** The sequence of the last record in order. */
  long lastSequence() {
    return lastSequence;
  }

  /** Goes on with a segment; its header has to say where the one before it ended. */
  void begin(Segment next) {
    if (segment != 0
        && (next.header().firstEntry() != lastNumber + 1
            || next.header().lastSequence() != lastSequence)) {
      findings.add(
          Finding.at(
              next.first(),
              FindingKind.ENTRY_ORDER,
              new Subject.OfSegment(next.number()),
              "begins with entry %d behind record %d, expected entry %d behind record %d"
                  .formatted(
                      next.header().firstEntry(),
                      next.header().lastSequence(),
                      lastNumber + 1,
                      lastSequence)));
    }
    segment = next.number();
    sealed = false;
  }

  Step take(JournalEntry entry) {
    Frame frame = entry.frame();
    if (frame.number() != lastNumber + 1 || sealed) {
      findings.add(
          Finding.at(
              entry.position(),
              FindingKind.ENTRY_ORDER,
              new Subject.Entry(frame.number()),
              sealed
                  ? "stands behind the end of its segment"
                  : "expected entry " + (lastNumber + 1)));
    }
    lastNumber = frame.number();
    sealed = frame.type() == EntryType.SEAL;
    return isRecord(frame.type()) ? record(entry) : other(entry);
  }

  static boolean isRecord(EntryType type) {
    return type == EntryType.RECORD || type == EntryType.PRUNED;
  }

  private Step record(JournalEntry entry) {
    long sequence = entry.frame().sequence();
    if (sequence <= lastSequence) {
      findings.add(
          Finding.at(
              entry.position(),
              FindingKind.ENTRY_ORDER,
              Subject.record(sequence),
              "expected record " + (lastSequence + 1)));
      return new Step.Repeated();
    }
    Step step = missing(entry, sequence - 1).orElseGet(Step.Next::new);
    lastSequence = sequence;
    return step;
  }

  private Step other(JournalEntry entry) {
    Optional<Step> missing = missing(entry, entry.frame().sequence());
    lastSequence = Math.max(lastSequence, entry.frame().sequence());
    return missing.orElseGet(Step.NoRecord::new);
  }

  private Optional<Step> missing(JournalEntry entry, long lastExpected) {
    if (lastExpected <= lastSequence) {
      return Optional.empty();
    }
    findings.add(
        Finding.at(
            entry.position(),
            FindingKind.RECORD_MISSING,
            new Subject.Records(lastSequence + 1, lastExpected),
            "not in the journal, which goes on with entry " + entry.frame().number()));
    return Optional.of(new Step.After(lastSequence + 1, lastExpected));
  }
}
