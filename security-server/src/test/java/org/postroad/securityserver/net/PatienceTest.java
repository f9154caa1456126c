// SPDX-License-Identifier: MIT

package org.postroad.securityserver.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PatienceTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void aTotalRunsOutWhateverArrives() {
    Patience patience = Patience.total(Duration.ofSeconds(10));
    for (int i = 0; i < 10; i++) {
      assertEquals((10 - i) * SECOND, patience.nanos());
      patience.waited(SECOND);
      patience.received(100_000);
    }
    assertEquals(0, patience.nanos());
  }

  @Test
  void aDripRunsOutThoughEachWaitIsShort() {
    Patience patience = Patience.perWait(Duration.ofSeconds(30));
    patience.received(1_000_000_000);
    int waits = 0;
    while (patience.nanos() > SECOND) {
      patience.waited(SECOND);
      patience.received(10);
      waits++;
    }
    assertTrue(waits >= 29 && waits < 32, waits + " waits");
  }

  @Test
  void whoKeepsUpTheRateIsWaitedForAsLongAsItTakes() {
    Patience patience = Patience.perWait(Duration.ofSeconds(30));
    for (int i = 0; i < 10_000; i++) {
      patience.waited(SECOND);
      patience.received(HttpLimits.SLOWEST_BYTES_PER_SECOND);
    }
    assertEquals(30.0, patience.nanos() / (double) SECOND, 0.1);
  }

  @Test
  void wholeTimeEndsForThoseWhoKeepUpAsWell() {
    Patience patience = Patience.perWait(Duration.ofSeconds(30), Duration.ofSeconds(100));
    for (int i = 0; i < 100; i++) {
      assertEquals(Math.min(30, 100 - i) * SECOND, patience.nanos());
      patience.waited(SECOND);
      patience.received(1_000_000);
    }
    assertEquals(0, patience.nanos());
  }

  @Test
  void trustingEachWaitHasItsTimeOrNone() {
    Patience patience = Patience.trusting(Duration.ofSeconds(5));
    patience.waited(100 * SECOND);
    assertEquals(5 * SECOND, patience.nanos());
    assertEquals(Long.MAX_VALUE, Patience.trusting(Duration.ZERO).nanos());
  }
}
