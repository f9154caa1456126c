// SPDX-License-Identifier: MIT

package org.postroad.protocol.globalconf;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How new a directory is for one instance, to refuse being led back to an older one that has not
 * expired yet (threat 60).
 *
 * <p>The format has no generation time of its own. Registries put it into the signed locations of
 * their parts ({@code /V6/20251110170000548026000/…}, also behind a configuration proxy); where it
 * is missing on either side, the expiry decides.
 */
public record Generation(Optional<Instant> generatedAt, Instant expires, int version) {
  private static final int STAMP_DIGITS = 23;
  private static final DateTimeFormatter STAMP =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuuMMddHHmmss")
          .appendValue(ChronoField.NANO_OF_SECOND, 9)
          .toFormatter(Locale.ROOT);

  /** Tells whether accepting this after the other would be a step back. */
  public boolean isBefore(Generation other) {
    if (generatedAt.isPresent() && other.generatedAt.isPresent()) {
      return generatedAt.get().isBefore(other.generatedAt.get());
    }
    return expires.isBefore(other.expires);
  }

  /** The folder name of a generation: UTC time to the nanosecond, 23 digits (A24). */
  public static String stamp(Instant time) {
    return STAMP.format(LocalDateTime.ofInstant(time, ZoneOffset.UTC));
  }

  static Generation of(SignedDirectory directory, String instance) {
    Optional<Instant> newest =
        directory.parts().stream()
            .filter(part -> part.instance().equals(instance))
            .map(part -> stampIn(part.location()))
            .flatMap(Optional::stream)
            .max(Comparator.naturalOrder());
    return new Generation(newest, directory.expires(), directory.version());
  }

  /** The time of a folder name as {@link #stamp} makes them; empty for any other text. */
  public static Optional<Instant> timeOf(String stamp) {
    if (stamp.length() != STAMP_DIGITS || !stamp.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return Optional.empty();
    }
    try {
      return Optional.of(LocalDateTime.parse(stamp, STAMP).toInstant(ZoneOffset.UTC));
    } catch (DateTimeParseException notATime) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> stampIn(String location) {
    return Stream.of(location.split("/", -1))
        .map(Generation::timeOf)
        .flatMap(Optional::stream)
        .findFirst();
  }
}
