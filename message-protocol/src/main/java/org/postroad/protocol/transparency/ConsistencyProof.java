// SPDX-License-Identifier: MIT
package org.postroad.protocol.transparency;

import java.util.ArrayList;
import java.util.List;

/**
 * That a tree goes on from a smaller one with all its leaves as they were (RFC 6962, section 2.1.2;
 * verified as in RFC 9162, section 2.1.4.2). Of nothing, and of a tree with itself, the proof is
 * empty.
 */
public record ConsistencyProof(long oldSize, long newSize, List<TreeHash> path) {

  public ConsistencyProof {
    if (oldSize < 0 || oldSize > newSize) {
      throw new Unproven("a tree of " + newSize + " leaves cannot go on from one of " + oldSize);
    }
    path = List.copyOf(path);
  }

  /** Refuses roots of two trees of which the larger does not go on from the smaller. */
  public void check(TreeHash oldRoot, TreeHash newRoot) {
    if (oldSize == 0) {
      expectEmpty();
      expect(oldRoot, TreeHash.OF_NOTHING, 0);
      if (newSize == 0) {
        expect(newRoot, TreeHash.OF_NOTHING, 0);
      }
    } else if (oldSize == newSize) {
      expectEmpty();
      expect(newRoot, oldRoot, newSize);
    } else {
      checkPath(oldRoot, newRoot);
    }
  }

  private void expectEmpty() {
    if (!path.isEmpty()) {
      throw wrongLength();
    }
  }

  private void expect(TreeHash found, TreeHash expected, long size) {
    if (!found.equals(expected)) {
      throw new Unproven(
          "tree of %d leaves after %d: root %s, expected %s"
              .formatted(size, oldSize, found, expected));
    }
  }

  private void checkPath(TreeHash oldRoot, TreeHash newRoot) {
    List<TreeHash> hashes = new ArrayList<>(path);
    if (Long.bitCount(oldSize) == 1) {
      hashes.addFirst(oldRoot);
    }
    if (hashes.isEmpty()) {
      throw wrongLength();
    }
    TreeHasher hasher = new TreeHasher();
    int skipped = Long.numberOfTrailingZeros(~(oldSize - 1));
    long node = (oldSize - 1) >>> skipped;
    long last = (newSize - 1) >>> skipped;
    TreeHash before = hashes.getFirst();
    TreeHash after = before;
    for (TreeHash hash : hashes.subList(1, hashes.size())) {
      if (last == 0) {
        throw wrongLength();
      }
      if ((node & 1) == 1 || node == last) {
        before = hasher.node(hash, before);
        after = hasher.node(hash, after);
        int zeros = Long.numberOfTrailingZeros(node);
        node >>>= zeros;
        last >>>= zeros;
      } else {
        after = hasher.node(after, hash);
      }
      node >>>= 1;
      last >>>= 1;
    }
    if (last != 0) {
      throw wrongLength();
    }
    expect(before, oldRoot, oldSize);
    expect(after, newRoot, newSize);
  }

  private Unproven wrongLength() {
    return new Unproven(
        path.size() + " hashes do not prove " + newSize + " leaves to go on from " + oldSize);
  }
}
