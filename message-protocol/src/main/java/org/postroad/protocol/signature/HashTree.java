// SPDX-License-Identifier: MIT
package org.postroad.protocol.signature;

import java.util.ArrayList;
import java.util.List;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.algorithm.DigestAlgorithm;

/**
 * The binary tree over the leaves of a batch, filled from the left (D-030).
 *
 * <pre>
 *          r = h(e, c)         a node with one child below takes its value unchanged,
 *         /           \        so the third leaf here needs one step and the others two
 *    e = h(a, b)       c
 *     /     \          |
 *    a       b         c
 * </pre>
 */
final class HashTree {

  /** The other half of a step on the way from the root to a leaf. */
  record Sibling(Digest value, boolean onTheLeft) {}

  private final List<List<Digest>> levels = new ArrayList<>();

  /** A tree over at least one leaf. */
  HashTree(DigestAlgorithm algorithm, List<Digest> leaves) {
    if (leaves.isEmpty()) {
      throw new IllegalArgumentException("A hash tree needs a leaf");
    }
    var level = List.copyOf(leaves);
    levels.add(level);
    while (level.size() > 1) {
      level = above(algorithm, level);
      levels.add(level);
    }
  }

  private static List<Digest> above(DigestAlgorithm algorithm, List<Digest> level) {
    var parents = new ArrayList<Digest>((level.size() + 1) / 2);
    for (int i = 0; i < level.size(); i += 2) {
      parents.add(
          i + 1 < level.size()
              ? StepValue.digest(algorithm, level.subList(i, i + 2))
              : level.get(i));
    }
    return parents;
  }

  Digest root() {
    return levels.getLast().getFirst();
  }

  /** The siblings met on the way down to a leaf; the first belongs to the root's step. */
  List<Sibling> pathTo(int leaf) {
    var path = new ArrayList<Sibling>(levels.size() - 1);
    for (int height = levels.size() - 2; height >= 0; height--) {
      var level = levels.get(height);
      int sibling = (leaf >> height) ^ 1;
      if (sibling < level.size()) {
        path.add(new Sibling(level.get(sibling), (sibling & 1) == 0));
      }
    }
    return path;
  }
}
