// SPDX-License-Identifier: MIT
package org.postroad.cli.output;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Points in time as people type them; without an offset they are in UTC, as all times shown. */
public final class TypedTime {
  public static final String FORMS =
      "2026-11-21, 2026-11-21T09:30, 2026-11-21T09:30:00Z, or 30m, 2h, 7d ago";

  private static final Pattern AGO = Pattern.compile("(\\d{1,6})([smhd])");

  private static final List<Function<String, Instant>> READERS =
      List.of(
          Instant::parse,
          text -> OffsetDateTime.parse(text).toInstant(),
          text -> LocalDateTime.parse(text).toInstant(ZoneOffset.UTC),
          text -> LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant());

  private TypedTime() {}

  /** The time that was typed, if it is one. */
  public static Optional<Instant> read(String typed, Clock clock) {
    Matcher ago = AGO.matcher(typed);
    if (ago.matches()) {
      return Optional.of(
          clock.instant().minus(duration(Long.parseLong(ago.group(1)), ago.group(2))));
    }
    return READERS.stream().flatMap(reader -> read(reader, typed).stream()).findFirst();
  }

  private static Duration duration(long number, String unit) {
    return switch (unit) {
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }

  private static Optional<Instant> read(Function<String, Instant> reader, String typed) {
    try {
      return Optional.of(reader.apply(typed));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
