// SPDX-License-Identifier: MIT
package org.postroad.securityserver.witness;

import java.time.Duration;

/**
 * How this server deals with witnesses. Who they are stands in its policy.
 *
 * @param answer time for a witness to answer one request
 * @param firstRetry time after a failure before the witness is asked again, twice as long after
 *     each further one
 * @param lastRetry the longest such time
 * @param connections that the port for checkpoints and tiles holds at once
 */
public record WitnessSettings(
    Duration answer, Duration firstRetry, Duration lastRetry, int connections) {

  public static final WitnessSettings DEFAULT =
      new WitnessSettings(
          Duration.ofSeconds(10), Duration.ofSeconds(1), Duration.ofMinutes(2), 1000);

  public WitnessSettings {
    if (answer.isNegative()
        || answer.isZero()
        || firstRetry.isNegative()
        || firstRetry.isZero()
        || lastRetry.compareTo(firstRetry) < 0
        || connections < 1) {
      throw new IllegalArgumentException(
          "answer within %s, retries after %s to %s, %d connections: expected more than nothing"
              .formatted(answer, firstRetry, lastRetry, connections));
    }
  }

  /** How long a witness is left alone after so many failures in a row. */
  Duration afterFailures(int failures) {
    Duration delay = firstRetry;
    for (int i = 1; i < failures && delay.compareTo(lastRetry) < 0; i++) {
      delay = delay.multipliedBy(2);
    }
    return delay.compareTo(lastRetry) < 0 ? delay : lastRetry;
  }
}
