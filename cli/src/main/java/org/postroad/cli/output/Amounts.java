// SPDX-License-Identifier: MIT
package org.postroad.cli.output;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Numbers as people read them. */
public final class Amounts {

  private static final List<String> UNITS = List.of("KiB", "MiB", "GiB", "TiB", "PiB");
  private static final double STEP = 1024;

  private Amounts() {}

  /** {@code 17 bytes}, {@code 1.5 KiB}, {@code 312 MiB}. */
  public static String bytes(long bytes) {
    if (bytes < STEP) {
      return bytes + " bytes";
    }
    double value = bytes / STEP;
    int unit = 0;
    while (value >= STEP && unit < UNITS.size() - 1) {
      value /= STEP;
      unit++;
    }
    String format = value < 10 ? "%.1f %s" : "%.0f %s";
    return String.format(Locale.ROOT, format, value, UNITS.get(unit));
  }

  /** {@code 12 seconds}, {@code 5 minutes}, {@code 3 hours}, {@code 40 days}. */
  public static String time(Duration time) {
    long seconds = Math.max(0, time.toSeconds());
    if (seconds < 120) {
      return count(seconds, "second");
    }
    if (seconds < 2 * 3600) {
      return count(seconds / 60, "minute");
    }
    return seconds < 2 * 86_400 ? count(seconds / 3600, "hour") : count(seconds / 86_400, "day");
  }

  /** {@code 1 record}, {@code 1,234 records}. */
  public static String count(long count, String singular) {
    return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? singular : singular + "s");
  }
}
