// SPDX-License-Identifier: MIT
package org.postroad.securityserver.signer;

/**
 * How long it is worth to wait for others before one operation of a key (decision 0036): a quarter
 * of a millisecond for each message of a usual batch or each exchange under way up to eight, a
 * little more for each above 32, four at most, and not at all where nobody can be expected in that
 * time.
 *
 * <p>For one thread at a time.
 */
final class Crowd {

  private static final long FOR_EACH_NANOS = 250_000;

  /** More are not waited for longer: they come soon enough, and whoever calls waits for them. */
  private static final int FEW = 8;

  /** From here on the processors are what keeps them, and each operation saved helps all. */
  private static final int MANY = 32;

  private static final long FOR_EACH_OF_MANY_NANOS = 20_000;
  private static final long MOST_NANOS = 4_000_000;

  /** Messages that must be expected at the pace of late. */
  private static final double WORTH = 1.5;

  /** What the last batch adds to what is thought of as usual. */
  private static final double NEWS_OF_BATCHES = 0.25;

  /** The same for the time between two messages. */
  private static final double NEWS_OF_PACE = 0.05;

  /** A longer time between two messages says no more. */
  private static final long SLOWEST_NANOS = 1_000_000_000;

  private double usual = 1;
  private boolean crowded;
  private double paceNanos = SLOWEST_NANOS;
  private long lastCame;

  /**
   * Nobody has come yet.
   *
   * @param nanoTime now, as all times of the same clock
   */
  Crowd(long nanoTime) {
    this.lastCame = nanoTime;
  }

  /** A message wants its signature. */
  void came(long nanoTime) {
    paceNanos += (Math.min(nanoTime - lastCame, SLOWEST_NANOS) - paceNanos) * NEWS_OF_PACE;
    lastCame = nanoTime;
  }

  /** So many are signed by one operation. */
  void signed(int messages) {
    crowded = messages > 1;
    usual += (messages - usual) * NEWS_OF_BATCHES;
  }

  /**
   * How long to wait.
   *
   * @param exchanges that the server has under way, most of which will want a signature
   */
  long standBackNanos(int exchanges) {
    double crowd = Math.max(crowded ? usual : 0, exchanges);
    double nanos =
        Math.min(crowd, FEW) * FOR_EACH_NANOS + Math.max(0, crowd - MANY) * FOR_EACH_OF_MANY_NANOS;
    long pause = Math.min((long) nanos, MOST_NANOS);
    return crowded || pause >= WORTH * paceNanos ? pause : 0;
  }
}
