// SPDX-License-Identifier: MIT
package org.postroad.protocol.signature;

import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Certificates that signatures were made with, as they were read, and what such a signature said of
 * its certificate and was right about: the same comes with every message of a signer.
 *
 * <p>Nothing here is trusted: it only is not parsed and digested again. A hit means equal octets;
 * what falls into a taken slot replaces it.
 */
final class KnownSigners {

  private static final int SLOTS = 256;

  /** Certificates are smaller; hostile ones are parsed each time and take no memory. */
  private static final int MAXIMUM_BYTES = 8 * 1024;

  record Known(byte[] der, X509Certificate certificate, CertificateClaim claim) {}

  private final AtomicReferenceArray<Known> entries = new AtomicReferenceArray<>(SLOTS);

  Optional<Known> find(byte[] der) {
    var entry = entries.get(slot(der));
    return entry != null && Arrays.equals(entry.der(), der) ? Optional.of(entry) : Optional.empty();
  }

  /** The claim was found to be true of this certificate. */
  void remember(byte[] der, X509Certificate certificate, CertificateClaim claim) {
    if (der.length <= MAXIMUM_BYTES) {
      entries.set(slot(der), new Known(der, certificate, claim));
    }
  }

  private static int slot(byte[] der) {
    int hash = Arrays.hashCode(der);
    return (hash ^ hash >>> 16) & SLOTS - 1;
  }
}
