// SPDX-License-Identifier: MIT
package org.postroad.securityserver.logtree;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.transparency.Checkpoint;
import org.postroad.protocol.transparency.CheckpointPolicy;
import org.postroad.protocol.transparency.RecordLeaf;
import org.postroad.protocol.transparency.SignedNote;
import org.postroad.protocol.transparency.TlogProof;
import org.postroad.protocol.transparency.Unproven;
import org.postroad.securityserver.journal.Journal;
import org.postroad.securityserver.messagelog.LeafMaterial;

class LogTreeTest {
  @TempDir Path directory;

  private static byte[] leaf(long sequence) {
    return RecordLeaf.entry(Fixtures.salt(sequence), Fixtures.head(sequence));
  }

  @Test
  void everyRecordIsUnderASignedCheckpointThatNamesServerAndJournal() throws IOException {
    try (Journal journal = Fixtures.journal(directory);
        LogTree tree = Fixtures.tree(journal, directory)) {
      assertEquals(Optional.empty(), tree.checkpoint());
      Fixtures.grow(journal, 3);
      Checkpoint checkpoint = Fixtures.open(Fixtures.awaitCheckpoint(tree, 3), tree);
      assertEquals("TEST/GOV/1234/ss%201%2B/log/" + journal.id(), checkpoint.origin());
      assertEquals(3, checkpoint.size());
      Fixtures.await(() -> tree.status().leaves() == 3, tree);
      assertEquals(Optional.empty(), tree.status().failure());
      byte[] published = Files.readAllBytes(directory.resolve("tree/checkpoint"));
      assertEquals(tree.checkpoint().orElseThrow(), SignedNote.parse(published));
      assertEquals(tree.key().vkey() + "\n", Files.readString(directory.resolve("tree/vkey")));
    }
  }

  @Test
  void everyRecordIsProvedAndEveryCheckpointGoesOnFromTheOnesBefore() throws IOException {
    List<Long> sizes = List.of(1L, 2L, 255L, 256L, 257L, 600L);
    try (Journal journal = Fixtures.journal(directory);
        LogTree tree = Fixtures.tree(journal, directory)) {
      for (long size : sizes) {
        Checkpoint before =
            tree.checkpoint()
                .map(note -> Checkpoint.parse(note.text()))
                .orElseGet(
                    () -> Checkpoint.parse("o\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"));
        Fixtures.grow(journal, size);
        Checkpoint now = Fixtures.open(Fixtures.awaitCheckpoint(tree, size), tree);
        tree.consistency(before.size(), now.size()).check(before.root(), now.root());
      }
      var policy = new CheckpointPolicy(tree.key().name(), List.of(tree.key()), List.of(), 0);
      for (long sequence : List.of(1L, 2L, 256L, 257L, 512L, 513L, 600L)) {
        LeafMaterial material = new LeafMaterial(Fixtures.salt(sequence), Fixtures.head(sequence));
        TlogProof proof = tree.proofs().inclusion(sequence, Optional.of(material));
        TlogProof read = TlogProof.parse(proof.toByteArray());
        assertEquals(600, read.check(leaf(sequence), policy).size());
        assertArrayEquals(leaf(sequence), LeafMaterial.parse(read.extra().orElseThrow()).leaf());
        assertThrows(Unproven.class, () -> read.check(leaf(sequence + 1), policy));
        LogProofs copied = LogProofs.open(directory);
        assertEquals(
            600, copied.inclusion(sequence, Optional.empty()).check(leaf(sequence), policy).size());
      }
      assertThrows(Unproven.class, () -> tree.proofs().inclusion(601, Optional.empty()));
      assertThrows(Unproven.class, () -> tree.proofs().inclusion(0, Optional.empty()));
    }
  }

  @Test
  void closingSignsWhatIsInTheJournalHoweverOftenItIsDue() throws IOException {
    LogTreeOptions always = new LogTreeOptions(Duration.ZERO, Duration.ZERO, Duration.ofMillis(20));
    try (Journal journal = Fixtures.journal(directory)) {
      LogTree tree =
          LogTree.start(
              journal, directory, () -> Fixtures.signer(journal), new Fixtures.NoStamps(), always);
      Fixtures.awaitOpen(tree);
      Fixtures.grow(journal, 300);
      tree.close();
      assertEquals(300, Fixtures.size(tree.checkpoint().orElseThrow()));
      assertTrue(Files.exists(directory.resolve("tree/tile/0/000")));
    }
  }
}
