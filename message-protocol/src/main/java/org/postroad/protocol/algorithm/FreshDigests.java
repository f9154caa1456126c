// SPDX-License-Identifier: MIT
package org.postroad.protocol.algorithm;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * JCA digests that have seen nothing. They are copied from one that never does, because to look an
 * algorithm up costs as much as a short digest.
 */
final class FreshDigests {
  private static final Map<DigestAlgorithm, MessageDigest> UNUSED = unused();

  private FreshDigests() {}

  static MessageDigest of(DigestAlgorithm algorithm) {
    try {
      return (MessageDigest) Objects.requireNonNull(UNUSED.get(algorithm)).clone();
    } catch (CloneNotSupportedException e) {
      return lookedUp(algorithm);
    }
  }

  private static Map<DigestAlgorithm, MessageDigest> unused() {
    var digests = new EnumMap<DigestAlgorithm, MessageDigest>(DigestAlgorithm.class);
    for (DigestAlgorithm algorithm : DigestAlgorithm.values()) {
      digests.put(algorithm, lookedUp(algorithm));
    }
    return Collections.unmodifiableMap(digests);
  }

  private static MessageDigest lookedUp(DigestAlgorithm algorithm) {
    try {
      return MessageDigest.getInstance(algorithm.jcaName());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java runtime has no " + algorithm.jcaName(), e);
    }
  }
}
