// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.postroad.securityserver.journal.JournalPosition;

/**
 * What the thread that fills the index and everybody else know of each other: how far it has come,
 * why it does not move, what is asked of it. {@code lock} is never held while the database or a
 * file is used.
 */
final class IndexState {

  /**
   * Nothing needs the index while a server starts; unless somebody asks for it, it leaves the
   * processors to those that do.
   */
  private static final Duration REST_AFTER_START = Duration.ofSeconds(1);

  private final String database;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  @GuardedBy("lock")
  private Optional<LogIndex> index = Optional.empty();

  @GuardedBy("lock")
  private IndexWriter.Progress progress = IndexWriter.Progress.NONE;

  @GuardedBy("lock")
  private boolean opening = true;

  @GuardedBy("lock")
  private Optional<String> failure = Optional.empty();

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

  /**
   * @param database what it is, for administrators
   */
  IndexState(String database) {
    this.database = database;
  }

  /** The index once it knows all of the journal up to there. */
  LogIndex reached(JournalPosition wanted, Duration patience) throws IOException {
    lock.lock();
    try {
      waiting++;
      use();
      try {
        return awaitReached(wanted, patience.toNanos());
      } finally {
        waiting--;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the index was catching up", e);
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock")
  private LogIndex awaitReached(JournalPosition wanted, long patience)
      throws IOException, InterruptedException {
    long nanos = patience;
    while (index.isEmpty() || progress.position().compareTo(wanted) < 0) {
      if (closed || nanos <= 0) {
        throw new IOException(
            "index stands at "
                + progress.position()
                + " of "
                + wanted
                + ": "
                + failure.orElse(opening ? "it is being opened" : "it is slow"));
      }
      nanos = changed.awaitNanos(nanos);
    }
    return index.get();
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

  void publish(LogIndex now, IndexWriter.Progress reached) {
    lock.lock();
    try {
      index = Optional.of(now);
      progress = reached;
      opening = false;
      failure = Optional.empty();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Nobody uses the index until it is published again. */
  void withdraw(String reason) {
    lock.lock();
    try {
      index = Optional.empty();
      opening = false;
      failure = Optional.of(reason);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The same because it is made anew, which is no failure. */
  void reopen() {
    lock.lock();
    try {
      index = Optional.empty();
      opening = true;
      failure = Optional.empty();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  LogStatus.Index status(long lastSequence) {
    lock.lock();
    try {
      long indexed = Math.min(lastSequence, progress.sequence());
      return new LogStatus.Index(database, indexed, lastSequence - indexed, opening, failure);
    } finally {
      lock.unlock();
    }
  }

  /** How many of the records indexed wait for a time-stamp; nothing while the index is away. */
  OptionalLong waiting() {
    lock.lock();
    try {
      return index.isPresent() ? OptionalLong.of(progress.waiting()) : OptionalLong.empty();
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

  /** Whether the index knows all of the journal up to there, waited for a while. */
  boolean awaitPosition(JournalPosition end, Duration patience) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long nanos = patience.toNanos();
      while (!isAt(end) && !closed && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
      }
      return isAt(end);
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock")
  private boolean isAt(JournalPosition end) {
    return index.isPresent() && progress.position().compareTo(end) >= 0;
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
      progress = IndexWriter.Progress.NONE;
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
