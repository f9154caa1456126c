// SPDX-License-Identifier: MIT
package org.postroad.securityserver.logtree;

import java.time.Duration;

/**
 * How often the tree of the log is signed.
 *
 * @param checkpointDelay how long after the first record that no checkpoint covers the next one is
 *     signed, so that records that come together share it; below a second
 * @param stampInterval the shortest time between time-stamps of checkpoints
 * @param retryDelay before the tree is taken up again after a failure
 */
public record LogTreeOptions(
    Duration checkpointDelay, Duration stampInterval, Duration retryDelay) {

  public static final LogTreeOptions DEFAULT =
      new LogTreeOptions(Duration.ofMillis(500), Duration.ofSeconds(60), Duration.ofSeconds(1));

  public LogTreeOptions {
    if (checkpointDelay.isNegative() || checkpointDelay.compareTo(Duration.ofSeconds(1)) >= 0) {
      throw new IllegalArgumentException(
          "checkpoint after " + checkpointDelay + ", expected less than a second");
    }
    if (stampInterval.isNegative() || !retryDelay.isPositive()) {
      throw new IllegalArgumentException(
          "time-stamps every " + stampInterval + ", retry after " + retryDelay);
    }
  }
}
