// SPDX-License-Identifier: MIT

package org.postroad.registry.catalog;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.algorithm.DigestAlgorithm;

/**
 * A digest over texts, each framed by its kind and length, so that no two rows of them coincide.
 */
final class MeaningDigest {
  private final MessageDigest digest = DigestAlgorithm.SHA256.newDigest();

  MeaningDigest add(char kind, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update(
        ByteBuffer.allocate(Character.BYTES + Integer.BYTES)
            .putChar(kind)
            .putInt(bytes.length)
            .array());
    digest.update(bytes);
    return this;
  }

  Digest finish() {
    return new Digest(DigestAlgorithm.SHA256, digest.digest());
  }
}
