// SPDX-License-Identifier: MIT
package org.postroad.protocol.algorithm;

/**
 * A private key somewhere, software or hardware, that signs with one fixed algorithm.
 *
 * <p>Safe for use by several threads at once. The key itself is never handed out.
 */
public interface SigningKey {

  /** What {@link #sign} makes. */
  SignatureAlgorithm algorithm();

  /** The signature over {@code data} in the form of JCA: an ECDSA value is DER, not raw r‖s. */
  byte[] sign(byte[] data);

  /**
   * Whether {@link #sign} is arithmetic in this process. A device is waited for instead, which
   * would pin the carrier of a virtual thread: call it from a platform thread.
   */
  default boolean isLocal() {
    return true;
  }

  /** Whether one signature may be made for several messages that wait for it. */
  default boolean batches() {
    return true;
  }
}
