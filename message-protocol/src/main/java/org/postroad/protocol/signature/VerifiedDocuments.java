// SPDX-License-Identifier: MIT
package org.postroad.protocol.signature;

import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The last signature documents of batches whose value was verified: all messages of a batch carry
 * the same octets, so that a key operation is due once a batch.
 *
 * <p>A hit means equal octets, not an equal hash. What falls into a taken slot replaces it, so
 * hostile documents can cost others a key operation but neither memory nor a wrong answer.
 */
final class VerifiedDocuments {

  private static final int SLOTS = 64;

  /** Documents are smaller; larger ones are verified each time and take no memory. */
  private static final int MAXIMUM_BYTES = 64 * 1024;

  private record Entry(byte[] octets, SignatureDocument document) {}

  private final AtomicReferenceArray<Entry> entries = new AtomicReferenceArray<>(SLOTS);

  Optional<SignatureDocument> find(byte[] octets) {
    var entry = entries.get(slot(octets));
    return entry != null && Arrays.equals(entry.octets(), octets)
        ? Optional.of(entry.document())
        : Optional.empty();
  }

  /** Only documents of batches come again. */
  void remember(byte[] octets, SignatureDocument document) {
    if (document.isBatch() && octets.length <= MAXIMUM_BYTES) {
      entries.set(slot(octets), new Entry(octets, document));
    }
  }

  private static int slot(byte[] octets) {
    int hash = Arrays.hashCode(octets);
    return (hash ^ hash >>> 16) & SLOTS - 1;
  }
}
