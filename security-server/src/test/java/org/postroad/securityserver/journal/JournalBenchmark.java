// SPDX-License-Identifier: MIT
package org.postroad.securityserver.journal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/**
 * Durable records per second of the bare journal, by hand: {@code JournalBenchmark DIRECTORY
 * [seconds [bytes [writers...]]]}. {@link DurabilityFiguresTest} has the same beside databases.
 */
public final class JournalBenchmark {

  private JournalBenchmark() {}

  /** See the class. */
  public static void main(String[] args) {
    Duration time = Duration.ofSeconds(args.length > 1 ? Integer.parseInt(args[1]) : 4);
    int bytes = args.length > 2 ? Integer.parseInt(args[2]) : 8192;
    int[] writers =
        args.length > 3
            ? Arrays.stream(args, 3, args.length).mapToInt(Integer::parseInt).toArray()
            : new int[] {1, 8, 32, 128};
    try (JournalStore journal = JournalStore.open(Path.of(args[0]))) {
      new StoreLoad(32, bytes).run(journal, Duration.ofSeconds(2));
      for (int count : writers) {
        StoreLoad.Figures figures = new StoreLoad(count, bytes).run(journal, time);
        System.out.printf(
            Locale.ROOT,
            "%4d writers, %d bytes: %8.0f records/s, p50 %.2f ms, p99 %.2f ms, CPU %.1f us%n",
            count,
            bytes,
            figures.perSecond(),
            figures.p50Millis(),
            figures.p99Millis(),
            figures.cpuMicros());
      }
    }
  }
}
