// SPDX-License-Identifier: MIT
package org.postroad.cli.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How much is measured.
 *
 * @param inFlight numbers of requests under way; measured from the highest down, so that the lone
 *     request meets a server that has warmed up with all that went before
 * @param keyOperations time of signing alone, and of verifying alone
 * @param rest of servers that have started, and again behind the last load, before their memory is
 *     looked at: longer than they wait before they give back what they needed; none where there is
 *     no time for it, and memory is not judged
 * @param mostWarmUp of the servers, which ends earlier when they have settled; the relay, which
 *     does little, gets a third of it
 * @param mostAwakening load before each measurement that does not count, since the servers rest
 *     while the relay is measured and the other way round; it ends when the compilers are quiet;
 *     none where there is no time for it
 * @param time of each measurement of the servers; the relay gets half of it
 * @param paced workloads that are also measured at half of their highest rate
 * @param largeBytes sizes of the bodies that are sent alone
 * @param logBytes room that both message logs may need for one kind of keys, none of which is
 *     deleted before the end
 */
record BenchPlan(
    List<Workload> workloads,
    List<Integer> inFlight,
    Duration keyOperations,
    Optional<Duration> rest,
    Duration mostWarmUp,
    Optional<Duration> mostAwakening,
    Duration time,
    List<Workload> paced,
    List<Long> largeBytes,
    long logBytes) {

  static final BenchPlan FULL =
      new BenchPlan(
          List.of(Workload.values()),
          List.of(1, 8, 32, 128),
          Duration.ofSeconds(1),
          Optional.of(Duration.ofSeconds(20)),
          Duration.ofSeconds(600),
          Optional.of(Duration.ofSeconds(10)),
          Duration.ofSeconds(5),
          List.of(Workload.values()),
          List.of(64L << 20, 1L << 30),
          60_000_000_000L);

  static final BenchPlan QUICK =
      new BenchPlan(
          List.of(Workload.values()),
          List.of(1, 32, 128),
          Duration.ofMillis(300),
          Optional.empty(),
          Duration.ofSeconds(9),
          Optional.empty(),
          Duration.ofSeconds(1),
          List.of(Workload.REST_POST),
          List.of(64L << 20),
          2_000_000_000L);

  /**
   * Asked before minutes are spent on a run that a full disk would end.
   *
   * @param free bytes left on the disk of the directory that the logs are written to
   * @throws IOException when that is not enough
   */
  void requireRoom(Path directory, long free) throws IOException {
    if (free < logBytes) {
      String other =
          logBytes > QUICK.logBytes ? ", with --quick " + gigabytes("%.0f", QUICK.logBytes) : "";
      throw new IOException(
          directory
              + " has "
              + gigabytes("%.1f", free)
              + " left; the message logs of a run need up to "
              + gigabytes("%.0f", logBytes)
              + " there"
              + other);
    }
  }

  private static String gigabytes(String format, long bytes) {
    return BenchTables.text(format + " GB", bytes / 1e9);
  }

  /** For reports of how far it has come: the steps after the warm-up. */
  int steps(int workloadsServed) {
    return workloadsServed * inFlight.size() + paced.size() + largeBytes.size();
  }
}
