// SPDX-License-Identifier: MIT
package org.postroad.securityserver;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Has the whole heap collected before it has grown far. The collector that a server starts with
 * (decision 0035) does that by itself only when the largest heap is reached, a quarter of the
 * machine: under load a server would grow for hours, and then hold for ever what it needed once.
 *
 * <p>While exchanges come, a collection is worth its pause only every so many megabytes; when
 * nobody waits for it, sooner.
 */
final class HeapCollection implements AutoCloseable {

  private static final Duration LOOKS = Duration.ofSeconds(1);

  /** Looks without an exchange after which nobody waits. */
  private static final int QUIET_LOOKS = 10;

  private static final long WORTH_WHEN_BUSY = 128L << 20;
  private static final long WORTH_WHEN_QUIET = 16L << 20;

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
  private int quietLooks;

  /**
   * Looks at nothing yet.
   *
   * @param exchanged a number that grows with each exchange
   */
  HeapCollection(LongSupplier exchanged, Heap heap) {
    this.exchanged = exchanged;
    this.heap = heap;
    this.exchangedBefore = exchanged.getAsLong();
    this.committedBefore = heap.committedBytes();
  }

  /** Looks at the heap of this process from time to time until it is closed. */
  static HeapCollection start(LongSupplier exchanged) {
    HeapCollection collection = new HeapCollection(exchanged, new OfThisProcess());
    var _ =
        collection.looks.scheduleWithFixedDelay(
            collection::look, LOOKS.toSeconds(), LOOKS.toSeconds(), TimeUnit.SECONDS);
    return collection;
  }

  /** Collects if the heap has grown enough since the last time. */
  void look() {
    long now = exchanged.getAsLong();
    quietLooks = now == exchangedBefore ? quietLooks + 1 : 0;
    exchangedBefore = now;
    long worth = quietLooks < QUIET_LOOKS ? WORTH_WHEN_BUSY : WORTH_WHEN_QUIET;
    if (heap.committedBytes() - committedBefore >= worth) {
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
