// SPDX-License-Identifier: MIT
package org.postroad.securityserver.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One record of 8 KB, durable when the call returns, by one writer and by many at once. On the disk
 * of the folder for temporary files.
 */
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class AppendBenchmark {

  private static final int HALF = 4096;
  private static final int RECORDS = 2_048;

  @Param({"1", "32", "128"})
  public int writers = 1;

  private final byte[] message = new byte[HALF];
  private final byte[] signature = new byte[HALF];
  private Path directory = Path.of("");
  private List<JournalStore> journal = List.of();

  @Setup
  public void open() throws IOException {
    directory = Files.createTempDirectory("postroad-append");
    journal = List.of(JournalStore.open(directory));
  }

  @TearDown
  public void close() throws IOException {
    journal.forEach(JournalStore::close);
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Benchmark
  @OperationsPerInvocation(RECORDS)
  public void append() throws InterruptedException {
    CountDownLatch done = new CountDownLatch(writers);
    for (int writer = 0; writer < writers; writer++) {
      Thread.startVirtualThread(() -> appendShare(done));
    }
    done.await();
  }

  private void appendShare(CountDownLatch done) {
    for (int i = 0; i < RECORDS / writers; i++) {
      journal.getFirst().append(message, signature);
    }
    done.countDown();
  }
}
