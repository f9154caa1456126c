// SPDX-License-Identifier: MIT
package org.postroad.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands until it is moved, by whichever thread. */
public final class StandingClock extends Clock {

  private final AtomicReference<Instant> now;

  /** At the time of the test authority. */
  public StandingClock() {
    this(TestAuthority.NOW);
  }

  public StandingClock(Instant now) {
    this.now = new AtomicReference<>(now);
  }

  public void set(Instant time) {
    now.set(time);
  }

  public void move(Duration by) {
    var _ = now.updateAndGet(time -> time.plus(by));
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }

  @Override
  public Instant instant() {
    return now.get();
  }
}
