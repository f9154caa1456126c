// SPDX-License-Identifier: MIT
package org.postroad.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ProcessAgeTest {
  private static final String STAT =
      "4711 (a ) name) S 1 4711 4711 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 15 0 7580123 99 100 101\n";

  @Test
  void isCountedFromTheBootToAHundredthOfASecond() {
    assertEquals(1240, ProcessAge.between(STAT, "75802.47 234388.90\n"));
  }

  @Test
  void ofThisProcessIsAboutWhatItsVirtualMachineSays() {
    long said = ManagementFactory.getRuntimeMXBean().getUptime();
    long age = ProcessAge.millis(Clock.systemUTC());
    assertTrue(age >= said - 10 && age < said + 60_000, age + " and " + said);
  }

  @Test
  void aClockThatSaysSomethingElseIsBelieved() {
    Instant later = Clock.systemUTC().instant().plus(Duration.ofDays(1));
    long age = ProcessAge.millis(Clock.fixed(later, ZoneOffset.UTC));
    assertTrue(age >= Duration.ofDays(1).toMillis(), () -> "" + age);
  }
}
