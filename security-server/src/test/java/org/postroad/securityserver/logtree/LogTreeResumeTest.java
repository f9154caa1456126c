// SPDX-License-Identifier: MIT
package org.postroad.securityserver.logtree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.transparency.Checkpoint;
import org.postroad.protocol.transparency.EntryBundle;
import org.postroad.protocol.transparency.RecordLeaf;
import org.postroad.protocol.transparency.SignedNote;
import org.postroad.protocol.transparency.TilePath;
import org.postroad.protocol.transparency.TileStore;
import org.postroad.protocol.transparency.TileTree;
import org.postroad.protocol.transparency.TreeHash;
import org.postroad.securityserver.journal.EntryType;
import org.postroad.securityserver.journal.Journal;
import org.postroad.securityserver.journal.JournalCursor;
import org.postroad.securityserver.journal.JournalEntry;
import org.postroad.securityserver.journal.JournalFixtures;
import org.postroad.securityserver.journal.JournalPosition;
import org.postroad.securityserver.journal.KilledFiles;
import org.postroad.securityserver.journal.Segment;
import org.postroad.securityserver.messagelog.PrunedRecord;

/** However the tree was left, it goes on from the last checkpoint, or says why it cannot. */
class LogTreeResumeTest {
  @TempDir Path directory;

  /** The root over the first records, computed without tiles on disk. */
  private static TreeHash root(long size) throws IOException {
    TileTree tree =
        new TileTree(
            new TileStore() {
              @Override
              public Optional<byte[]> read(TilePath path) {
                return Optional.empty();
              }

              @Override
              public void write(TilePath path, byte[] content) {}
            });
    for (long n = 1; n <= size; n++) {
      var _ = tree.append(RecordLeaf.entry(Fixtures.salt(n), Fixtures.head(n)));
    }
    return tree.root();
  }

  private SignedNote runTo(long records) throws IOException {
    try (Journal journal = Fixtures.journal(directory);
        LogTree tree = Fixtures.tree(journal, directory)) {
      Fixtures.grow(journal, records);
      SignedNote note = Fixtures.awaitCheckpoint(tree, records);
      assertEquals(root(records), Fixtures.open(note, tree).root());
      return note;
    }
  }

  private Path tree(String name) {
    return directory.resolve("tree").resolve(name);
  }

  private static void delete(Path tree) throws IOException {
    try (Stream<Path> paths = Files.walk(tree)) {
      for (Path path : paths.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(path);
      }
    }
  }

  @Test
  void aRestartGoesOnWithTheSameTreeAndSignsNothingTwice() throws IOException {
    runTo(300);
    byte[] before = Files.readAllBytes(tree("checkpoint"));
    int signed = checkpoints().size();
    try (Journal journal = Fixtures.journal(directory);
        LogTree tree = Fixtures.tree(journal, directory)) {
      Fixtures.awaitOpen(tree);
      assertEquals(300, tree.status().leaves());
      assertEquals(SignedNote.parse(before), tree.checkpoint().orElseThrow());
    }
    assertEquals(signed, checkpoints().size());
    runTo(301);
    assertEquals(signed + 1, checkpoints().size());
  }

  private List<CheckpointEntry> checkpoints() throws IOException {
    List<CheckpointEntry> found = new ArrayList<>();
    try (Journal journal = Fixtures.journal(directory)) {
      for (JournalEntry entry : JournalFixtures.read(journal).entries()) {
        if (entry.type() == EntryType.CHECKPOINT) {
          found.add(CheckpointEntry.read(entry.body()));
        }
      }
    }
    return found;
  }

  @Test
  void whateverIsLostOfTheTreeIsMadeAgainFromTheJournal() throws IOException {
    SignedNote signed = runTo(300);
    for (String lost : List.of("bookmark", "tile/0/000", "tile/0/001.p", "checkpoint", "tile")) {
      delete(tree(lost));
      assertEquals(signed.text(), runTo(300).text(), lost);
    }
    delete(directory.resolve("tree"));
    assertEquals(signed.text(), runTo(300).text());
    assertEquals(root(303), Checkpoint.parse(runTo(303).text()).root());
  }

