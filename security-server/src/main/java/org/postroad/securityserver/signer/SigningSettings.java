// SPDX-License-Identifier: MIT
package org.postroad.securityserver.signer;

import java.time.Duration;

/**
 * How this server signs.
 *
 * <p>There is no setting for the digest: signatures are made with SHA-512, because with another the
 * hash chains of batches do not verify at peers that digest parts with SHA-512 (D-009, D-031).
 *
 * @param patience how long a message may wait for its signature (D-023)
 * @param localOperations how many signatures of one software key may be under way at once: half of
 *     the processors, since the rest of an exchange needs some and more would make smaller batches
 * @param deviceOperations how many operations of one key of a hardware token may be under way at
 *     once
 * @param ocspRetry how soon to ask again for an OCSP response that was not to be had (D-054)
 */
public record SigningSettings(
    Duration patience, int localOperations, int deviceOperations, Duration ocspRetry) {

  public static final SigningSettings DEFAULT =
      new SigningSettings(
          Duration.ofSeconds(60),
          Math.max(1, Runtime.getRuntime().availableProcessors() / 2),
          4,
          Duration.ofSeconds(60));

  public SigningSettings {
    if (!patience.isPositive() || !ocspRetry.isPositive()) {
      throw new IllegalArgumentException("signing waits " + patience + ", OCSP " + ocspRetry);
    }
    if (localOperations < 1 || deviceOperations < 1) {
      throw new IllegalArgumentException(
          "key operations under way: " + localOperations + " and " + deviceOperations);
    }
  }
}
