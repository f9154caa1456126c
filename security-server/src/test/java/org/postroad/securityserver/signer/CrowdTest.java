// SPDX-License-Identifier: MIT
package org.postroad.securityserver.signer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CrowdTest {

  private static final long MILLISECOND = 1_000_000;

  private final Crowd crowd = new Crowd(0);
  private long now;

  /** Messages that come one by one and are signed alone. */
  private void come(int messages, long everyNanos) {
    for (int i = 0; i < messages; i++) {
      now += everyNanos;
      crowd.came(now);
      crowd.signed(1);
    }
  }

  @Test
  void aLoneCallerNeverWaitsHoweverFastItAsks() {
    come(1_000, MILLISECOND / 2);
    assertEquals(0, crowd.standBackNanos(1));
  }

  @Test
  void whoeverComesFirstAfterARestDoesNotWait() {
    come(1, 3_600_000 * MILLISECOND);
    assertEquals(0, crowd.standBackNanos(40));
  }

  @Test
  void manyUnderWayAreWaitedForWhereTheyComeSoon() {
    come(1_000, MILLISECOND);
    assertEquals(2 * MILLISECOND, crowd.standBackNanos(8));
    assertEquals(2 * MILLISECOND, crowd.standBackNanos(32), "no longer than for eight");
    assertEquals(3 * MILLISECOND, crowd.standBackNanos(82));
    assertEquals(4 * MILLISECOND, crowd.standBackNanos(1_000), "never longer");
  }

  @Test
  void manyUnderWayAreNotWaitedForWhereTheyComeSlowly() {
    come(1_000, 20 * MILLISECOND);
    assertEquals(0, crowd.standBackNanos(1_000), "their services take long");
  }

  @Test
  void theLargerTheBatchesTheLongerIsWaitedForTheNext() {
    crowd.signed(2);
    long afterTwo = crowd.standBackNanos(0);
    crowd.signed(12);
    assertTrue(crowd.standBackNanos(0) > afterTwo);
    crowd.signed(1);
    assertEquals(0, crowd.standBackNanos(0), "the crowd is gone");
  }
}