  @Test
  void aBookmarkThatLeadsAstrayIsNotFollowed() throws IOException {
    runTo(20);
    List<String> wrong = new ArrayList<>(List.of("", "x", "20 1 200", "20 7 160", "1 2 3 4"));
    try (Journal journal = Fixtures.journal(directory)) {
      Segment segment = journal.segments().getFirst();
      wrong.add("5 1 " + segment.end());
      wrong.add("20 1 " + (segment.end() - 1));
    }
    long size = 20;
    for (String line : wrong) {
      Files.writeString(tree("bookmark"), line, StandardCharsets.US_ASCII);
      size++;
      runTo(size);
    }
  }

  @Test
  void aChangedTileIsMadeAgainAndKeptAside() throws IOException {
    runTo(300);
    Path tile = tree("tile/0/000");
    byte[] changed = Files.readAllBytes(tile);
    changed[5 * 32] ^= 1;
    Files.write(tile, changed);
    Path partial = tree("tile/0/001.p/44");
    byte[] half = Files.readAllBytes(partial);
    half[0] ^= 1;
    Files.write(partial, half);
    runTo(301);
    assertTrue(Files.exists(tree("tile-replaced/0/001.p/44")));
  }

  @Test
  void aJournalThatEndsBeforeTheLastCheckpointGetsNoFurtherOne() throws IOException {
    runTo(10);
    byte[] published = Files.readAllBytes(tree("checkpoint"));
    try (Stream<Path> files = Files.list(directory)) {
      for (Path segment : files.filter(file -> file.toString().endsWith(".journal")).toList()) {
        Files.delete(segment);
      }
    }
    restoreJournal(9, published);
    try (Journal journal = Fixtures.journal(directory);
        LogTree tree = Fixtures.tree(journal, directory)) {
      Fixtures.awaitFailure(tree, "journal ends with record 9");
      assertEquals(Optional.empty(), tree.checkpoint());
    }
  }

  /** A journal with the id of the former, as a copy of an earlier day has it. */
  private void restoreJournal(long records, byte[] published) throws IOException {
    Path copy = directory.resolve("former");
    try (Journal journal = Fixtures.journal(copy);
        LogTree tree = Fixtures.tree(journal, copy)) {
      Fixtures.grow(journal, records);
      SignedNote shorter = Fixtures.awaitCheckpoint(tree, records);
      String origin = Checkpoint.parse(shorter.text()).origin();
      String text =
          SignedNote.parse(published)
              .text()
              .replace(Checkpoint.parse(SignedNote.parse(published).text()).origin(), origin);
      LogSigner signer = Fixtures.signer(journal);
      SignedNote own = new SignedNote(text, List.of(signer.key().sign(text, signer.ed25519())));
      Files.write(tree("checkpoint"), own.toByteArray());
    }
    Path segment = Segment.file(directory, 1);
    Files.copy(Segment.file(copy, 1), segment);
    Files.delete(tree("bookmark"));
  }

  @Test
  void recordsThatAreNotTheOnesSignedGetNoCheckpoint() throws IOException {
    Path other = directory.resolve("other");
    SignedNote signed = runTo(5);
    try (Journal journal = Fixtures.journal(other)) {
      for (long n : List.of(1L, 2L, 30L, 4L, 5L, 6L)) {
        var _ = journal.append(Fixtures.record(n));
      }
      Files.createDirectories(other.resolve("tree"));
      LogSigner signer = Fixtures.signer(journal);
      String text =
          Checkpoint.of(signer.key().name(), 5, Checkpoint.parse(signed.text()).root()).text();
      SignedNote note = new SignedNote(text, List.of(signer.key().sign(text, signer.ed25519())));
      Files.write(other.resolve("tree/checkpoint"), note.toByteArray());
      try (LogTree tree = Fixtures.tree(journal, other)) {
        Fixtures.awaitFailure(tree, "not those that were signed");
        assertEquals(note, tree.checkpoint().orElseThrow());
      }
      assertFalse(
          JournalFixtures.read(journal).entries().stream()
              .anyMatch(entry -> entry.type() == EntryType.CHECKPOINT));
    }
  }

