// SPDX-License-Identifier: MIT

package org.postroad.registry.catalog;

import java.time.Duration;

/**
 * What collecting may cost, whatever servers answer.
 *
 * @param atOnce how many clients are asked at the same time
 * @param patience for one answer; a client whose server keeps it waiting longer is left until the
 *     next round
 * @param clientTime for all answers about one client
 * @param mostServices of one client and kind
 * @param documentBytes of one description
 * @param clientBytes of all descriptions of one client together
 */
public record CollectionLimits(
    int atOnce,
    Duration patience,
    Duration clientTime,
    int mostServices,
    int documentBytes,
    int clientBytes) {
  public static final CollectionLimits DEFAULTS =
      new CollectionLimits(
          8, Duration.ofSeconds(30), Duration.ofMinutes(5), 2000, 10 << 20, 64 << 20);

  public CollectionLimits {
    if (atOnce < 1 || mostServices < 1 || documentBytes < 1 || clientBytes < documentBytes) {
      throw new IllegalArgumentException("limits of collecting must be positive");
    }
    if (patience.isNegative() || patience.isZero() || clientTime.compareTo(patience) < 0) {
      throw new IllegalArgumentException("patience of " + patience + " within " + clientTime);
    }
  }
}
