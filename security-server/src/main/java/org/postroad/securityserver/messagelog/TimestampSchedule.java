// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import java.time.Duration;

/**
 * When the next batch is stamped and how large it may be (E-017 to E-019). While the authorities
 * fail, one record is tried at a time; the first success takes all that waits at once.
 *
 * @param interval between batches, kept within a minute and a day
 * @param retryDelay between tries while failing
 * @param batch most records of one token
 */
record TimestampSchedule(Duration interval, Duration retryDelay, int batch) {
  private static final Duration SHORTEST = Duration.ofSeconds(60);
  private static final Duration LONGEST = Duration.ofDays(1);

  /** The next attempt: after a delay, over at most so many records. */
  record Step(Duration delay, int limit, boolean retrying) {}

  /** How an attempt ended. */
  sealed interface Outcome {
    record Stamped(int records) implements Outcome {}

    record Failed() implements Outcome {}
  }

  TimestampSchedule {
    interval = clamped(interval);
  }

  private static Duration clamped(Duration interval) {
    if (interval.compareTo(SHORTEST) < 0) {
      return SHORTEST;
    }
    return interval.compareTo(LONGEST) > 0 ? LONGEST : interval;
  }

  Step first() {
    return new Step(interval, batch, false);
  }

  Step after(Step step, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Failed() ->
          new Step(interval.compareTo(retryDelay) < 0 ? interval : retryDelay, 1, true);
      case Outcome.Stamped(int records) -> {
        boolean more = records > 0 && (step.retrying() || records >= batch);
        yield new Step(more ? Duration.ZERO : interval, batch, false);
      }
    };
  }
}