  @Test
  void aPrunedRecordKeepsItsPlaceAndItsProof() throws IOException {
    SignedNote signed = runTo(4);
    try (Journal journal = JournalFixtures.open(directory, 200)) {
      var _ = journal.append(Fixtures.record(5));
      var _ =
          journal.rewrite(
              1,
              entry ->
                  entry.frame().sequence() == 2 && entry.type() == EntryType.RECORD
                      ? Optional.of(
                          new PrunedRecord(RecordLeaf.entry(Fixtures.salt(2), Fixtures.head(2)))
                              .content())
                      : Optional.empty());
      assertTrue(
          JournalFixtures.read(journal).entries().stream()
              .anyMatch(entry -> entry.type() == EntryType.PRUNED));
    }
    delete(directory.resolve("tree"));
    assertEquals(root(4), Checkpoint.parse(signed.text()).root());
    assertEquals(root(5), Checkpoint.parse(runTo(5).text()).root());
  }

  @Test
  void killedAtSomePointsItComesBackToOneHistory() throws IOException {
    killAtEvery(9);
  }

  @Test
  @Tag("long")
  void killedAtAnyPointItComesBackToOneHistory() throws IOException {
    killAtEvery(1);
  }

  /** Killed at operations on files in turn, with a tile that gets full on the way. */
  private void killAtEvery(int step) throws IOException {
    Path start = directory.resolve("start");
    try (Journal journal = Fixtures.journal(start);
        LogTree tree = Fixtures.tree(journal, start)) {
      Fixtures.grow(journal, 255);
      Fixtures.awaitCheckpoint(tree, 255);
    }
    TreeHash grown = root(258);
    TreeHash atLast = root(259);
    boolean killed = true;
    for (int operations = 0; killed; operations += step) {
      Path copy = directory.resolve("killed-" + operations);
      copy(start, copy);
      try (Journal journal = Fixtures.journal(copy)) {
        KilledFiles files = new KilledFiles(operations);
        try (LogTree tree = Fixtures.tree(journal, copy, files, new Fixtures.NoStamps())) {
          Fixtures.grow(journal, 258);
          Fixtures.await(
              () ->
                  files.happened()
                      || tree.checkpoint().filter(n -> Fixtures.size(n) >= 258).isPresent(),
              tree);
        }
        killed = files.happened();
      }
      try (Journal journal = Fixtures.journal(copy);
          LogTree tree = Fixtures.tree(journal, copy)) {
        assertEquals(grown, Fixtures.open(Fixtures.awaitCheckpoint(tree, 258), tree).root());
        Fixtures.grow(journal, 259);
        Checkpoint last = Fixtures.open(Fixtures.awaitCheckpoint(tree, 259), tree);
        assertEquals(atLast, last.root());
        requireConsistent(journal, tree, last);
      }
      delete(copy);
    }
  }

  private static void requireConsistent(Journal journal, LogTree tree, Checkpoint last)
      throws IOException {
    try (JournalCursor cursor = journal.cursor(JournalPosition.START)) {
      for (Optional<JournalEntry> entry = cursor.next(_ -> {});
          entry.isPresent();
          entry = cursor.next(_ -> {})) {
        if (entry.get().type() == EntryType.CHECKPOINT) {
          Checkpoint signed = CheckpointEntry.read(entry.get().body()).checkpoint();
          tree.consistency(signed.size(), last.size()).check(signed.root(), last.root());
        }
      }
    }
    TilePath bundle = TilePath.entries(0, TilePath.FULL);
    assertEquals(256, EntryBundle.parse(tree.tile(bundle).orElseThrow(), bundle).size());
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> paths = Files.walk(from)) {
      for (Path path : paths.toList()) {
        Files.copy(path, to.resolve(from.relativize(path).toString()));
      }
    }
  }
}
