// SPDX-License-Identifier: MIT

package org.postroad.registry.distribution;

import java.time.Duration;

/**
 * What one client and all of them together may cost.
 *
 * @param headTime for a whole request head, also while waiting for the next one
 * @param writeTime for the client to take in what was sent
 */
public record DistributionLimits(
    int connections,
    int headBytes,
    int requestsPerConnection,
    Duration headTime,
    Duration writeTime) {
  public static final DistributionLimits DEFAULTS =
      new DistributionLimits(2000, 8192, 100, Duration.ofSeconds(10), Duration.ofSeconds(30));
}
