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
}
