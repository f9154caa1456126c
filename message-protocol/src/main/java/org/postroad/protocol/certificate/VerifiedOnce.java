// SPDX-License-Identifier: MIT

package org.postroad.protocol.certificate;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.algorithm.DigestAlgorithm;

/**
 * Remembers results of verifications that do not depend on time, keyed by everything that went in
 * or by the SHA-256 of it (D-053). Only successes are put in; when full it forgets all and starts
 * again.
 */
final class VerifiedOnce<K, V> {
  private static final int LIMIT = 1000;

  private final ConcurrentHashMap<K, V> results = new ConcurrentHashMap<>();

  Optional<V> find(K key) {
    return Optional.ofNullable(results.get(key));
  }

  void remember(K key, V result) {
    if (results.size() >= LIMIT) {
      results.clear();
    }
    results.put(key, result);
  }

  static Digest key(byte[] whole) {
    return DigestAlgorithm.SHA256.digest(whole);
  }

  /** Each part goes in with its length, so that no two lists of parts give the same key. */
  static Digest key(Iterable<byte[]> parts) {
    MessageDigest digest = DigestAlgorithm.SHA256.newDigest();
    for (byte[] part : parts) {
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).flip());
      digest.update(part);
    }
    return new Digest(DigestAlgorithm.SHA256, digest.digest());
  }
}
