// SPDX-License-Identifier: MIT
package org.postroad.cli.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.TypeConversionException;

class TimeConverterTest {

  private static final TimeConverter TIMES =
      new TimeConverter(Clock.fixed(Instant.parse("2026-11-21T12:00:00Z"), ZoneOffset.UTC));

  @Test
  void understandsTheFormsThatPeopleType() {
    Map<String, String> forms =
        Map.of(
            "2026-11-21", "2026-11-21T00:00:00Z",
            "2026-11-21T09:30", "2026-11-21T09:30:00Z",
            "2026-11-21T09:30:00Z", "2026-11-21T09:30:00Z",
            "2026-11-21T09:30:00+02:00", "2026-11-21T07:30:00Z",
            "90s", "2026-11-21T11:58:30Z",
            "30m", "2026-11-21T11:30:00Z",
            "2h", "2026-11-21T10:00:00Z",
            "7d", "2026-11-14T12:00:00Z");
    forms.forEach((typed, meant) -> assertEquals(Instant.parse(meant), TIMES.convert(typed)));
  }

  @Test
  void refusesEverythingElse() {
    for (String typed : List.of("", "yesterday", "7", "d", "-1h", "9999999d", "2026-13-01")) {
      assertThrows(TypeConversionException.class, () -> TIMES.convert(typed), typed);
    }
  }
}
