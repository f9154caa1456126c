// SPDX-License-Identifier: MIT
package org.postroad.protocol.transparency;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the proofs of a tree of one size from its tiles, word for word as RFC 6962 defines them
 * (section 2.1). Tiles are believed: whoever did not write them checks the proof. For one thread.
 */
public final class TreeProofs {
  private final Tiles tiles;
  private final long size;
  private final TreeHasher hasher = new TreeHasher();

  public TreeProofs(TileStore store, long size) {
    this.tiles = new Tiles(store, size);
    this.size = size;
  }

  public TreeHash root() throws IOException {
    return size == 0 ? TreeHash.OF_NOTHING : range(0, size);
  }

  /** {@code PATH(m, D[n])}, section 2.1.1. */
  public InclusionProof inclusion(long index) throws IOException {
    if (index < 0 || index >= size) {
      throw new Unproven("leaf " + index + " of a tree of " + size);
    }
    List<TreeHash> path = new ArrayList<>();
    path(index, 0, size, path);
    return new InclusionProof(index, size, path);
  }

  private void path(long leaf, long from, long to, List<TreeHash> path) throws IOException {
    if (to - from == 1) {
      return;
    }
    long middle = from + split(to - from);
    if (leaf < middle) {
      path(leaf, from, middle, path);
      path.add(range(middle, to));
    } else {
      path(leaf, middle, to, path);
      path.add(range(from, middle));
    }
  }

  /** {@code PROOF(m, D[n])}, section 2.1.2; empty from nothing. */
  public ConsistencyProof consistency(long oldSize) throws IOException {
    if (oldSize < 0 || oldSize > size) {
      throw new Unproven("a tree of " + size + " leaves cannot go on from one of " + oldSize);
    }
    List<TreeHash> path = new ArrayList<>();
    if (oldSize > 0) {
      subproof(oldSize, 0, size, true, path);
    }
    return new ConsistencyProof(oldSize, size, path);
  }

  private void subproof(long oldEnd, long from, long to, boolean known, List<TreeHash> path)
      throws IOException {
    if (oldEnd == to) {
      if (!known) {
        path.add(range(from, to));
      }
      return;
    }
    long middle = from + split(to - from);
    if (oldEnd <= middle) {
      subproof(oldEnd, from, middle, known, path);
      path.add(range(middle, to));
    } else {
      subproof(oldEnd, middle, to, false, path);
      path.add(range(from, middle));
    }
  }

  /** The largest power of two below a number of leaves. */
  private static long split(long leaves) {
    return Long.highestOneBit(leaves - 1);
  }

  /** {@code MTH(D[from:to])}; every range of these proofs begins where a subtree of it could. */
  private TreeHash range(long from, long to) throws IOException {
    long leaves = to - from;
    if (Long.bitCount(leaves) == 1) {
      return complete(from, Long.numberOfTrailingZeros(leaves));
    }
    long middle = from + split(leaves);
    return hasher.node(range(from, middle), range(middle, to));
  }

  private TreeHash complete(long from, int height) throws IOException {
    int level = height / Tiles.HEIGHT;
    long first = from >>> (Tiles.HEIGHT * level);
    byte[] tile = tiles.tile(level, first / TilePath.FULL);
    return hasher.complete(tile, (int) (first % TilePath.FULL), 1 << (height % Tiles.HEIGHT));
  }
}
