// SPDX-License-Identifier: MIT
package org.postroad.securityserver.logtree;

import java.io.IOException;
import java.util.Optional;
import org.postroad.protocol.transparency.Checkpoint;
import org.postroad.protocol.transparency.TilePath;
import org.postroad.protocol.transparency.TileTree;
import org.postroad.protocol.transparency.TreeHash;
import org.postroad.protocol.transparency.Unproven;
import org.postroad.securityserver.journal.JournalEntry;
import org.postroad.securityserver.messagelog.LeafMaterial;
import org.postroad.securityserver.messagelog.PrunedRecord;

/**
 * The tree while entries of the journal are added to it. For one thread; after a failure it is not
 * used any more but taken up again from its tiles.
 */
final class GrowingTree {
  private final TileDirectory tiles;
  private final TileTree tree;
  private final Optional<Checkpoint> toReach;

  /** The size of which partial tiles were written last. */
  private long written;

  private GrowingTree(TileDirectory tiles, TileTree tree, Optional<Checkpoint> toReach) {
    this.tiles = tiles;
    this.tree = tree;
    this.toReach = toReach;
    this.written = tree.size();
  }

  /** Goes on from the tiles of a checkpoint. */
  static GrowingTree resume(TileDirectory tiles, Checkpoint checkpoint) throws IOException {
    return new GrowingTree(
        tiles, TileTree.resume(tiles, checkpoint.size(), checkpoint.root()), Optional.empty());
  }

  /**
   * Begins anew with the first record.
   *
   * @param signed what was signed before and has to come out again
   */
  static GrowingTree begin(TileDirectory tiles, Optional<Checkpoint> signed) {
    return new GrowingTree(tiles, new TileTree(tiles), signed);
  }

  long size() {
    return tree.size();
  }

  TreeHash root() {
    return tree.root();
  }

  /**
   * Adds an entry if it is a record that is not in the tree yet.
   *
   * @throws MissingRecord when another one should come first
   * @throws Unproven when the records are not those of a checkpoint that was signed
   */
  void add(JournalEntry entry) throws IOException {
    long sequence = entry.frame().sequence();
    switch (entry.type()) {
      case RECORD, PRUNED -> {
        if (sequence > tree.size() + 1) {
          throw new MissingRecord(tree.size() + 1);
        }
        if (sequence == tree.size() + 1) {
          var _ = tree.append(leaf(entry));
          checkReached();
        }
      }
      case TIMESTAMP, SEAL, CHECKPOINT, ARCHIVE -> {
        if (sequence > tree.size()) {
          throw new MissingRecord(tree.size() + 1);
        }
      }
    }
  }

  /** Of a pruned record the leaf is all there is. */
  private static byte[] leaf(JournalEntry entry) throws IOException {
    return switch (entry.type()) {
      case RECORD -> LeafMaterial.read(entry.body()).leaf();
      case PRUNED -> PrunedRecord.parse(entry.body()).leaf();
      case TIMESTAMP, SEAL, CHECKPOINT, ARCHIVE ->
          throw new IllegalArgumentException(entry.type() + " has no leaf");
    };
  }

  private void checkReached() {
    if (toReach.isPresent()
        && toReach.get().size() == tree.size()
        && !toReach.get().root().equals(tree.root())) {
      throw new Unproven(
          "the records of the journal are not those that were signed: %d of them have the root %s,"
                  .formatted(tree.size(), tree.root())
              + " the checkpoint says "
              + toReach.get().root());
    }
  }

  /** Returns when all tiles that a checkpoint of this size needs survive a power cut. */
  void write() throws IOException {
    tree.writePartial();
    tiles.force();
  }

  /** Deletes partial tiles of the checkpoint before, where full ones are there now. */
  void tidy() throws IOException {
    for (int level = 0; written >>> (8 * level) > 0; level++) {
      long index = written >>> (8 * (level + 1));
      if (tree.size() >>> (8 * (level + 1)) > index) {
        tiles.deletePartial(TilePath.tile(level, index, TilePath.FULL));
        if (level == 0) {
          tiles.deletePartial(TilePath.entries(index, TilePath.FULL));
        }
      }
    }
    written = tree.size();
  }

  /**
   * The journal does not have a record where it should be: it was damaged, or a bookmark is wrong.
   */
  static final class MissingRecord extends IOException {
    private static final long serialVersionUID = 1L;

    MissingRecord(long sequence) {
      super("record " + sequence + " is not in the journal or cannot be read");
    }
  }
}
