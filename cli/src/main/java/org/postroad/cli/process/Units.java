// SPDX-License-Identifier: MIT
package org.postroad.cli.process;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Amounts as people write them, a whole number and a unit: {@code 10 MiB}, {@code 30 s}. Zero needs
 * no unit.
 */
final class Units {

  static final String SIZES = "B, KiB, MiB, GiB, kB, MB or GB";
  static final String TIMES = "ms, s, min, h or d";

  private static final Pattern AMOUNT = Pattern.compile("(\\d{1,18})\\s*([A-Za-z]*)");

  /** Bytes by unit, those that are printed first and the largest first. */
  private static final Map<String, Long> BYTES = new LinkedHashMap<>();

  private static final Map<String, Duration> DURATIONS = new LinkedHashMap<>();

  static {
    BYTES.put("GiB", 1L << 30);
    BYTES.put("MiB", 1L << 20);
    BYTES.put("KiB", 1L << 10);
    BYTES.put("B", 1L);
    BYTES.put("GB", 1_000_000_000L);
    BYTES.put("MB", 1_000_000L);
    BYTES.put("kB", 1_000L);
    DURATIONS.put("d", Duration.ofDays(1));
    DURATIONS.put("h", Duration.ofHours(1));
    DURATIONS.put("min", Duration.ofMinutes(1));
    DURATIONS.put("s", Duration.ofSeconds(1));
    DURATIONS.put("ms", Duration.ofMillis(1));
  }

  private Units() {}

  /** Nothing for what is no amount of bytes, or more than there can be. */
  static Optional<Long> size(String text) {
    Matcher amount = AMOUNT.matcher(text);
    if (!amount.matches()) {
      return Optional.empty();
    }
    long number = Long.parseLong(amount.group(1));
    if (number == 0 && amount.group(2).isEmpty()) {
      return Optional.of(0L);
    }
    return Optional.ofNullable(BYTES.get(amount.group(2)))
        .flatMap(unit -> exact(() -> Math.multiplyExact(number, unit)));
  }

  /** Nothing for what is no length of time. */
  static Optional<Duration> time(String text) {
    Matcher amount = AMOUNT.matcher(text);
    if (!amount.matches()) {
      return Optional.empty();
    }
    long number = Long.parseLong(amount.group(1));
    if (number == 0 && amount.group(2).isEmpty()) {
      return Optional.of(Duration.ZERO);
    }
    return Optional.ofNullable(DURATIONS.get(amount.group(2)))
        .flatMap(unit -> exact(() -> unit.multipliedBy(number)));
  }

  private static <T> Optional<T> exact(Supplier<T> product) {
    try {
      return Optional.of(product.get());
    } catch (ArithmeticException _) {
      return Optional.empty();
    }
  }

  static String ofSize(long bytes) {
    for (Map.Entry<String, Long> unit : BYTES.entrySet()) {
      if (bytes != 0 && bytes % unit.getValue() == 0) {
        return bytes / unit.getValue() + " " + unit.getKey();
      }
    }
    return "0 B";
  }

  static String ofTime(Duration time) {
    for (Map.Entry<String, Duration> unit : DURATIONS.entrySet()) {
      long number = time.dividedBy(unit.getValue());
      if (number != 0 && unit.getValue().multipliedBy(number).equals(time)) {
        return number + " " + unit.getKey();
      }
    }
    return "0 s";
  }
}
