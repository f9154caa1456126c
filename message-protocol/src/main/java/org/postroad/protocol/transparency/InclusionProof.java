// SPDX-License-Identifier: MIT
package org.postroad.protocol.transparency;

import java.util.List;

/**
 * That a leaf is in a tree of a size (RFC 6962, section 2.1.1; verified as in RFC 9162, section
 * 2.1.3.2).
 *
 * @param path from the leaf's sibling to the root's child
 */
public record InclusionProof(long index, long size, List<TreeHash> path) {

  public InclusionProof {
    if (index < 0 || index >= size) {
      throw new Unproven("leaf " + index + " of a tree of " + size);
    }
    path = List.copyOf(path);
  }

  /** Refuses a root that the leaf does not lead to. */
  public void check(TreeHash leaf, TreeHash root) {
    TreeHash found = rootOf(leaf);
    if (!found.equals(root)) {
      throw new Unproven(
          "leaf %d of %d leads to the root %s, expected %s".formatted(index, size, found, root));
    }
  }

  private TreeHash rootOf(TreeHash leaf) {
    TreeHasher hasher = new TreeHasher();
    long node = index;
    long last = size - 1;
    TreeHash hash = leaf;
    for (TreeHash sibling : path) {
      if (last == 0) {
        throw wrongLength();
      }
      if ((node & 1) == 1 || node == last) {
        hash = hasher.node(sibling, hash);
        int skipped = Long.numberOfTrailingZeros(node);
        node >>>= skipped;
        last >>>= skipped;
      } else {
        hash = hasher.node(hash, sibling);
      }
      node >>>= 1;
      last >>>= 1;
    }
    if (last != 0) {
      throw wrongLength();
    }
    return hash;
  }

  private Unproven wrongLength() {
    return new Unproven(path.size() + " hashes do not prove leaf " + index + " of " + size);
  }
}
