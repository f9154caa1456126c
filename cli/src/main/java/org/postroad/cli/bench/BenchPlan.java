// SPDX-License-Identifier: MIT
package org.postroad.cli.bench;

import java.time.Duration;
import java.util.List;

/**
 * How much is measured.
 *
 * @param warmUp of each pair of processes, shared by the workloads
 * @param time of each measurement of the servers; the relay gets half of it
 * @param largeBytes sizes of the bodies that are sent alone
 */
record BenchPlan(
    List<Workload> workloads,
    List<Integer> inFlight,
    Duration warmUp,
    Duration time,
    List<Long> largeBytes) {

  static final BenchPlan FULL =
      new BenchPlan(
          List.of(Workload.values()),
          List.of(1, 8, 32, 128),
          Duration.ofSeconds(45),
          Duration.ofSeconds(6),
          List.of(64L << 20, 1L << 30));

  static final BenchPlan QUICK =
      new BenchPlan(
          List.of(Workload.values()),
          List.of(1, 32),
          Duration.ofSeconds(12),
          Duration.ofSeconds(2),
          List.of(64L << 20));
}
