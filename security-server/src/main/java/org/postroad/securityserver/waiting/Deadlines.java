// SPDX-License-Identifier: MIT
package org.postroad.securityserver.waiting;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends waits that last too long (decision 0072).
 *
 * <p>For a virtual thread that waits with a time-out the JDK wakes a timer thread, and wakes it
 * again when the wait ends in time, as nearly all waits of an exchange do. Here a wait is noted and
 * forgotten again without waking anybody; one thread of the process looks when the earliest of
 * those that it saw last must end, and sleeps until then.
 *
 * <p>For waits that hardly ever come to their end. One that is meant to last so long is better off
 * with {@link LockSupport#parkNanos(long)}.
 */
public final class Deadlines {

  private static final Logger log = LoggerFactory.getLogger(Deadlines.class);
  private static final long NEVER = Long.MAX_VALUE;

  /** Longer waits have no end: a century, so that sums of nanoseconds never overflow. */
  private static final long LONGEST_NANOS = 100L * 365 * 24 * 3600 * 1_000_000_000;

  private static final Deadlines OF_THIS_PROCESS = new Deadlines();

  private final long origin = System.nanoTime();
  private final Set<Deadline> open = ConcurrentHashMap.newKeySet();
  private final AtomicLong nextLook = new AtomicLong(NEVER);
  private final Thread thread =
      Thread.ofPlatform().daemon().name("postroad-deadlines").start(this::watch);

  private Deadlines() {}

  /** A wait that was noted; to be closed when it is over, whoever ended it. */
  public static final class Deadline implements AutoCloseable {
    private final Set<Deadline> open;
    private final long at;
    private final Runnable overdue;

    private Deadline(Set<Deadline> open, long at, Runnable overdue) {
      this.open = open;
      this.at = at;
      this.overdue = overdue;
    }

    @Override
    public void close() {
      open.remove(this);
    }
  }

  /**
   * Notes that something must be over in so many nanoseconds.
   *
   * @param overdue what ends it otherwise, in the thread of all deadlines: nothing slow. It may
   *     still run while the deadline is closed
   */
  public static Deadline within(long nanos, Runnable overdue) {
    return OF_THIS_PROCESS.note(nanos, overdue);
  }

  private Deadline note(long nanos, Runnable overdue) {
    long at = now() + Math.min(nanos, LONGEST_NANOS);
    Deadline deadline = new Deadline(open, at, overdue);
    open.add(deadline);
    if (at < nextLook.get()) {
      lookAt(at);
      LockSupport.unpark(thread);
    }
    return deadline;
  }

  private long now() {
    return System.nanoTime() - origin;
  }

  private void lookAt(long at) {
    nextLook.accumulateAndGet(at, Math::min);
  }

  /** Whatever is noted behind the look finds that none is planned before its own deadline. */
  private void watch() {
    while (true) {
      nextLook.set(NEVER);
      long now = now();
      for (Deadline each : open) {
        if (each.at <= now) {
          end(each);
        } else {
          lookAt(each.at);
        }
      }
      sleep();
    }
  }

  private void sleep() {
    long left = nextLook.get() - now();
    while (left > 0) {
      LockSupport.parkNanos(this, left);
      left = nextLook.get() - now();
    }
  }

  private void end(Deadline deadline) {
    if (!open.remove(deadline)) {
      return;
    }
    try {
      deadline.overdue.run();
    } catch (RuntimeException | Error e) {
      // All other waits of the process depend on this thread.
      log.error("a wait that is overdue could not be ended", e);
    }
  }
}
