// SPDX-License-Identifier: MIT
package org.postroad.securityserver.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaceTest {
  private static final long START = Long.MAX_VALUE - 1_000_000;

  private final Pace pace = new Pace(START);
  private long now = START;

  private void take(int times, int entries, long microsBetween) {
    for (int i = 0; i < times; i++) {
      now += TimeUnit.MICROSECONDS.toNanos(microsBetween);
      pace.took(entries, now);
    }
  }

  @Test
  void nobodyWaitsAtFirst() {
    assertEquals(0, pace.standBackNanos());
  }

  @ParameterizedTest
  @CsvSource({
    "1, 130, true",
    "1, 300, false",
    "3, 500, true",
    "3, 700, false",
    "16, 1000, true",
    "1, 10, true"
  })
  void whoeverMayExpectFiveWaits(int entries, long microsBetween, boolean waits) {
    take(1_000, entries, microsBetween);
    assertEquals(waits ? Pace.MOST_NANOS : 0, pace.standBackNanos());
  }

  @Test
  void oneThatComesAfterAPauseWaitsForNobody() {
    take(1_000, 4, 400);
    take(1, 1, 60_000_000);
    take(1, 1, 60_000_000);
    assertEquals(0, pace.standBackNanos());
  }

  @Test
  void oneBurstIsNoPace() {
    take(100, 1, 2_000);
    take(1, 10, 100);
    assertEquals(0, pace.standBackNanos());
  }
}
