// SPDX-License-Identifier: MIT
package org.postroad.securityserver.archive;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Times of the day, in UTC, at which something is done: {@code every} so long, beginning at {@code
 * first} after midnight.
 */
public record ArchiveSchedule(Duration first, Duration every) {

  public ArchiveSchedule {
    if (every.compareTo(Duration.ofMinutes(1)) < 0
        || every.compareTo(Duration.ofDays(1)) > 0
        || first.isNegative()
        || first.compareTo(every) >= 0) {
      throw new IllegalArgumentException(
          "every "
              + every
              + " from "
              + first
              + ", expected a minute to a day, beginning within it");
    }
  }

  /** The first of these times after an instant. */
  public Instant next(Instant after) {
    Instant midnight = after.truncatedTo(ChronoUnit.DAYS);
    Instant begin = midnight.plus(first);
    if (begin.isAfter(after)) {
      return begin;
    }
    long passed = Duration.between(begin, after).dividedBy(every);
    Instant next = begin.plus(every.multipliedBy(passed + 1));
    Instant tomorrow = midnight.plus(1, ChronoUnit.DAYS).plus(first);
    return next.isBefore(tomorrow) ? next : tomorrow;
  }
}
