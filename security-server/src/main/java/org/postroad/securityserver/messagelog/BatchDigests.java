// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.algorithm.DigestAlgorithm;

/**
 * SHA-512 of signature documents, taken once for all messages that were signed together: those of
 * the last few batches are remembered by their octets, since comparing is a hundred times cheaper
 * than digesting. For any number of threads.
 */
final class BatchDigests {
  private static final int BATCHES = 16;

  private record Known(byte[] document, Digest digest) {}

  private final AtomicReferenceArray<Known> known = new AtomicReferenceArray<>(BATCHES);
  private final AtomicInteger next = new AtomicInteger();

  /** The document must not be changed afterwards. */
  Digest sha512(byte[] document) {
    int newest = next.get() - 1;
    for (int age = 0; age < BATCHES; age++) {
      Known one = known.get(Math.floorMod(newest - age, BATCHES));
      if (one != null && Arrays.equals(one.document(), document)) {
        return one.digest();
      }
    }
    Digest digest = DigestAlgorithm.SHA512.digest(document);
    int place = Math.floorMod(next.getAndIncrement(), BATCHES);
    known.set(place, new Known(document, digest));
    return digest;
  }
}
