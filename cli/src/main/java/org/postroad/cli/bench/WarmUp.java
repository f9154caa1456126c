// SPDX-License-Identifier: MIT
package org.postroad.cli.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How a subject was warmed up.
 *
 * @param settled whether its compilers had become quiet, rather than time having run out; false
 *     where they cannot be seen
 * @param compilationShare of the time that they spent in the end
 */
record WarmUp(double seconds, boolean settled, double compilationShare) {

  /** Of the elapsed time, for the compilers of both processes together. */
  private static final double QUIET = 0.05;

  private static final int QUIET_SLICES = 12;
  private static final int AWAKE_SLICES = 2;
  private static final Duration SLICE = Duration.ofSeconds(1);

  /**
   * Loads slice by slice until nothing much is compiled any more. Every other slice has the most
   * requests in flight, since methods are compiled after so many calls; the rest have each number
   * in turn, since each takes ways of its own.
   */
  static WarmUp of(
      Subject subject,
      List<Workload> workloads,
      List<Integer> inFlight,
      Duration most,
      AtomicLong numbers)
      throws IOException {
    long begin = System.nanoTime();
    long end = begin + most.toNanos();
    int highest = Collections.max(inFlight);
    int quiet = 0;
    double share = 0;
    for (int i = 0; System.nanoTime() < end && quiet < QUIET_SLICES; i++) {
      int turn = i / 2;
      Workload workload = workloads.get(turn % workloads.size());
      LoadGenerator load = LoadGenerator.of(subject, workload, numbers);
      int together = i % 2 == 0 ? highest : inFlight.get(turn / workloads.size() % inFlight.size());
      Measurement slice = Measurement.of(subject, () -> load.run(together, slice(most)));
      share = compilationShare(slice);
      quiet = share < QUIET ? quiet + 1 : 0;
    }
    return new WarmUp((System.nanoTime() - begin) / 1e9, quiet == QUIET_SLICES, share);
  }

  /**
   * Loads a subject that has rested until it is as quick as before: connections are opened again,
   * the heap gets its room back, and part of the methods is compiled anew.
   */
  static void awaken(Subject subject, LoadGenerator load, int inFlight, Duration most)
      throws IOException {
    long end = System.nanoTime() + most.toNanos();
    int quiet = 0;
    while (System.nanoTime() < end && quiet < AWAKE_SLICES) {
      Measurement slice = Measurement.of(subject, () -> load.run(inFlight, slice(most)));
      quiet = compilationShare(slice) < QUIET ? quiet + 1 : 0;
    }
  }

  private static double compilationShare(Measurement slice) {
    return slice.usage().map(Measurement.Usage::compilationShare).orElse(1.0);
  }

  private static Duration slice(Duration most) {
    return most.compareTo(SLICE) < 0 ? most : SLICE;
  }
}
