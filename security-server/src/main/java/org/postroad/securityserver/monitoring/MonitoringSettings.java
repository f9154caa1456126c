// SPDX-License-Identifier: MIT
package org.postroad.securityserver.monitoring;

import java.time.Duration;

/**
 * What is kept and told of exchanges.
 *
 * @param buffer records that wait to be written; 0 keeps none at all (G-011)
 * @param keep how long records are kept (G-013)
 * @param offset how old a record is before it is given out, so that a second is complete (G-016)
 * @param records most in one answer, and all further ones of its last second (G-020)
 * @param limitRemoteData whether all but the owner see only a few metrics of the machine (G-037)
 * @param managementBeans whether health data are management beans too (G-027)
 */
public record MonitoringSettings(
    int buffer,
    Duration keep,
    Duration offset,
    int records,
    boolean limitRemoteData,
    boolean managementBeans) {
  public static final MonitoringSettings DEFAULT =
      new MonitoringSettings(
          20_000, Duration.ofDays(7), Duration.ofMinutes(1), 10_000, false, false);

  /** Of health data (G-025). */
  static final Duration STATISTICS = Duration.ofMinutes(10);

  public MonitoringSettings {
    if (buffer < 0 || keep.isNegative() || offset.isNegative() || records < 1) {
      throw new IllegalArgumentException(
          "monitoring with " + buffer + " records, " + keep + ", " + offset + ", " + records);
    }
  }
}
