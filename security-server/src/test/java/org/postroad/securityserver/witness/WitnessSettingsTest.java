// SPDX-License-Identifier: MIT
package org.postroad.securityserver.witness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WitnessSettingsTest {

  @Test
  void defaultsAreAsDocumented() {
    assertEquals(
        new WitnessSettings(
            Duration.ofSeconds(10), Duration.ofSeconds(1), Duration.ofMinutes(2), 1000),
        WitnessSettings.DEFAULT);
  }

  @Test
  void retriesComeLaterAndLater() {
    WitnessSettings settings = WitnessSettings.DEFAULT;
    assertEquals(Duration.ofSeconds(1), settings.afterFailures(1));
    assertEquals(Duration.ofSeconds(2), settings.afterFailures(2));
    assertEquals(Duration.ofSeconds(64), settings.afterFailures(7));
    assertEquals(Duration.ofMinutes(2), settings.afterFailures(8));
    assertEquals(Duration.ofMinutes(2), settings.afterFailures(Integer.MAX_VALUE));
  }

  @Test
  void refusesWhatMakesNoSense() {
    Duration second = Duration.ofSeconds(1);
    Duration none = Duration.ZERO;
    assertThrows(
        IllegalArgumentException.class, () -> new WitnessSettings(none, second, second, 1));
    assertThrows(
        IllegalArgumentException.class, () -> new WitnessSettings(second, none, second, 1));
    assertThrows(
        IllegalArgumentException.class, () -> new WitnessSettings(second, second, none, 1));
    assertThrows(
        IllegalArgumentException.class, () -> new WitnessSettings(second, second, second, 0));
  }
}
