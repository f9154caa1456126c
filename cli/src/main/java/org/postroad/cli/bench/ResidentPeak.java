// SPDX-License-Identifier: MIT
package org.postroad.cli.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Watches the resident memory of two processes until it is closed. */
final class ResidentPeak implements AutoCloseable {

  private static final long LOOK_EVERY_MILLIS = 50;

  private final Pair processes;
  private final long before;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread watching;
  private volatile long peak;

  private ResidentPeak(Pair processes, long before) {
    this.processes = processes;
    this.before = before;
    this.peak = before;
    this.watching = Thread.ofPlatform().daemon().name("bench-resident").start(this::watch);
  }

  static ResidentPeak of(Pair processes) throws IOException {
    return new ResidentPeak(processes, processes.sample().residentBytes());
  }

  private void watch() {
    try {
      do {
        peak = Math.max(peak, processes.sample().residentBytes());
      } while (!stop.await(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Of the larger process, ends watching. */
  long growth() {
    close();
    return peak - before;
  }

  /** Waits for the last look: afterwards the processes may be asked by others. */
  @Override
  public void close() {
    stop.countDown();
    try {
      watching.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
