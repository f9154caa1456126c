// SPDX-License-Identifier: MIT
package org.postroad.securityserver;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Has garbage collected when nobody is there to wait for it. The collector that a server starts
 * with (decision 0035) lets its heap grow before it collects the whole of it, so after a busy hour
 * a server would hold for ever what it needed once.
 */
final class QuietCollection implements AutoCloseable {

  private static final Duration LOOKS = Duration.ofSeconds(10);

  /** Less is not worth a collection. */
  private static final long WORTH_BYTES = 48L << 20;

  /** The memory of this process. */
  interface Heap {

    /** What the system has given for it, used or not. */
    long committedBytes();

    /** Collects all of it and gives back what is not needed. */
    void collect();
  }

  private final ScheduledExecutorService looks =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("quiet-collection").factory());
  private final LongSupplier exchanged;
  private final Heap heap;
  private long exchangedBefore;
  private long committedBefore;

  /**
   * Looks at nothing yet.
   *
   * @param exchanged a number that grows with each exchange
   */
  QuietCollection(LongSupplier exchanged, Heap heap) {
    this.exchanged = exchanged;
    this.heap = heap;
    this.exchangedBefore = exchanged.getAsLong();
    this.committedBefore = heap.committedBytes();
  }

  /** Looks at the heap of this process from time to time until it is closed. */
  static QuietCollection start(LongSupplier exchanged) {
    QuietCollection collection = new QuietCollection(exchanged, new OfThisProcess());
    var _ =
        collection.looks.scheduleWithFixedDelay(
            collection::look, LOOKS.toSeconds(), LOOKS.toSeconds(), TimeUnit.SECONDS);
    return collection;
  }

  /** Collects if nothing was exchanged since the last look and the heap has grown enough. */
  void look() {
    long now = exchanged.getAsLong();
    boolean quiet = now == exchangedBefore;
    exchangedBefore = now;
    if (quiet && heap.committedBytes() - committedBefore >= WORTH_BYTES) {
      heap.collect();
      committedBefore = heap.committedBytes();
    }
  }

  @Override
  public void close() {
    looks.shutdownNow();
  }

  private record OfThisProcess() implements Heap {

    @Override
    public long committedBytes() {
      return Runtime.getRuntime().totalMemory();
    }

    @Override
    public void collect() {
      System.gc();
    }
  }
}
