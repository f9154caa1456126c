// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.postroad.securityserver.journal.Journal;
import org.postroad.securityserver.journal.JournalCursor;
import org.postroad.securityserver.journal.JournalEntry;
import org.postroad.securityserver.journal.JournalPosition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the index behind the journal, in a thread of its own that also opens the database: neither
 * a slow nor a dead one is felt by an exchange. After a failure it tries again; a database that
 * cannot be opened is made anew, since all of it stands in the journal.
 *
 * <p>{@code lock} guards how far the index has come; it is never held while the database is used.
 */
final class IndexFiller {
  private static final Logger LOG = LoggerFactory.getLogger(IndexFiller.class);
  private static final int BATCH = 2_000;
  private static final long IDLE_MILLIS = 1_000;
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final String DATABASE_FILE = "index.mv.db";

  private final Journal journal;
  private final Path directory;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();

  @GuardedBy("lock")
  private Optional<LogIndex> index = Optional.empty();

  @GuardedBy("lock")
  private LogIndex.Progress progress = new LogIndex.Progress(JournalPosition.START, 0);

  @GuardedBy("lock")
  private Optional<String> failure = Optional.of("it is being opened");

  @GuardedBy("lock")
  private boolean closed;

  IndexFiller(Journal journal, Path directory) {
    this.journal = journal;
    this.directory = directory;
    this.thread =
        Thread.ofPlatform().name("postroad-log-index").daemon().unstarted(this::fillUntilClosed);
  }

  void start() {
    thread.start();
  }

  /** The index once it knows everything that is in the journal now. */
  LogIndex caughtUp(Duration patience) throws IOException {
    JournalPosition wanted = journal.end();
    long nanos = patience.toNanos();
    lock.lock();
    try {
      while (index.isEmpty() || progress.position().compareTo(wanted) < 0) {
        if (closed || nanos <= 0) {
          throw new IOException(
              "index stands at "
                  + progress.position()
                  + " of "
                  + wanted
                  + ": "
                  + failure.orElse("it is slow"));
        }
        nanos = moved.awaitNanos(nanos);
      }
      return index.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the index was catching up", e);
    } finally {
      lock.unlock();
    }
  }

  /** How far the index has come, as far as is known without asking the database. */
  LogStatus.Index status(long lastSequence) {
    lock.lock();
    try {
      long indexed = progress.sequence();
      return new LogStatus.Index(
          "H2 in " + directory, indexed, Math.max(0, lastSequence - indexed), failure);
    } finally {
      lock.unlock();
    }
  }

  /** How many of the records indexed wait for a time-stamp, if the database says so now. */
  OptionalLong waitingForTimestamp() {
    Optional<LogIndex> open = opened();
    if (open.isEmpty()) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(open.get().waitingCount());
    } catch (SQLException e) {
      LOG.debug("Index of the message log does not say how many records wait", e);
      return OptionalLong.empty();
    }
  }

  private void fillUntilClosed() {
    try {
      while (!isClosed()) {
        try {
          fill(open());
        } catch (IOException | SQLException | RuntimeException e) {
          report(e.toString());
          LOG.warn("Index of the message log failed, trying again", e);
          pause();
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("Index of the message log is closed");
    } finally {
      shutDown();
    }
  }

  private void pause() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long nanos = RETRY.toNanos();
      while (!closed && nanos > 0) {
        nanos = moved.awaitNanos(nanos);
      }
    } finally {
      lock.unlock();
    }
  }

  private LogIndex open() throws IOException, SQLException {
    LogIndex opened;
    try {
      opened = LogIndex.open(directory, journal.id());
    } catch (SQLException e) {
      LOG.warn("Index of the message log cannot be opened and is made anew", e);
      Files.deleteIfExists(directory.resolve(DATABASE_FILE));
      opened = LogIndex.open(directory, journal.id());
    }
    LogIndex.Progress reached = opened.progress();
    if (reached.position().compareTo(journal.end()) > 0) {
      opened.clear();
      reached = opened.progress();
    }
    publish(opened, reached);
    return opened;
  }

  private void fill(LogIndex filled) throws IOException, SQLException, InterruptedException {
    LogIndex.Progress stored = filled.progress();
    try (JournalCursor cursor = journal.cursor(stored.position())) {
      while (!isClosed()) {
        List<Indexed> batch = read(cursor);
        if (cursor.position().compareTo(stored.position()) > 0) {
          stored = new LogIndex.Progress(cursor.position(), lastSequence(batch, stored.sequence()));
          filled.add(batch, stored);
          publish(filled, stored);
        } else {
          journal.awaitGrowth(stored.position(), IDLE_MILLIS);
        }
      }
    }
  }

  private static long lastSequence(List<Indexed> batch, long before) {
    for (Indexed entry : batch.reversed()) {
      if (entry instanceof Indexed.OfRecord record) {
        return record.sequence();
      }
    }
    return before;
  }

  private static List<Indexed> read(JournalCursor cursor) throws IOException {
    List<Indexed> batch = new ArrayList<>();
    while (batch.size() < BATCH) {
      Optional<JournalEntry> entry =
          cursor.next(damage -> LOG.error("Message log is damaged: {}", damage));
      if (entry.isEmpty()) {
        break;
      }
      indexed(entry.get()).ifPresent(batch::add);
    }
    return batch;
  }

  private static Optional<Indexed> indexed(JournalEntry entry) {
    try {
      return Indexed.of(entry);
    } catch (IOException | RuntimeException e) {
      LOG.error("Entry {} of the message log cannot be read", entry.position(), e);
      return Optional.empty();
    }
  }

  private void publish(LogIndex now, LogIndex.Progress reached) {
    lock.lock();
    try {
      index = Optional.of(now);
      progress = reached;
      failure = Optional.empty();
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void report(String text) {
    lock.lock();
    try {
      failure = Optional.of(text);
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  private void shutDown() {
    opened()
        .ifPresent(open -> {
          try {
            open.close();
          } catch (SQLException e) {
            LOG.debug("Index of the message log was not closed in order", e);
          }
        });
  }

  private Optional<LogIndex> opened() {
    lock.lock();
    try {
      return index;
    } finally {
      lock.unlock();
    }
  }

  /** Ends the thread; call after the journal is closed, which wakes it. */
  void close() throws InterruptedException {
    lock.lock();
    try {
      closed = true;
      moved.signalAll();
    } finally {
      lock.unlock();
    }
    thread.join(TimeUnit.SECONDS.toMillis(30));
  }
}
