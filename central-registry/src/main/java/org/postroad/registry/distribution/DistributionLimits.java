// SPDX-License-Identifier: MIT

package org.postroad.registry.distribution;

import java.time.Duration;

/**
 * What one client and all of them together may cost.
 *
 * @param headTime for a whole request head, also while waiting for the next one
 * @param writeTime for the client to take in what was sent
 * @param apiRequestsPerMinute of one address, for what is not a file
 */
public record DistributionLimits(
    int connections,
    int headBytes,
    int requestsPerConnection,
    Duration headTime,
    Duration writeTime,
    int apiRequestsPerMinute) {
  private static final int USUAL_RATE = 600;

  public static final DistributionLimits DEFAULTS =
      new DistributionLimits(2000, 8192, 100, Duration.ofSeconds(10), Duration.ofSeconds(30));

  /** With the usual rate of questions. */
  public DistributionLimits(
      int connections,
      int headBytes,
      int requestsPerConnection,
      Duration headTime,
      Duration writeTime) {
    this(connections, headBytes, requestsPerConnection, headTime, writeTime, USUAL_RATE);
  }
}
