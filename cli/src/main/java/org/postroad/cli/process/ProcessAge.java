// SPDX-License-Identifier: MIT
package org.postroad.cli.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * How long this process has been there, for the line that says that it is ready.
 *
 * <p>The time at which a process has started is known to Java by the second at which Linux believes
 * it was booted, so that an age made of it is up to a second too long. What the kernel itself
 * counts, since the boot, is exact to a hundredth.
 */
public final class ProcessAge {
  private static final Path PROCESS = Path.of("/proc/self/stat");
  private static final Path UPTIME = Path.of("/proc/uptime");
  private static final int TICK_MILLIS = 10;

  /** The field with the start, counted from the one behind the name in parentheses. */
  private static final int STARTED = 19;

  /** Where both differ by more, as in a container with an up-time of its own, Java is believed. */
  private static final long MOST_MILLIS_APART = 1500;

  private ProcessAge() {}

  /** In whole milliseconds; zero where the operating system does not tell. */
  public static long millis(Clock clock) {
    long roughly =
        ProcessHandle.current()
            .info()
            .startInstant()
            .map(begin -> Duration.between(begin, clock.instant()).toMillis())
            .orElse(0L);
    return counted()
        .filter(exact -> Math.abs(exact - roughly) <= MOST_MILLIS_APART)
        .orElse(roughly);
  }

  private static Optional<Long> counted() {
    try {
      return Optional.of(between(Files.readString(PROCESS), Files.readString(UPTIME)));
    } catch (IOException | NumberFormatException | IndexOutOfBoundsException notLinux) {
      return Optional.empty();
    }
  }

  /**
   * From the start of a process until now.
   *
   * @param stat {@code 4711 (name) S …}, with the start in ticks since the boot
   * @param uptime {@code 350735.47 234388.90}, in seconds
   */
  static long between(String stat, String uptime) {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    double up = Double.parseDouble(uptime.split(" ", -1)[0]);
    return Math.round(up * 1000) - Long.parseLong(fields[STARTED]) * TICK_MILLIS;
  }
}
