// SPDX-License-Identifier: MIT
package org.postroad.securityserver.audit;

import java.io.IOException;
import java.util.Optional;
import org.postroad.securityserver.journal.JournalEntry;

/** Everything that is checked in one pass over the journal, and what was counted. */
final class Checks {
  private final Findings findings;
  private final RecordCheck records;
  private final TimestampCheck timestamps;
  private final TreeCheck tree;
  private long recordCount;
  private long withoutBody;
  private long prunedCount;
  private long timestampCount;
  private long checkpointCount;

  Checks(Findings findings, RecordCheck records, TimestampCheck timestamps, TreeCheck tree) {
    this.findings = findings;
    this.records = records;
    this.timestamps = timestamps;
    this.tree = tree;
  }

  Findings findings() {
    return findings;
  }

  RecordCheck records() {
    return records;
  }

  TimestampCheck timestamps() {
    return timestamps;
  }

  TreeCheck tree() {
    return tree;
  }

  void logged(JournalEntry entry, Judged.Content content) {
    recordCount++;
    withoutBody += content.withBody() ? 0 : 1;
    timestamps.logged(entry, content.record(), content.signature());
  }

  void pruned(long sequence) {
    prunedCount++;
  }

  void countTimestamp() {
    timestampCount++;
  }

  void checkpoint(Judged.OfCheckpoint checkpoint) throws IOException {
    checkpointCount++;
    if (checkpoint.checkpoint().isPresent()) {
      tree.claim(
          new Claim(
              checkpoint.checkpoint().get(),
              Claim.Source.JOURNAL,
              Optional.of(Finding.Place.of(checkpoint.entry().position())),
              checkpoint.authentic()));
    }
  }

  long recordCount() {
    return recordCount;
  }

  long withoutBody() {
    return withoutBody;
  }

  long prunedCount() {
    return prunedCount;
  }

  long timestampCount() {
    return timestampCount;
  }

  long checkpointCount() {
    return checkpointCount;
  }
}
