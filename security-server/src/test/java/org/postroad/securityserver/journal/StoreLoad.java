// SPDX-License-Identifier: MIT
package org.postroad.securityserver.journal;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Records of one size appended by many at once: each writer is a virtual thread that appends, waits
 * until its record is durable, and appends again.
 */
record StoreLoad(int writers, int bytes) {

  /** What one run gave; {@code cpuMicros} is the processor time of one record, all processes. */
  record Figures(
      long records, double perSecond, double p50Millis, double p99Millis, double cpuMicros) {

    /** The one in the middle by rate. */
    static Figures median(List<Figures> runs) {
      return sorted(runs).get(runs.size() / 2);
    }

    static List<Figures> sorted(List<Figures> runs) {
      return runs.stream().sorted((a, b) -> Double.compare(a.perSecond(), b.perSecond())).toList();
    }
  }

  Figures run(DurableStore store, Duration time) {
    Duration cpu = cpu(store);
    ConcurrentLinkedQueue<long[]> latencies = new ConcurrentLinkedQueue<>();
    long start = System.nanoTime();
    long end = start + time.toNanos();
    List<Thread> threads =
        IntStream.range(0, writers)
            .mapToObj(i -> Thread.startVirtualThread(() -> latencies.add(append(store, i, end))))
            .toList();
    threads.forEach(StoreLoad::join);
    double seconds = (System.nanoTime() - start) / 1e9;
    double used = cpu(store).minus(cpu).toNanos() / 1e3;
    long[] sorted = latencies.stream().flatMapToLong(Arrays::stream).sorted().toArray();
    if (latencies.size() < writers || sorted.length == 0) {
      throw new IllegalStateException(
          (writers - latencies.size()) + " of " + writers + " writers failed");
    }
    return new Figures(
        sorted.length,
        sorted.length / seconds,
        sorted[sorted.length / 2] / 1e6,
        sorted[(int) (sorted.length * 0.99)] / 1e6,
        used / sorted.length);
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Duration cpu(DurableStore store) {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow().plus(store.elsewhere());
  }

  private long[] append(DurableStore store, int writer, long end) {
    SplittableRandom random = new SplittableRandom(writer);
    byte[] message = new byte[bytes / 2];
    byte[] signature = new byte[bytes - message.length];
    random.nextBytes(message);
    random.nextBytes(signature);
    LongStream.Builder taken = LongStream.builder();
    for (long start = System.nanoTime(); start < end; ) {
      store.append(message, signature);
      long now = System.nanoTime();
      taken.add(now - start);
      start = now;
    }
    return taken.build().toArray();
  }
}
