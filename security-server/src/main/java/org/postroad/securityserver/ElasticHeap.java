// SPDX-License-Identifier: MIT
package org.postroad.securityserver;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives new objects more room while many exchanges come, takes it back afterwards, and has the
 * whole heap collected before it has grown far (decision 0035).
 *
 * <p>The more room new objects have, the less often they are collected, and the more memory a
 * server holds for ever. The collector that a server starts with changes that room only when all is
 * collected, in proportion to what is left free then, and it collects all by itself only when the
 * largest heap is reached, a quarter of the machine: under load a server would grow for hours, and
 * then hold for ever what it needed once.
 *
 * <p>A collection of everything stops the server for some 0.1 s. While exchanges come it is worth
 * that only every so many megabytes; when nobody waits for it, sooner.
 */
public final class ElasticHeap implements AutoCloseable {

  private static final Duration LOOKS = Duration.ofSeconds(1);

  /** Records of exchanges between two looks from which on a server is busy. */
  private static final long BUSY = 500;

  /** Looks without an exchange after which nobody waits. */
  private static final int QUIET_LOOKS = 10;

  /** Looks without an exchange after which the index has done what was put off for exchanges. */
  private static final int SETTLED_LOOKS = 13;

  /**
   * Looks without an exchange between two times that pages are let go of: those that are needed
   * only now and then come back one by one, and many at once when a method is compiled.
   */
  private static final int LET_GO_LOOKS = 15;

  /** Looks with hardly any exchanges after which more are not expected. */
  private static final int CALM_LOOKS = 60;

  private static final long HARDLY_ANY = BUSY / 10;

  /** Every minute or so under full load; seldom enough not to be seen in the p99. */
  private static final long WORTH_WHEN_BUSY = 384L << 20;

  private static final long WORTH_WHEN_QUIET = 8L << 20;

  /** Room of old objects beside which there is a third as much, 600 MB, for new ones. */
  private static final long MOST_OLD_WHEN_WIDE = 1800L << 20;

  private static final long LEAST_FREE_PERCENT = 10;
  private static final long MOST_FREE_PERCENT = 99;

  /** What is left for new objects. */
  enum Room {
    NARROW,
    WIDE
  }

  /** The memory of this process. */
  interface Heap {

    /** What has outlived several collections, garbage among it. */
    long oldBytes();

    /** How large it may become. */
    long mostBytes();

    /** Collects everything; from then on there is that much room, and the rest is given back. */
    void collect(Room room);

    /** Gives back pages beside the heap that come again when they are needed (decision 0075). */
    void letGo();
  }

