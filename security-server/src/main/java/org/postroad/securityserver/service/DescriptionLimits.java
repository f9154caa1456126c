// SPDX-License-Identifier: MIT
package org.postroad.securityserver.service;

import java.time.Duration;

/**
 * What descriptions of services may cost this server. Anybody may ask for them, so the memory they
 * take at once has a bound.
 *
 * @param mostBytes of one document, in either direction (D16)
 * @param atOnce how many documents are downloaded and changed at the same time
 * @param patience how long a request waits for others to finish
 */
public record DescriptionLimits(int mostBytes, int atOnce, Duration patience) {

  public static final DescriptionLimits DEFAULT =
      new DescriptionLimits(10 * 1024 * 1024, 4, Duration.ofSeconds(30));

  public DescriptionLimits {
    if (mostBytes < 1 || atOnce < 1 || patience.isNegative()) {
      throw new IllegalArgumentException(
          "limits of descriptions: " + mostBytes + " bytes, " + atOnce + " at once, " + patience);
    }
  }
}
