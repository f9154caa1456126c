// SPDX-License-Identifier: MIT
package org.postroad.protocol.transparency;

import java.security.MessageDigest;
import org.postroad.protocol.algorithm.DigestAlgorithm;

/**
 * Hashes leaves and nodes so that none passes for the other (RFC 6962, section 2.1): {@code
 * SHA-256(0x00 ‖ entry)} and {@code SHA-256(0x01 ‖ left ‖ right)}. For one thread.
 */
public final class TreeHasher {
  private static final byte LEAF = 0;
  private static final byte NODE = 1;

  private final MessageDigest sha256 = DigestAlgorithm.SHA256.newDigest();

  public TreeHash leaf(byte[] entry) {
    return TreeHash.of(rawLeaf(entry));
  }

  public TreeHash node(TreeHash left, TreeHash right) {
    return TreeHash.of(rawNode(left.raw(), 0, right.raw(), 0));
  }

  byte[] rawLeaf(byte[] entry) {
    sha256.update(LEAF);
    return sha256.digest(entry);
  }

  byte[] rawNode(byte[] left, int leftAt, byte[] right, int rightAt) {
    sha256.update(NODE);
    sha256.update(left, leftAt, TreeHash.LENGTH);
    sha256.update(right, rightAt, TreeHash.LENGTH);
    return sha256.digest();
  }

  /**
   * The root over a run of hashes in a tile, which are a power of two of complete subtrees of one
   * height.
   */
  TreeHash complete(byte[] tile, int first, int count) {
    byte[] row = new byte[count * TreeHash.LENGTH];
    System.arraycopy(tile, first * TreeHash.LENGTH, row, 0, row.length);
    for (int left = count; left > 1; left /= 2) {
      for (int i = 0; i < left / 2; i++) {
        int at = 2 * i * TreeHash.LENGTH;
        byte[] node = rawNode(row, at, row, at + TreeHash.LENGTH);
        System.arraycopy(node, 0, row, i * TreeHash.LENGTH, TreeHash.LENGTH);
      }
    }
    return TreeHash.at(row, 0);
  }
}
