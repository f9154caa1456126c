// SPDX-License-Identifier: MIT
package org.postroad.protocol.signature;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The hash chains of a whole batch of messages with one attachment each. */
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class HashChainBenchmark {

  @Param({"1", "8", "32", "128"})
  public int messages;

  private final List<SignedParts> batch = new ArrayList<>();
  private List<HashChainDocuments> chains = List.of();

  @Setup
  public void prepare() {
    batch.clear();
    for (int i = 0; i < messages; i++) {
      batch.add(Fixtures.message(i, 1));
    }
    chains = HashChain.forMessages(batch);
  }

  /** The chains of all messages. */
  @Benchmark
  public List<HashChainDocuments> make() {
    return HashChain.forMessages(batch);
  }

  /** The chain of the last message, as its receiver reads and verifies it. */
  @Benchmark
  public void verifyOne() {
    HashChain.verify(chains.getLast(), HashChain.SIGNATURE_CHAIN, batch.getLast().byName());
  }
}
