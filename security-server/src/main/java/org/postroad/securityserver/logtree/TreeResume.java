// SPDX-License-Identifier: MIT
package org.postroad.securityserver.logtree;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.postroad.protocol.transparency.Checkpoint;
import org.postroad.protocol.transparency.NoteKey;
import org.postroad.protocol.transparency.SignedNote;
import org.postroad.protocol.transparency.Unproven;
import org.postroad.securityserver.journal.EntryType;
import org.postroad.securityserver.journal.Journal;
import org.postroad.securityserver.journal.JournalCursor;
import org.postroad.securityserver.journal.JournalDamage;
import org.postroad.securityserver.journal.JournalEntry;
import org.postroad.securityserver.journal.JournalPosition;
import org.postroad.securityserver.journal.Segment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes up the tree of a log where it was left, however it was left. The newest checkpoint is
 * looked for in the published file and in the journal, which has it first; the tiles are believed
 * when they have its root, and made again from the journal when they do not. Nothing is ever signed
 * that does not go on from there.
 */
record TreeResume(Journal journal, TreeDirectory directory, TileDirectory tiles, NoteKey key) {
  private static final Logger LOG = LoggerFactory.getLogger(TreeResume.class);

  /**
   * A tree to go on with.
   *
   * @param newest the checkpoint that was signed last
   * @param from where the first record that is not in the tree stands, or before that
   */
  record Resumed(GrowingTree tree, Optional<SignedNote> newest, JournalPosition from) {}

  Resumed resume() throws IOException {
    Optional<Bookmark> bookmark =
        Bookmark.read(directory.bookmark())
            .filter(mark -> mark.position().compareTo(journal.end()) <= 0);
    Optional<SignedNote> newest = newest(bookmark);
    Optional<Checkpoint> signed = newest.map(note -> Checkpoint.parse(note.text()));
    long last = journal.lastSequence();
    if (signed.filter(checkpoint -> checkpoint.size() > last).isPresent()) {
      throw new Unproven(
          "the journal ends with record %d, a checkpoint over %d records was signed"
              .formatted(last, signed.get().size()));
    }
    GrowingTree tree = tree(signed);
    JournalPosition from =
        bookmark
            .filter(mark -> mark.size() <= tree.size())
            .map(Bookmark::position)
            .orElseGet(() -> segmentOf(tree.size() + 1));
    return new Resumed(tree, newest, from);
  }

  private GrowingTree tree(Optional<Checkpoint> signed) throws IOException {
    if (signed.isPresent()) {
      try {
        return GrowingTree.resume(tiles, signed.get());
      } catch (Unproven e) {
        LOG.warn("Tiles of the message log are made again from the journal: {}", e.getMessage());
      }
    }
    putTilesAside();
    return GrowingTree.begin(tiles, signed);
  }

  /** Tiles that do not fit are kept once: they may be the ones that were not changed. */
  private void putTilesAside() throws IOException {
    if (!Files.exists(directory.tiles())) {
      return;
    }
    if (Files.exists(directory.replacedTiles())) {
      delete(directory.tiles());
    } else {
      Files.move(directory.tiles(), directory.replacedTiles(), StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private static void delete(Path tree) throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> all = Files.walk(tree)) {
      deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : deepestFirst) {
      Files.delete(path);
    }
  }

  private JournalPosition segmentOf(long sequence) {
    JournalPosition from = JournalPosition.START;
    for (Segment segment : journal.segments()) {
      if (segment.header().lastSequence() < sequence) {
        from = segment.first();
      }
    }
    return from;
  }

  /** The largest checkpoint of this log; where both places have it, with the most signatures. */
  private Optional<SignedNote> newest(Optional<Bookmark> bookmark) throws IOException {
    List<SignedNote> found = new ArrayList<>();
    published().ifPresent(found::add);
    journalled(bookmark).ifPresent(found::add);
    return found.stream()
        .max(
            Comparator.comparingLong((SignedNote note) -> Checkpoint.parse(note.text()).size())
                .thenComparingInt(note -> note.signatures().size()));
  }

  private Optional<SignedNote> published() throws IOException {
    try {
      return own(SignedNote.parse(Files.readAllBytes(directory.checkpoint())));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (Unproven e) {
      LOG.warn("{} is no checkpoint: {}", directory.checkpoint(), e.getMessage());
      return Optional.empty();
    }
  }

  private Optional<SignedNote> own(SignedNote note) {
    try {
      note.verify(List.of(key));
      if (Checkpoint.parse(note.text()).origin().equals(key.name())) {
        return Optional.of(note);
      }
    } catch (Unproven e) {
      LOG.warn("A checkpoint in the message log is not of {}: {}", key, e.getMessage());
    }
    return Optional.empty();
  }

  private Optional<SignedNote> journalled(Optional<Bookmark> bookmark) throws IOException {
    if (bookmark.isPresent()) {
      List<JournalDamage> damages = new ArrayList<>();
      Optional<SignedNote> found = lastFrom(bookmark.get().position(), Long.MAX_VALUE, damages);
      if (damages.isEmpty()) {
        return found;
      }
    }
    for (Segment segment : journal.segments().reversed()) {
      Optional<SignedNote> found = lastFrom(segment.first(), segment.number(), new ArrayList<>());
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Optional<SignedNote> lastFrom(
      JournalPosition from, long lastSegment, List<JournalDamage> damages) throws IOException {
    Optional<SignedNote> last = Optional.empty();
    try (JournalCursor cursor = journal.cursor(from)) {
      for (Optional<JournalEntry> entry = cursor.next(damages::add);
          entry.isPresent() && entry.get().position().segment() <= lastSegment;
          entry = cursor.next(damages::add)) {
        if (entry.get().type() == EntryType.CHECKPOINT) {
          Optional<SignedNote> note = own(CheckpointEntry.read(entry.get().body()).note());
          last = note.isPresent() ? larger(last, note) : last;
        }
      }
    }
    return last;
  }

  /** Cosignatures of an older checkpoint may come after a newer one. */
  private static Optional<SignedNote> larger(
      Optional<SignedNote> former, Optional<SignedNote> latter) {
    return former.filter(note -> size(note) > size(latter.orElseThrow())).or(() -> latter);
  }

  private static long size(SignedNote note) {
    return Checkpoint.parse(note.text()).size();
  }
}
