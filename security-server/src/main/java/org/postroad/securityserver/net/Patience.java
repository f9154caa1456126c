// SPDX-License-Identifier: MIT

package org.postroad.securityserver.net;

import java.time.Duration;

/**
 * How long one reader may still wait for bytes: a time for each wait, and a store of time that
 * every byte received fills up again.
 *
 * <p>Only waiting counts, so a slow handler never costs its peer anything, and a peer that drips
 * bytes runs out however regularly it drips them.
 */
final class Patience {
  private static final long NEVER = Long.MAX_VALUE;
  private static final long NANOS_PER_BYTE = 1_000_000_000L / HttpLimits.SLOWEST_BYTES_PER_SECOND;

  private final long eachNanos;
  private final boolean earning;
  private long leftNanos;
  private long wholeNanos;

  private Patience(long eachNanos, long totalNanos, boolean earning, long wholeNanos) {
    this.eachNanos = eachNanos;
    this.leftNanos = totalNanos;
    this.earning = earning;
    this.wholeNanos = wholeNanos;
  }

  /** So much waiting in all, whatever arrives. */
  static Patience total(Duration time) {
    return new Patience(NEVER, time.toNanos(), false, NEVER);
  }

  /** So much for each wait, and in all so much more as the bytes received deserve. */
  static Patience perWait(Duration time) {
    return perWait(time, Duration.ZERO);
  }

  /** The same, but never more than the whole time in all; zero means that there is no such end. */
  static Patience perWait(Duration time, Duration whole) {
    return new Patience(time.toNanos(), time.toNanos(), true, orNever(whole));
  }

  /**
   * So much for each wait and no total; for a peer that was chosen, not one that came. Zero means
   * no end.
   */
  static Patience trusting(Duration time) {
    return new Patience(orNever(time), NEVER, false, NEVER);
  }

  private static long orNever(Duration time) {
    return time.isZero() ? NEVER : time.toNanos();
  }

  long nanos() {
    return Math.min(wholeNanos, Math.min(eachNanos, leftNanos));
  }

  void waited(long nanos) {
    if (leftNanos != NEVER) {
      leftNanos -= nanos;
    }
    if (wholeNanos != NEVER) {
      wholeNanos -= nanos;
    }
  }

  void received(int bytes) {
    if (earning) {
      leftNanos = Math.min(eachNanos, leftNanos + bytes * NANOS_PER_BYTE);
    }
  }
}
