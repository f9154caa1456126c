// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What everybody asks of the thread that fills the index: to be there, to catch up, to begin anew,
 * to read segments again that were rewritten, to end. {@code lock} is never held while the database
 * or a file is used.
 */
final class IndexRequests {

  /**
   * Nothing needs the index while a server starts; unless somebody asks for it, it leaves the
   * processors to those that do.
   */
  private static final Duration REST_AFTER_START = Duration.ofSeconds(1);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  @GuardedBy("lock")
  private boolean used;

  /** How many want the index and do not have it. */
  @GuardedBy("lock")
  private int waiting;

  @GuardedBy("lock")
  private boolean closed;

  /** Numbers of rebuilds and of readings of changed segments that were asked for, begun, done. */
  @GuardedBy("lock")
  private long rebuildsAsked;

  @GuardedBy("lock")
  private long rebuildsBegun;

  @GuardedBy("lock")
  private long readingsAsked;

  @GuardedBy("lock")
  private long readingsDone;

  /** Somebody waits for the index to catch up, until {@link #endWaiting}. */
  void beginWaiting() {
    lock.lock();
    try {
      waiting++;
      use();
    } finally {
      lock.unlock();
    }
  }

  void endWaiting() {
    lock.lock();
    try {
      waiting--;
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock")
  private void use() {
    used = true;
    changed.signalAll();
  }

  /** Returns when somebody wants the index, or after a rest. */
  void awaitUse() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long nanos = REST_AFTER_START.toNanos();
      while (!closed && !used && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Whether somebody waits for the thread of the index to read on. */
  boolean isNeeded() {
    lock.lock();
    try {
      return closed || waiting > 0 || rebuildsAsked > rebuildsBegun || readingsAsked > readingsDone;
    } finally {
      lock.unlock();
    }
  }

  /** Returns when somebody waits for the thread of the index, or after a while. */
  void awaitNeed(Duration patience) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long nanos = patience.toNanos();
      while (!isNeeded() && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Returns after a delay, and after the shortest one when somebody waits for the index. */
  void pause(Duration shortest, Duration delay) throws InterruptedException {
    long begun = System.nanoTime();
    lock.lockInterruptibly();
    try {
      while (!closed) {
        Duration wanted = waiting > 0 ? shortest : delay;
        long left = wanted.toNanos() - (System.nanoTime() - begun);
        if (left <= 0) {
          return;
        }
        var _ = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Has the index filled anew; the number of this wish. */
  long askForRebuild() {
    lock.lock();
    try {
      use();
      rebuildsAsked++;
      changed.signalAll();
      return rebuildsAsked;
    } finally {
      lock.unlock();
    }
  }

  /** Whether a wish for a rebuild was heard, waited for a while. */
  boolean awaitRebuild(long asked, Duration patience) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long nanos = patience.toNanos();
      while (rebuildsBegun < asked && !closed && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
      }
      return rebuildsBegun >= asked;
    } finally {
      lock.unlock();
    }
  }

  boolean rebuildIsAsked() {
    lock.lock();
    try {
      return rebuildsAsked > rebuildsBegun;
    } finally {
      lock.unlock();
    }
  }

  /** Called once the index is empty, before it is filled. */
  void rebuildBegins() {
    lock.lock();
    try {
      rebuildsBegun = rebuildsAsked;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Has segments that were rewritten read again, and waits for it a while. */
  void readAgain(Duration patience) throws InterruptedException {
    long nanos = patience.toNanos();
    lock.lockInterruptibly();
    try {
      use();
      readingsAsked++;
      long asked = readingsAsked;
      while (!closed && readingsDone < asked && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
      }
    } finally {
      lock.unlock();
    }
  }

  /** The number of the last reading asked for, which may have been done. */
  long readingsAsked() {
    lock.lock();
    try {
      return readingsAsked;
    } finally {
      lock.unlock();
    }
  }

  boolean readingIsAsked() {
    lock.lock();
    try {
      return readingsAsked > readingsDone;
    } finally {
      lock.unlock();
    }
  }

  void haveReadAgain(long asked) {
    lock.lock();
    try {
      readingsDone = asked;
      changed.signalAll();
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
