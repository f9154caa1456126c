// SPDX-License-Identifier: MIT
package org.postroad.securityserver.logtree;

import java.time.Duration;
import java.util.Optional;

/** Since when there are records that no checkpoint covers, by the monotonic clock. */
final class Unsigned {
  private final Duration delay;
  private long signed;
  private Optional<Long> since = Optional.empty();

  Unsigned(Duration delay, long signed) {
    this.delay = delay;
    this.signed = signed;
  }

  void grown(long size, long nanoTime) {
    if (size > signed && since.isEmpty()) {
      since = Optional.of(nanoTime);
    }
  }

  void signed(long size) {
    signed = size;
    since = Optional.empty();
  }

  boolean exists() {
    return since.isPresent();
  }

  boolean isDue(long nanoTime) {
    return since.isPresent() && nanoTime - since.get() >= delay.toNanos();
  }

  /** How long until the next checkpoint is due; nothing when none is wanted. */
  Optional<Duration> left(long nanoTime) {
    return since.map(then -> Duration.ofNanos(Math.max(0, delay.toNanos() - (nanoTime - then))));
  }
}
