// SPDX-License-Identifier: MIT

package org.postroad.testing;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.ScalarResult;

/**
 * Tells benchmarks what an operation costs in time of a processor, garbage collection and compiler
 * included: unlike the time on the clock it hardly changes when the machine has other work.
 */
public final class CpuTime implements InternalProfiler {

  private static final double NANOSECONDS_IN_MICROSECOND = 1000;

  private final OperatingSystemMXBean process =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private long before;

  @Override
  public String getDescription() {
    return "Time of processors per operation";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    before = process.getProcessCpuTime();
  }

  @Override
  public Collection<ScalarResult> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    long spent = process.getProcessCpuTime() - before;
    long operations = result.getMetadata().getAllOps();
    double each = spent / NANOSECONDS_IN_MICROSECOND / Math.max(1, operations);
    return List.of(new ScalarResult("cpu", each, "us/op", AggregationPolicy.AVG));
  }
}
