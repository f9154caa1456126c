// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stamps what waits whenever the schedule says so, in a thread of its own. Delays are counted by
 * the monotonic clock; a new interval counts from when the present delay began. Records that make a
 * full batch are not left waiting for the interval (E-019): at its end they would all be read at
 * once, and exchanges would feel it.
 */
final class TimestampJob {
  private static final Logger LOG = LoggerFactory.getLogger(TimestampJob.class);

  private static final Duration LOOKS = Duration.ofSeconds(1);

  private final Timestamper timestamper;
  private final Duration retryDelay;
  private final int batch;
  private final LongSupplier nanoTime;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  @GuardedBy("lock")
  private Duration interval;

  @GuardedBy("lock")
  private boolean closed;

  TimestampJob(Timestamper timestamper, MessageLogOptions options, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.timestamper = timestamper;
    this.interval = options.timestampInterval();
    this.retryDelay = options.timestampRetryDelay();
    this.batch = options.timestampBatch();
    this.thread =
        Thread.ofPlatform().name("postroad-timestamps").daemon().unstarted(this::runUntilClosed);
  }

  void start() {
    thread.start();
  }

  /** {@link Duration#ZERO} stops stamping by interval. */
  void every(Duration newInterval) {
    lock.lock();
    try {
      interval = newInterval;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void runUntilClosed() {
    TimestampSchedule.Step step = schedule(Duration.ZERO).first();
    while (await(step)) {
      TimestampSchedule.Outcome outcome;
      try {
        outcome = new TimestampSchedule.Outcome.Stamped(timestamper.stampWaiting(step.limit()));
      } catch (RuntimeException e) {
        LOG.warn("Time-stamping failed", e);
        outcome = new TimestampSchedule.Outcome.Failed();
      }
      step = schedule(currentInterval()).after(step, outcome);
    }
  }

  private TimestampSchedule schedule(Duration every) {
    return new TimestampSchedule(every, retryDelay, batch);
  }

  /** As it counts, between a minute and a day; {@link Duration#ZERO} while nothing is stamped. */
  Duration interval() {
    Duration current = currentInterval();
    return current.isZero() ? current : schedule(current).interval();
  }

  private Duration currentInterval() {
    lock.lock();
    try {
      return interval;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until the step is due; false when the job is over. */
  private boolean await(TimestampSchedule.Step step) {
    long begun = nanoTime.getAsLong();
    lock.lock();
    try {
      while (!closed) {
        if (interval.isZero()) {
          changed.awaitUninterruptibly();
          continue;
        }
        Duration delay =
            step.retrying() || step.delay().isZero()
                ? step.delay()
                : schedule(interval).first().delay();
        long left = delay.toNanos() - (nanoTime.getAsLong() - begun);
        if (left <= 0 || (!step.retrying() && timestamper.haveCome(batch))) {
          return true;
        }
        changed.awaitNanos(Math.min(left, LOOKS.toNanos()));
      }
      return false;
    } catch (InterruptedException e) {
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** Returns when a batch on its way is stamped, or the thread is told to give up on it. */
  void close() throws InterruptedException {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    if (!thread.join(Duration.ofSeconds(5))) {
      thread.interrupt();
      thread.join();
    }
  }
}
