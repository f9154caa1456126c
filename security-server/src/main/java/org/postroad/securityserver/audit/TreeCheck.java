// SPDX-License-Identifier: MIT
package org.postroad.securityserver.audit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.postroad.protocol.transparency.TileTree;
import org.postroad.protocol.transparency.TreeHash;
import org.postroad.protocol.transparency.TreeHasher;
import org.postroad.protocol.transparency.TreeProofs;

/**
 * Grows the tree anew from the records, compares it with every checkpoint at its size and with the
 * leaves and tiles that were published. What a tree of one size has for a root is asked of this
 * tree alone, so no proof is needed: two checkpoints that both fit are consistent. For one thread.
 */
final class TreeCheck {
  private static final int MOST_DIVERGENCES = 10_000;

  private final PublishedLeaves published;
  private final ComparedTiles tiles;
  private final LeafComparison comparison;
  private final TileTree tree;
  private final TreeHasher hasher = new TreeHasher();

  /** Checkpoints that are larger than the tree so far, by size. */
  private final NavigableMap<Long, List<Claim>> awaited = new TreeMap<>();

  private final List<Claim> contradicted = new ArrayList<>();
  private long proven;
  private long cosigned;
  private long written = -1;
  private Optional<Long> brokenAt = Optional.empty();

  TreeCheck(PublishedLeaves published) {
    this.published = published;
    this.tiles = new ComparedTiles(published);
    this.comparison = new LeafComparison(published, MOST_DIVERGENCES);
    this.tree = new TileTree(tiles);
  }

  /** Takes the leaf of the next record. */
  void leaf(byte[] entry, byte[] hash) throws IOException {
    if (brokenAt.isPresent()) {
      return;
    }
    tree.append(entry);
    comparison.add(hash);
    while (!awaited.isEmpty() && awaited.firstKey() == tree.size()) {
      for (Claim claim : awaited.pollFirstEntry().getValue()) {
        compare(claim, tree.root());
      }
    }
  }

  /**
   * Takes leaves as they were published, for records that are not there or not looked at; without
   * them the tree ends here.
   */
  void assumed(long firstRecord, long lastRecord) throws IOException {
    for (long sequence = firstRecord; sequence <= lastRecord && brokenAt.isEmpty(); sequence++) {
      Optional<byte[]> entry = published.entry(sequence - 1);
      if (entry.isEmpty()) {
        brokenAt = Optional.of(sequence);
        return;
      }
      leaf(entry.get(), hasher.leaf(entry.get()).bytes());
    }
  }

  /** Compares a checkpoint with the tree, now or as soon as the tree has its size. */
  void claim(Claim claim) throws IOException {
    if (claim.size() <= tree.size()) {
      compare(claim, root(claim.size()));
    } else {
      awaited.computeIfAbsent(claim.size(), _ -> new ArrayList<>()).add(claim);
    }
  }

  private TreeHash root(long size) throws IOException {
    if (size == tree.size()) {
      return tree.root();
    }
    if (written != tree.size()) {
      tree.writePartial();
      written = tree.size();
    }
    return new TreeProofs(tiles, size).root();
  }

  private void compare(Claim claim, TreeHash root) {
    if (!claim.checkpoint().root().equals(root)) {
      contradicted.add(claim);
    } else if (claim.authentic()) {
      proven = Math.max(proven, claim.size());
      cosigned = claim.cosigned() ? Math.max(cosigned, claim.size()) : cosigned;
    }
  }

  /** The tree ends with the records. */
  void end() throws IOException {
    comparison.end();
    tiles.end(tree);
  }

  /** How many records are in the tree. */
  long size() {
    return tree.size();
  }

  /** The record at which the tree could not be grown any further. */
  Optional<Long> brokenAt() {
    return brokenAt;
  }

  /** Whether every record is in the tree and every published leaf was looked at. */
  boolean isComplete() {
    return brokenAt.isEmpty() && comparison.divergences().size() < MOST_DIVERGENCES;
  }

  /** The size of the largest checkpoint that follows from the records. */
  long proven() {
    return proven;
  }

  /** The same for checkpoints that enough witnesses cosigned. */
  long cosigned() {
    return cosigned;
  }

  /** How many of the published leaves a record was found for, or could be told to be missing. */
  long explained() {
    return comparison.explained();
  }

  List<LeafComparison.Divergence> divergences() {
    return comparison.divergences();
  }

  List<ComparedTiles.Difference> differences() {
    return tiles.differences();
  }

  /** Checkpoints of a size that the tree had, with another root. */
  List<Claim> contradicted() {
    return List.copyOf(contradicted);
  }

  /** Checkpoints over more records than there are. */
  List<Claim> beyond() {
    return awaited.values().stream().flatMap(List::stream).toList();
  }
}