  private final ScheduledExecutorService looks =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("elastic-heap").factory());
  private final LongSupplier exchanged;
  private final Heap heap;
  private final long worthWhenBusy;
  private Room room = Room.NARROW;
  private long exchangedBefore;
  private long oldBefore;
  private int quietLooks;
  private int calmLooks;

  /** Whether all has been collected since the start or the last busy time, once it had settled. */
  private boolean settled;

  /**
   * Looks at nothing yet.
   *
   * @param exchanged how many records of exchanges there are, two for each of them
   */
  ElasticHeap(LongSupplier exchanged, Heap heap) {
    this.exchanged = exchanged;
    this.heap = heap;
    this.worthWhenBusy = Math.min(WORTH_WHEN_BUSY, heap.mostBytes() / 4);
    this.exchangedBefore = exchanged.getAsLong();
    this.oldBefore = heap.oldBytes();
  }

  /**
   * Looks at the heap of this process from time to time until it is closed.
   *
   * @param exchanged how many records of exchanges there are, two for each of them
   */
  public static ElasticHeap start(LongSupplier exchanged) {
    ElasticHeap elastic = new ElasticHeap(exchanged, OfThisProcess.find());
    var _ =
        elastic.looks.scheduleWithFixedDelay(
            elastic::look, LOOKS.toSeconds(), LOOKS.toSeconds(), TimeUnit.SECONDS);
    return elastic;
  }

  /**
   * Collects if there is to be more or less room, or if enough has become old since the last time,
   * and lets go of pages when nobody waits.
   */
  void look() {
    long now = exchanged.getAsLong();
    long lately = now - exchangedBefore;
    exchangedBefore = now;
    quietLooks = lately == 0 ? quietLooks + 1 : 0;
    calmLooks = lately < HARDLY_ANY ? calmLooks + 1 : 0;
    Room wanted = wanted(lately);
    long worth = isQuiet() ? WORTH_WHEN_QUIET : worthWhenBusy;
    boolean settles = !settled && quietLooks >= SETTLED_LOOKS;
    if (wanted != room || settles || heap.oldBytes() - oldBefore >= worth) {
      room = wanted;
      settled = room == Room.NARROW && (settled || settles);
      heap.collect(room);
      oldBefore = heap.oldBytes();
    }
    if (quietLooks > 0 && quietLooks % LET_GO_LOOKS == 0) {
      heap.letGo();
    }
  }

  /**
   * How much of the room of old objects is to be free: more than needed where they are few, and
   * little where they take a lot already, so that a large heap does not become several times
   * larger.
   *
   * @param mostBytes how large the heap may become; at most half of it is room of old objects
   */
  static long freePercentWhenWide(long oldBytes, long mostBytes) {
    long room = Math.min(MOST_OLD_WHEN_WIDE, mostBytes / 2);
    long free = 100 - Math.ceilDiv(100 * oldBytes, room);
    return Math.clamp(free, LEAST_FREE_PERCENT, MOST_FREE_PERCENT);
  }

  private Room wanted(long lately) {
    if (lately >= BUSY) {
      return Room.WIDE;
    }
    return isQuiet() || calmLooks >= CALM_LOOKS ? Room.NARROW : room;
  }

  private boolean isQuiet() {
    return quietLooks >= QUIET_LOOKS;
  }

  @Override
  public void close() {
    looks.shutdownNow();
  }

  /**
   * Of the heap that is free after a collection the Serial collector gives a part to new objects.
   *
   * @param old where the Serial collector keeps what has become old; nothing with another one,
   *     which goes its own ways with the room
   * @param mapped what a server that waits need not hold
   */
  private record OfThisProcess(
      HotSpotDiagnosticMXBean options, Optional<MemoryPoolMXBean> old, MappedFiles mapped)
      implements Heap {
    private static final Logger LOG = LoggerFactory.getLogger(ElasticHeap.class);

    static OfThisProcess find() {
      HotSpotDiagnosticMXBean options =
          ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
      return new OfThisProcess(
          options,
          ManagementFactory.getMemoryPoolMXBeans().stream()
              .filter(pool -> pool.getName().equals("Tenured Gen"))
              .findFirst(),
          MappedFiles.ofVirtualMachine(options));
    }

    @Override
    public long oldBytes() {
      return old.map(pool -> pool.getUsage().getUsed())
          .orElseGet(() -> Runtime.getRuntime().totalMemory());
    }

    @Override
    public long mostBytes() {
      return Runtime.getRuntime().maxMemory();
    }

    @Override
    public void collect(Room room) {
      if (old.isPresent()) {
        switch (room) {
          case WIDE -> {
            options.setVMOption("MaxHeapFreeRatio", "100");
            long free = freePercentWhenWide(oldBytes(), mostBytes());
            options.setVMOption("MinHeapFreeRatio", Long.toString(free));
          }
          case NARROW -> {
            options.setVMOption("MinHeapFreeRatio", "5");
            options.setVMOption("MaxHeapFreeRatio", "15");
          }
        }
      }
      System.gc();
    }

    @Override
    public void letGo() {
      try {
        long released = mapped.letGo();
        LOG.debug("{} MiB of mapped files are held no longer", released >> 20);
      } catch (IOException e) {
        LOG.debug("Mapped files stay in memory: {}", e.getMessage());
      }
    }
  }
}
