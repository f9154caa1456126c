// SPDX-License-Identifier: MIT
package org.postroad.securityserver.logtree;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.postroad.securityserver.journal.Journal;
import org.postroad.securityserver.journal.JournalPosition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the thread of a tree and everybody else know of each other: how far it has come, why it does
 * not go on, that it has to end. The thread is interrupted only while it waits for the journal,
 * since a file that it uses would be closed by that.
 */
final class TreeState {
  private static final Logger LOG = LoggerFactory.getLogger(TreeState.class);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  @GuardedBy("lock")
  private long leaves;

  @GuardedBy("lock")
  private boolean opening = true;

  @GuardedBy("lock")
  private Optional<String> failure = Optional.empty();

  @GuardedBy("lock")
  private boolean waiting;

  @GuardedBy("lock")
  private boolean closed;

  /** The tree has so many leaves and all is well. */
  void grown(long size) {
    lock.lock();
    try {
      leaves = size;
      opening = false;
      failure = Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /** Logs a failure once however often it comes again. */
  void failed(Exception e) {
    String text =
        e instanceof IOException || e.getMessage() == null ? e.toString() : e.getMessage();
    boolean news;
    lock.lock();
    try {
      news = !failure.equals(Optional.of(text));
      opening = false;
      failure = Optional.of(text);
    } finally {
      lock.unlock();
    }
    if (news) {
      LOG.error("Tree of the message log does not grow, trying again", e);
    }
  }

  TreeStatus status(Checkpoints checkpoints) {
    lock.lock();
    try {
      return new TreeStatus(leaves, checkpoints.newest(), checkpoints.stamped(), opening, failure);
    } finally {
      lock.unlock();
    }
  }

  /** In the tree's thread: returns when the journal is longer, the time is over, or at the end. */
  void awaitGrowth(Journal journal, JournalPosition known, Duration time) {
    if (!beginWaiting()) {
      return;
    }
    try {
      journal.awaitGrowth(known, Math.max(1, time.toMillis()));
    } catch (InterruptedException e) {
      LOG.debug("Tree of the message log is closed");
    } finally {
      endWaiting();
    }
  }

  private boolean beginWaiting() {
    lock.lock();
    try {
      waiting = !closed;
      return waiting;
    } finally {
      lock.unlock();
    }
  }

  private void endWaiting() {
    lock.lock();
    try {
      waiting = false;
      var _ = Thread.interrupted();
    } finally {
      lock.unlock();
    }
  }

  /** In the tree's thread: returns when the time is over, or at the end. */
  void pause(Duration time) {
    lock.lock();
    try {
      long end = System.nanoTime() + time.toNanos();
      for (long left = time.toNanos(); !closed && left > 0; left = end - System.nanoTime()) {
        var _ = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      LOG.debug("Tree of the message log is closed");
    } finally {
      lock.unlock();
    }
  }

  boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /** Tells the thread of the tree to end. */
  void close(Thread thread) {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
      if (waiting) {
        thread.interrupt();
      }
    } finally {
      lock.unlock();
    }
  }
}
