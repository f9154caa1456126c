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
 * What everybody knows of the thread that fills the index: how far it has come, why it does not
 * move. {@code lock} is never held while the database or a file is used.
 */
final class IndexState {
  /**
   * A database that is being opened is neither slow nor broken: on a busy machine it takes long.
   */
  private static final Duration OPENING = Duration.ofSeconds(60);

  private final String database;
  private final IndexRequests requests;
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
  private boolean closed;

  /**
   * @param database what it is, for administrators
   * @param requests are told who waits for the index
   */
  IndexState(String database, IndexRequests requests) {
    this.database = database;
    this.requests = requests;
  }

  /**
   * The index once it knows all of the journal up to there.
   *
   * @param patience with an index that is open; with one that is being opened there is more
   */
  LogIndex reached(JournalPosition wanted, Duration patience) throws IOException {
    requests.beginWaiting();
    lock.lock();
    try {
      return awaitReached(wanted, patience);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the index was catching up", e);
    } finally {
      lock.unlock();
      requests.endWaiting();
    }
  }

  @GuardedBy("lock")
  private LogIndex awaitReached(JournalPosition wanted, Duration patience)
      throws IOException, InterruptedException {
    long begun = System.nanoTime();
    while (!isAt(wanted)) {
      Duration limit = opening && patience.compareTo(OPENING) < 0 ? OPENING : patience;
      long left = limit.toNanos() - (System.nanoTime() - begun);
      if (closed || left <= 0) {
        throw new IOException(
            "index stands at "
                + progress.position()
                + " of "
                + wanted
                + ": "
                + failure.orElse(opening ? "it is being opened" : "it is slow"));
      }
      var _ = changed.awaitNanos(left);
    }
    return index.orElseThrow();
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

  /** The index is empty and is filled now. */
  void beginAnew() {
    lock.lock();
    try {
      progress = IndexWriter.Progress.NONE;
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
