// SPDX-License-Identifier: MIT
package org.postroad.securityserver.archive;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Archives and cleans up at the times of the schedules, in a thread of its own. */
final class ArchiveJob {
  private static final Logger LOG = LoggerFactory.getLogger(ArchiveJob.class);
  private static final Duration LOOK = Duration.ofMinutes(1);

  private final Archives archives;
  private final ArchiveSettings settings;
  private final Clock clock;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  @GuardedBy("lock")
  private boolean closed;

  ArchiveJob(Archives archives, ArchiveSettings settings, Clock clock) {
    this.archives = archives;
    this.settings = settings;
    this.clock = clock;
    this.thread =
        Thread.ofPlatform().name("postroad-archive").daemon().unstarted(this::runUntilClosed);
  }

  void start() {
    thread.start();
  }

  private interface Work {
    Object run(ArchiveWatcher watcher) throws IOException;
  }

  private void runUntilClosed() {
    Instant archive = settings.schedule().next(clock.instant());
    Instant clean = settings.cleaning().next(clock.instant());
    while (await(archive.isBefore(clean) ? archive : clean)) {
      if (!clock.instant().isBefore(archive)) {
        run("Archiving", archives::archive);
        archive = settings.schedule().next(clock.instant());
      }
      if (!clock.instant().isBefore(clean)) {
        run("Removing archived records", archives::prune);
        clean = settings.cleaning().next(clock.instant());
      }
    }
  }

  private static void run(String what, Work work) {
    try {
      LOG.debug("{}: {}", what, work.run(ArchiveWatcher.NONE));
    } catch (IOException | RuntimeException e) {
      LOG.error("{} failed, it is tried again at the next time of the schedule", what, e);
    }
  }

  /** Looks at the clock now and then, because it may be set; false when closed. */
  private boolean await(Instant due) {
    lock.lock();
    try {
      while (!closed) {
        Duration left = Duration.between(clock.instant(), due);
        if (!left.isPositive()) {
          return true;
        }
        long nanos = left.compareTo(LOOK) < 0 ? left.toNanos() : LOOK.toNanos();
        var _ = changed.await(nanos, TimeUnit.NANOSECONDS);
      }
      return false;
    } catch (InterruptedException e) {
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** Nothing is begun any more; a run under way is not waited for. */
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
