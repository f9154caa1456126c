// SPDX-License-Identifier: MIT

package org.postroad.protocol.dispatch;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RequestRateTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final InetAddress ADDRESS = InetAddress.ofLiteral("192.0.2.1");
  private static final InetAddress OTHER = InetAddress.ofLiteral("192.0.2.2");

  private final RequestRate rate = new RequestRate(10, Duration.ofMinutes(1));

  private void useUp() {
    for (int i = 0; i < 10; i++) {
      assertTrue(rate.admits(ADDRESS, NOW));
    }
    assertFalse(rate.admits(ADDRESS, NOW));
  }

  @Test
  void tenRequestsMayComeAtOnce() {
    useUp();
    assertTrue(rate.admits(OTHER, NOW));
  }

  @Test
  void afterThatOneMayComeEverySixSeconds() {
    useUp();
    assertFalse(rate.admits(ADDRESS, NOW.plusSeconds(5)));
    assertTrue(rate.admits(ADDRESS, NOW.plusSeconds(6)));
    assertFalse(rate.admits(ADDRESS, NOW.plusSeconds(6)));
    assertTrue(rate.admits(ADDRESS, NOW.plusSeconds(12)));
  }

  @Test
  void afterAMinuteAllMayComeAgain() {
    useUp();
    for (int i = 0; i < 10; i++) {
      assertTrue(rate.admits(ADDRESS, NOW.plusSeconds(60)));
    }
    assertFalse(rate.admits(ADDRESS, NOW.plusSeconds(60)));
  }

  @Test
  void manyAddressesAreNotRememberedForEver() {
    useUp();
    for (int i = 0; i < 10_000; i++) {
      assertTrue(rate.admits(InetAddress.ofLiteral("10.0." + i / 250 + "." + i % 250), NOW));
    }
    assertTrue(rate.admits(ADDRESS, NOW));
  }
}
