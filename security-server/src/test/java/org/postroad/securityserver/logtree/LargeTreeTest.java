// SPDX-License-Identifier: MIT
package org.postroad.securityserver.logtree;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.transparency.CheckpointPolicy;
import org.postroad.protocol.transparency.RecordLeaf;
import org.postroad.securityserver.journal.BulkJournal;
import org.postroad.securityserver.journal.Journal;

/** How long a tree of 200,000 records takes to make, to take up again, and to prove from. */
@Tag("long")
class LargeTreeTest {
  private static final long RECORDS = 200_000;

  @TempDir Path directory;

  private static Duration since(long nanoTime) {
    return Duration.ofNanos(System.nanoTime() - nanoTime);
  }

  @Test
  void manyRecordsAreCaughtUpWithAndTheTreeIsTakenUpInAMoment() throws IOException {
    try (BulkJournal bulk = new BulkJournal(directory, new UUID(1, 2), 128L << 20, Instant.EPOCH)) {
      for (long n = 1; n <= RECORDS; n++) {
        var _ = bulk.append(Fixtures.record(n));
      }
    }
    long begun = System.nanoTime();
    List<Long> checkpoints = new CopyOnWriteArrayList<>();
    try (Journal journal = Fixtures.journal(directory);
        LogTree tree = tree(journal)) {
      tree.onCheckpoint(_ -> checkpoints.add(System.nanoTime()));
      Fixtures.awaitCheckpoint(tree, RECORDS);
    }
    Duration made = since(begun);
    Duration apart = longestBetween(begun, checkpoints);
    try (Journal journal = Fixtures.journal(directory)) {
      begun = System.nanoTime();
      try (LogTree tree = tree(journal)) {
        Fixtures.awaitOpen(tree);
        Duration resumed = since(begun);
        assertEquals(RECORDS, tree.status().leaves());
        begun = System.nanoTime();
        requireProofs(tree);
        System.out.printf(
            "tree of %d records: made in %s with checkpoints at most %s apart, taken up again in"
                + " %s, 1,000 proofs in %s%n",
            RECORDS, made, apart, resumed, since(begun));
      }
    }
  }

  private static Duration longestBetween(long begun, List<Long> checkpoints) {
    long longest = 0;
    long before = begun;
    for (long checkpoint : checkpoints) {
      longest = Math.max(longest, checkpoint - before);
      before = checkpoint;
    }
    return Duration.ofNanos(longest);
  }

  /** With checkpoints as far apart as in a server. */
  private LogTree tree(Journal journal) {
    return LogTree.start(
        journal,
        directory,
        () -> Fixtures.signer(journal),
        new Fixtures.NoStamps(),
        LogTreeOptions.DEFAULT);
  }

  private static void requireProofs(LogTree tree) throws IOException {
    var policy = new CheckpointPolicy(tree.key().name(), List.of(tree.key()), List.of(), 0);
    for (long n = 1; n <= RECORDS; n += RECORDS / 1000) {
      byte[] leaf = RecordLeaf.entry(Fixtures.salt(n), Fixtures.head(n));
      assertEquals(
          RECORDS, tree.proofs().inclusion(n, Optional.empty()).check(leaf, policy).size());
    }
  }
}
