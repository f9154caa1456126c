// SPDX-License-Identifier: MIT
package org.postroad.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnitsTest {

  @Test
  void readsWhatItPrints() {
    for (long bytes : new long[] {0, 1, 1000, 1 << 10, 3 << 20, 5L << 30, (1L << 30) + 1}) {
      assertEquals(Optional.of(bytes), Units.size(Units.ofSize(bytes)));
    }
    for (long millis : new long[] {0, 1, 1500, 60_000, 5_400_000, 86_400_000}) {
      Duration time = Duration.ofMillis(millis);
      assertEquals(Optional.of(time), Units.time(Units.ofTime(time)));
    }
  }

  @Test
  void takesTheLargestUnitThatFits() {
    assertEquals("90 min", Units.ofTime(Duration.ofMinutes(90)));
    assertEquals("1536 KiB", Units.ofSize(1536 << 10));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "-1 s", "1.5 s", "5 S", "s", "999999999999999999 d", "1 s 2 s"})
  void refusesWhatIsNoTime(String text) {
    assertEquals(Optional.empty(), Units.time(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "-1 B", "1.5 MiB", "5 mib", "99999999999 GiB"})
  void refusesWhatIsNoSize(String text) {
    assertEquals(Optional.empty(), Units.size(text));
  }
}
