// SPDX-License-Identifier: MIT
package org.postroad.securityserver.health;

import java.time.Duration;

/**
 * How long a health check is waited for and how long its answer counts (F07). A failure counts
 * longer, so that a node that has just come back is not sent work at its first good moment.
 */
public record CheckTimes(Duration answer, Duration good, Duration bad) {

  public static final CheckTimes DEFAULT =
      new CheckTimes(Duration.ofSeconds(5), Duration.ofSeconds(2), Duration.ofSeconds(30));
}
