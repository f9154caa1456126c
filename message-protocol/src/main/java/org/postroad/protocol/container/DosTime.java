// SPDX-License-Identifier: MIT
package org.postroad.protocol.container;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Times of ZIP entries: two seconds fine, 1980 to 2107, and read as UTC since the format does not
 * say which zone was meant.
 */
record DosTime(int time, int date) {
  private static final int FIRST_YEAR = 1980;
  private static final int LAST_YEAR = 2107;

  static DosTime of(Instant instant) {
    LocalDateTime at = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    if (at.getYear() < FIRST_YEAR || at.getYear() > LAST_YEAR) {
      throw new IllegalArgumentException(
          "A container cannot carry the time " + instant + ", expected 1980 to 2107");
    }
    return new DosTime(
        at.getHour() << 11 | at.getMinute() << 5 | at.getSecond() / 2,
        (at.getYear() - FIRST_YEAR) << 9 | at.getMonthValue() << 5 | at.getDayOfMonth());
  }

  Instant instant() {
    try {
      return LocalDateTime.of(
              FIRST_YEAR + (date >> 9),
              (date >> 5) & 0xf,
              date & 0x1f,
              time >> 11,
              (time >> 5) & 0x3f,
              (time & 0x1f) * 2)
          .toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw ZipBytes.refuse("an entry has a time that does not exist: " + e.getMessage());
    }
  }
}
