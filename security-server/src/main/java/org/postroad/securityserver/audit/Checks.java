// SPDX-License-Identifier: MIT
package org.postroad.securityserver.audit;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postroad.protocol.transparency.NoteSignature;
import org.postroad.securityserver.journal.JournalEntry;

/** Everything that is checked in one pass over the journal, and what was counted. */
final class Checks {
  private final Findings findings;
  private final RecordCheck records;
  private final TimestampCheck timestamps;
  private final CheckpointCheck checkpoints;
  private final ArchiveCheck archives;
  private final IndexCheck index;
  private final TreeCheck tree;
  private final Map<String, Set<NoteSignature>> signed = new HashMap<>();
  private long recordCount;
  private long withoutBody;
  private long prunedCount;
  private long timestampCount;
  private long checkpointCount;

  Checks(
      Findings findings,
      RecordCheck records,
      TimestampCheck timestamps,
      CheckpointCheck checkpoints,
      ArchiveCheck archives,
      IndexCheck index,
      TreeCheck tree) {
    this.findings = findings;
    this.records = records;
    this.timestamps = timestamps;
    this.checkpoints = checkpoints;
    this.archives = archives;
    this.index = index;
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

  CheckpointCheck checkpoints() {
    return checkpoints;
  }

  ArchiveCheck archives() {
    return archives;
  }

  IndexCheck index() {
    return index;
  }

  TreeCheck tree() {
    return tree;
  }

  void logged(JournalEntry entry, Judged.Content content) throws IOException {
    recordCount++;
    withoutBody += content.withBody() ? 0 : 1;
    timestamps.logged(entry, content.record(), content.signature());
    index.logged(entry, content.record());
  }

  void pruned(long sequence) {
    prunedCount++;
    archives.pruned(sequence);
  }

  void countTimestamp() {
    timestampCount++;
  }

  /** From now on, the signatures that the journal has under the text of this note are noted. */
  void watch(Claim claim) {
    signed.put(claim.note().text(), Set.of());
  }

  /** A published note has no signature that is not in the journal, once its checkpoint is. */
  void requireSignatures(Claim published) {
    Set<NoteSignature> inJournal = signed.getOrDefault(published.note().text(), Set.of());
    if (!inJournal.isEmpty() && !inJournal.containsAll(published.note().signatures())) {
      findings.add(
          published.finding(
              FindingKind.CHECKPOINT_SIGNATURE,
              "has a signature that the journal does not have under this checkpoint"));
    }
  }

  void checkpoint(Judged.OfCheckpoint checkpoint) throws IOException {
    checkpointCount++;
    if (checkpoint.claim().isEmpty()) {
      return;
    }
    Claim claim = checkpoint.claim().get();
    signed.computeIfPresent(
        claim.note().text(),
        (_, seen) ->
            Stream.concat(seen.stream(), claim.note().signatures().stream())
                .collect(Collectors.toSet()));
    if (claim.size() > tree.size() && tree.brokenAt().isEmpty()) {
      findings.add(
          claim.finding(
              FindingKind.CHECKPOINT_ORDER,
              "signed when the journal had %d records".formatted(tree.size())));
    }
    tree.claim(claim);
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
