// SPDX-License-Identifier: MIT
package org.postroad.securityserver.logtree;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.token.Ed25519Key;
import org.postroad.protocol.transparency.CheckpointPolicy;
import org.postroad.protocol.transparency.NoteKey;
import org.postroad.protocol.transparency.NoteSignature;
import org.postroad.protocol.transparency.SignedNote;
import org.postroad.securityserver.journal.EntryBody;
import org.postroad.securityserver.journal.EntryContent;
import org.postroad.securityserver.journal.EntryType;
import org.postroad.securityserver.journal.Journal;
import org.postroad.securityserver.journal.JournalEntry;
import org.postroad.securityserver.journal.JournalFiles;
import org.postroad.securityserver.journal.JournalFixtures;
import org.postroad.securityserver.messagelog.TimestampService;

/** What becomes of a checkpoint once it is signed: cosignatures, time-stamps, entries. */
class CheckpointsTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  @TempDir Path directory;

  private static List<CheckpointEntry> entries(Journal journal) throws IOException {
    List<CheckpointEntry> found = new ArrayList<>();
    for (JournalEntry entry : JournalFixtures.read(journal).entries()) {
      if (entry.type() == EntryType.CHECKPOINT) {
        found.add(CheckpointEntry.read(entry.body()));
      }
    }
    return found;
  }

  /** How many each entry of one checkpoint has; there may be another for a smaller tree. */
  private static List<Integer> signatures(Journal journal, SignedNote checkpoint)
      throws IOException {
    return entries(journal).stream()
        .map(CheckpointEntry::note)
        .filter(note -> note.text().equals(checkpoint.text()))
        .map(note -> note.signatures().size())
        .toList();
  }

  private record TestWitness(NoteKey key, Ed25519Key secret) {
    static TestWitness named(String name) {
      Ed25519Key secret = Ed25519Key.generate(new SecureRandom());
      return new TestWitness(
          new NoteKey(name, NoteKey.Type.COSIGNATURE, secret.publicKey()), secret);
    }

    NoteSignature cosign(SignedNote note, Instant time) {
      return key.cosign(note.text(), time, secret::sign);
    }
  }

  @Test
  void cosignaturesStandInThePublishedCheckpointAndSurviveARestart() throws IOException {
    TestWitness first = TestWitness.named("first.example");
    TestWitness second = TestWitness.named("second.example");
    NoteKey log;
    try (Journal journal = Fixtures.journal(directory);
        LogTree tree = Fixtures.tree(journal, directory)) {
      log = tree.key();
      Fixtures.grow(journal, 2);
      SignedNote note = Fixtures.awaitCheckpoint(tree, 2);
      tree.cosigned(note, first.cosign(note, NOW));
      tree.cosigned(note, second.cosign(note, NOW));
      tree.cosigned(note, first.cosign(note, NOW.plusSeconds(60)));
      tree.cosigned(note, first.cosign(note, NOW.plusSeconds(60)));
      assertEquals(3, tree.checkpoint().orElseThrow().signatures().size());
      assertEquals(List.of(1, 2, 3, 3), signatures(journal, note));
    }
    CheckpointPolicy policy =
        new CheckpointPolicy(log.name(), List.of(log), List.of(first.key(), second.key()), 2);
    SignedNote published =
        SignedNote.parse(Files.readAllBytes(directory.resolve("tree/checkpoint")));
    assertEquals(2, policy.open(published).size());
    try (Journal journal = Fixtures.journal(directory);
        LogTree tree = Fixtures.tree(journal, directory)) {
      Fixtures.awaitOpen(tree);
      assertEquals(published, tree.checkpoint().orElseThrow());
    }
  }

  @Test
  void aProofIsMadeUnderTheCosignedCheckpointWhereThatCoversTheRecord() throws IOException {
    TestWitness witness = TestWitness.named("witness.example");
    try (Journal journal = Fixtures.journal(directory);
        LogTree tree = Fixtures.tree(journal, directory)) {
      Fixtures.grow(journal, 2);
      SignedNote older = Fixtures.awaitCheckpoint(tree, 2);
      Fixtures.grow(journal, 3);
      SignedNote newer = Fixtures.awaitCheckpoint(tree, 3);
      tree.cosigned(older, witness.cosign(older, NOW));
      assertEquals(newer, tree.checkpoint().orElseThrow());
      assertEquals(2, tree.proofs().inclusion(2, Optional.empty()).note().signatures().size());
      assertEquals(newer, tree.proofs().inclusion(3, Optional.empty()).note());
    }
  }

  @Test
  void listenersHearOfEveryCheckpointAndCannotStopTheTree() throws IOException {
    Queue<Long> heard = new ConcurrentLinkedQueue<>();
    try (Journal journal = Fixtures.journal(directory);
        LogTree tree = Fixtures.tree(journal, directory)) {
      tree.onCheckpoint(note -> {
        heard.add(Fixtures.size(note));
        throw new IllegalStateException("a listener fails");
      });
      for (long size = 1; size <= 3; size++) {
        Fixtures.grow(journal, size);
        Fixtures.awaitCheckpoint(tree, size);
      }
    }
    assertEquals(List.of(1L, 2L, 3L), List.copyOf(heard));
  }

  /** Gives its request back as a token, and can be told to fail. */
  private static final class Authority implements TimestampService {
    private final Queue<Digest> asked = new ConcurrentLinkedQueue<>();
    private volatile boolean down;

    @Override
    public byte[] stamp(Digest imprint) {
      asked.add(imprint);
      if (down) {
        throw new Fault(FaultCode.TIMESTAMPING_FAILED, "authority is down");
      }
      return imprint.value();
    }
  }

  private LogTree tree(Journal journal, Authority authority, Duration interval) {
    return LogTree.start(
        journal,
        directory,
        JournalFiles.disk(),
        () -> Fixtures.signer(journal),
        authority,
        new LogTreeOptions(Duration.ofMillis(20), interval, Duration.ofMillis(20)));
  }

  /** As a time-stamp over records, of which the tree only has to see that it came. */
  private static void stampRecords(Journal journal) throws IOException {
    var _ = journal.append(EntryContent.of(EntryType.TIMESTAMP, new byte[] {1}));
  }

  @Test
  void theNewestCheckpointIsStampedAfterRecordsWere() throws IOException {
    Authority authority = new Authority();
    try (Journal journal = Fixtures.journal(directory);
        LogTree tree = tree(journal, authority, Duration.ZERO)) {
      Fixtures.grow(journal, 2);
      SignedNote note = Fixtures.awaitCheckpoint(tree, 2);
      assertEquals(0, authority.asked.size());
      authority.down = true;
      stampRecords(journal);
      Fixtures.await(() -> authority.asked.size() == 1, tree);
      assertEquals(Optional.empty(), tree.status().stamped());
      authority.down = false;
      stampRecords(journal);
      Fixtures.await(() -> tree.status().stamped().isPresent(), tree);
      CheckpointEntry stamped = tree.status().stamped().orElseThrow();
      assertEquals(note, stamped.note());
      assertArrayEquals(
          DigestAlgorithm.SHA512.digest(note.toByteArray()).value(),
          stamped.timestamp().orElseThrow());
      assertEquals(stamped.note(), entries(journal).getLast().note());
      stampRecords(journal);
      Fixtures.grow(journal, 3);
      Fixtures.awaitCheckpoint(tree, 3);
      assertEquals(2, authority.asked.size(), "what is stamped is not stamped again");
    }
  }

  @Test
  void manyTimestampsOfRecordsAskForOneOfTheCheckpoint() throws IOException {
    Authority authority = new Authority();
    try (Journal journal = Fixtures.journal(directory);
        LogTree tree = tree(journal, authority, Duration.ofHours(1))) {
      for (long size = 1; size <= 5; size++) {
        Fixtures.grow(journal, size);
        Fixtures.awaitCheckpoint(tree, size);
        stampRecords(journal);
      }
      Fixtures.await(() -> tree.status().stamped().isPresent(), tree);
    }
    assertEquals(1, authority.asked.size());
  }

  @Test
  void theTimestampIsOverWhatTheLogSignedAlone() throws IOException {
    TestWitness witness = TestWitness.named("witness.example");
    try (Journal journal = Fixtures.journal(directory);
        LogTree tree = Fixtures.tree(journal, directory)) {
      Fixtures.grow(journal, 1);
      SignedNote note = Fixtures.awaitCheckpoint(tree, 1);
      SignedNote cosigned = note.with(witness.cosign(note, NOW));
      assertArrayEquals(
          note.toByteArray(), new CheckpointEntry(cosigned, Optional.empty()).stamped());
    }
  }

  @Test
  void anEntryComesBackAndEveryOtherLayoutIsRefused() throws IOException {
    SignedNote note;
    try (Journal journal = Fixtures.journal(directory);
        LogTree tree = Fixtures.tree(journal, directory)) {
      Fixtures.grow(journal, 1);
      note = Fixtures.awaitCheckpoint(tree, 1);
    }
    for (Optional<byte[]> token : List.of(Optional.<byte[]>empty(), Optional.of(new byte[9]))) {
      byte[] body = JournalFixtures.inMemory(new CheckpointEntry(note, token).content());
      CheckpointEntry read = CheckpointEntry.read(new EntryBody.InMemory(body));
      assertEquals(note, read.note());
      assertEquals(token.isPresent(), read.timestamp().isPresent());
      for (int length = 0; length < body.length; length++) {
        byte[] cut = Arrays.copyOf(body, length);
        assertThrows(IOException.class, () -> CheckpointEntry.read(new EntryBody.InMemory(cut)));
      }
      byte[] longer = Arrays.copyOf(body, body.length + 1);
      assertThrows(IOException.class, () -> CheckpointEntry.read(new EntryBody.InMemory(longer)));
      byte[] newer = body.clone();
      newer[0] = 2;
      String text =
          String.valueOf(
              assertThrows(
                      IOException.class, () -> CheckpointEntry.read(new EntryBody.InMemory(newer)))
                  .getMessage());
      assertTrue(text.contains("version 2"), text);
    }
  }
}
