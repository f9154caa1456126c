// SPDX-License-Identifier: MIT
package org.postroad.protocol.signature;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Results of hash chains as they were read: the same comes with every message of a batch.
 *
 * <p>Nothing here is trusted: it only is not parsed and digested again. A hit means equal octets;
 * what falls into a taken slot replaces it.
 */
final class KnownResults {

  private static final int SLOTS = 64;

  /** Results are smaller; hostile ones are read each time and take no memory. */
  private static final int MAXIMUM_BYTES = 4 * 1024;

  private final AtomicReferenceArray<HashChainResult> entries = new AtomicReferenceArray<>(SLOTS);

  HashChainResult read(byte[] octets) {
    int hash = Arrays.hashCode(octets);
    int slot = (hash ^ hash >>> 16) & SLOTS - 1;
    var known = entries.get(slot);
    if (known != null && Arrays.equals(known.octets(), octets)) {
      return known;
    }
    var result = HashChainResult.read(octets);
    if (octets.length <= MAXIMUM_BYTES) {
      entries.set(slot, result);
    }
    return result;
  }
}
