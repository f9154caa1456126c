// SPDX-License-Identifier: MIT
package org.postroad.securityserver.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchiveScheduleTest {

  @ParameterizedTest
  @CsvSource({
    "2026-11-21T00:00:00Z, 2026-11-21T06:00:00Z, 2026-11-21T03:00:00Z",
    "2026-11-21T02:59:59.999Z, 2026-11-21T06:00:00Z, 2026-11-21T03:00:00Z",
    "2026-11-21T03:00:00Z, 2026-11-21T06:00:00Z, 2026-11-21T09:00:00Z",
    "2026-11-21T21:00:00Z, 2026-11-22T00:00:00Z, 2026-11-22T03:00:00Z",
    "2026-12-31T23:59:59Z, 2027-01-01T00:00:00Z, 2027-01-01T03:00:00Z",
  })
  void unlessSaidArchivesFromMidnightAndCleansFromThreeEverySixHours(
      Instant now, Instant archive, Instant clean) {
    assertEquals(archive, ArchiveSettings.DEFAULT.schedule().next(now));
    assertEquals(clean, ArchiveSettings.DEFAULT.cleaning().next(now));
  }

  @Test
  void anIntervalThatDoesNotFitTheDayBeginsAnewEachDay() {
    ArchiveSchedule sevenHours = new ArchiveSchedule(Duration.ofHours(1), Duration.ofHours(7));
    assertEquals(
        Instant.parse("2026-11-21T22:00:00Z"),
        sevenHours.next(Instant.parse("2026-11-21T15:00:00Z")));
    assertEquals(
        Instant.parse("2026-11-22T01:00:00Z"),
        sevenHours.next(Instant.parse("2026-11-21T22:00:00Z")));
  }

  @Test
  void refusesWhatIsNoTimeOfDay() {
    Duration hour = Duration.ofHours(1);
    assertThrows(
        IllegalArgumentException.class, () -> new ArchiveSchedule(Duration.ZERO, Duration.ZERO));
    assertThrows(IllegalArgumentException.class, () -> new ArchiveSchedule(hour, hour));
    assertThrows(
        IllegalArgumentException.class,
        () -> new ArchiveSchedule(Duration.ZERO, Duration.ofDays(2)));
  }

  @Test
  void theOtherDefaultsAreThoseOfTheReference() {
    ArchiveSettings settings = ArchiveSettings.DEFAULT;
    assertEquals(33_554_432, settings.maxFileBytes());
    assertEquals(ArchiveGrouping.NONE, settings.grouping());
    assertEquals(Duration.ofDays(30), settings.retention().keepRecordsFor());
    assertEquals("SHA-512", settings.algorithm().jcaName());
  }
}
