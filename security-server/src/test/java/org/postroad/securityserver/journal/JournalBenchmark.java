// SPDX-License-Identifier: MIT
package org.postroad.securityserver.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Durable records per second of the bare journal, by hand: {@code JournalBenchmark DIRECTORY
 * [seconds [bytes [writers...]]]}. Each writer is a virtual thread that appends, waits until its
 * entry is durable, and appends again.
 */
public final class JournalBenchmark {

  private JournalBenchmark() {}

  /** See the class. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Path directory = Path.of(args[0]);
    int seconds = args.length > 1 ? Integer.parseInt(args[1]) : 4;
    int bytes = args.length > 2 ? Integer.parseInt(args[2]) : 8192;
    int[] writers =
        args.length > 3
            ? Arrays.stream(args, 3, args.length).mapToInt(Integer::parseInt).toArray()
            : new int[] {1, 8, 32, 128};
    try (Journal journal =
        Journal.open(
            directory,
            JournalOptions.DEFAULT,
            JournalFiles.disk(),
            Clock.systemUTC(),
            new SplittableRandom())) {
      run(journal, 2, bytes, 32);
      for (int count : writers) {
        System.out.println(run(journal, seconds, bytes, count));
      }
    }
  }

  private static String run(Journal journal, int seconds, int bytes, int writers)
      throws InterruptedException {
    ConcurrentLinkedQueue<long[]> latencies = new ConcurrentLinkedQueue<>();
    long start = System.nanoTime();
    long end = start + TimeUnit.SECONDS.toNanos(seconds);
    List<Thread> threads =
        IntStream.range(0, writers)
            .mapToObj(i -> Thread.startVirtualThread(() -> write(journal, bytes, end, latencies)))
            .toList();
    for (Thread thread : threads) {
      thread.join();
    }
    double elapsed = (System.nanoTime() - start) / 1e9;
    long[] sorted = latencies.stream().flatMapToLong(LongStream::of).sorted().toArray();
    return String.format(
        "%4d writers, %d bytes: %8.0f records/s, p50 %.2f ms, p99 %.2f ms",
        writers,
        bytes,
        sorted.length / elapsed,
        sorted[sorted.length / 2] / 1e6,
        sorted[(int) (sorted.length * 0.99)] / 1e6);
  }

  private static void write(
      Journal journal, int bytes, long end, ConcurrentLinkedQueue<long[]> latencies) {
    LongStream.Builder taken = LongStream.builder();
    while (System.nanoTime() < end) {
      long start = System.nanoTime();
      try {
        journal.append(EntryContent.of(EntryType.RECORD, new byte[bytes]));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      taken.add(System.nanoTime() - start);
    }
    latencies.add(taken.build().toArray());
  }
}
