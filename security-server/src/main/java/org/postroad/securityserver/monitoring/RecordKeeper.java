// SPDX-License-Identifier: MIT
package org.postroad.securityserver.monitoring;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves records from the buffer to their files, and deletes those that are too old (G-011, G-013).
 * What cannot be written now waits in the buffer.
 *
 * <p>Thread: one of its own, {@code operational-records}.
 */
final class RecordKeeper implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RecordKeeper.class);
  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final Duration CLEANING = Duration.ofHours(12);
  private static final int BATCH = 1_000;

  private final RecordBuffer buffer;
  private final RecordFiles files;
  private final Duration kept;
  private final Clock clock;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("operational-records").factory());
  private boolean failing;

  RecordKeeper(RecordBuffer buffer, RecordFiles files, Duration kept, Clock clock) {
    this.buffer = buffer;
    this.files = files;
    this.kept = kept;
    this.clock = clock;
  }

  void start() {
    var _ =
        thread.scheduleWithFixedDelay(
            this::writeAll, EVERY.toSeconds(), EVERY.toSeconds(), TimeUnit.SECONDS);
    var _ =
        thread.scheduleWithFixedDelay(
            this::deleteOld, EVERY.toSeconds(), CLEANING.toSeconds(), TimeUnit.SECONDS);
  }

  /** Writes what waits; says once that it cannot and once that it can again. */
  void writeAll() {
    List<OperationalRecord> batch = buffer.take(BATCH);
    while (!batch.isEmpty() && write(batch)) {
      batch = buffer.take(BATCH);
    }
    long dropped = buffer.takeDropped();
    if (dropped > 0) {
      LOG.warn("{} operational records were dropped, the oldest first", dropped);
    }
  }

  private boolean write(List<OperationalRecord> batch) {
    try {
      files.append(batch, clock.instant());
      if (failing) {
        LOG.info("operational records are written again");
      }
      failing = false;
      return true;
    } catch (IOException | RuntimeException failure) {
      buffer.putBack(batch);
      if (!failing) {
        LOG.warn("cannot write operational records, they wait", failure);
      }
      failing = true;
      return false;
    }
  }

  void deleteOld() {
    try {
      files.deleteBefore(clock.instant().minus(kept));
    } catch (IOException | RuntimeException failure) {
      LOG.warn("cannot delete old operational records", failure);
    }
  }

  @Override
  public void close() throws IOException {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
        LOG.warn("operational records were not written in time");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    writeAll();
    files.close();
  }
}
