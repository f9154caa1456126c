// SPDX-License-Identifier: MIT
package org.postroad.protocol.transparency;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.postroad.protocol.algorithm.DigestAlgorithm;

/**
 * The entry of the tree that stands for a record of the message log:
 *
 * <pre>
 * 0x01 ‖ SHA-256("postroad/log-record/v1" ‖ salt ‖ record)
 * </pre>
 *
 * <p>The record is its head alone: identifiers, times and digests. With the random salt deleted,
 * nobody can find out by guessing what the record said, and the tree stays whole.
 */
public final class RecordLeaf {
  public static final int SALT = 32;
  private static final byte VERSION = 1;
  private static final byte[] LABEL = "postroad/log-record/v1".getBytes(StandardCharsets.US_ASCII);

  private RecordLeaf() {}

  public static byte[] entry(byte[] salt, byte[] record) {
    if (salt.length != SALT) {
      throw new IllegalArgumentException("salt of " + salt.length + " bytes, expected " + SALT);
    }
    MessageDigest sha256 = DigestAlgorithm.SHA256.newDigest();
    sha256.update(LABEL);
    sha256.update(salt);
    byte[] digest = sha256.digest(record);
    byte[] entry = new byte[1 + digest.length];
    entry[0] = VERSION;
    System.arraycopy(digest, 0, entry, 1, digest.length);
    return entry;
  }
}
