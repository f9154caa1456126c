// SPDX-License-Identifier: MIT
package org.postroad.securityserver.journal;

/**
 * How fast entries come, and so whether a group of them is worth a moment of waiting (decision
 * 0006). A force costs the processor as much as writing many entries; where a few come in the time,
 * they share it. An entry that comes alone waits for nobody.
 *
 * <p>For one thread.
 */
final class Pace {

  /** So long is waited at most, in nanoseconds. */
  static final long MOST_NANOS = 1_000_000;

  /** So many in a group are enough: more would save little. */
  static final int ENOUGH = 16;

  /** As many must be expected in the time as make it worth while. */
  private static final long WORTH_NANOS = MOST_NANOS / 5;

  /** A longer time between two entries says no more. */
  private static final double SLOWEST_NANOS = 10_000_000;

  /** What one entry adds to what is thought of as usual. */
  private static final double NEWS = 0.02;

  private double nanos = SLOWEST_NANOS;
  private long lastTaken;

  /**
   * Nothing has come yet.
   *
   * @param nanoTime now, as all times of the same clock
   */
  Pace(long nanoTime) {
    this.lastTaken = nanoTime;
  }

  /** So many have come since the last time this was said. */
  void took(int entries, long nanoTime) {
    double each = Math.min((double) (nanoTime - lastTaken) / entries, SLOWEST_NANOS);
    nanos += (each - nanos) * Math.min(1, entries * NEWS);
    lastTaken = nanoTime;
  }

  /** How long to wait for others, in nanoseconds. */
  long standBackNanos() {
    return nanos <= WORTH_NANOS ? MOST_NANOS : 0;
  }
}
