// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.postroad.securityserver.journal.Journal;
import org.postroad.securityserver.journal.JournalCursor;
import org.postroad.securityserver.journal.JournalPosition;
import org.postroad.securityserver.journal.Segment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the index behind the journal, in a thread of its own that also opens the database: neither
 * a slow nor a dead one is felt by an exchange. After a failure it connects anew, at first after a
 * second and later every half minute, or as soon as somebody asks. An embedded database that cannot
 * be opened, or fails twice in a row, is made anew, since all of it stands in the journal; a shared
 * one is never deleted.
 */
final class IndexFiller {
  private static final Logger LOG = LoggerFactory.getLogger(IndexFiller.class);
  private static final long IDLE_MILLIS = 1_000;
  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
  private static final Duration LAST_RETRY = Duration.ofSeconds(30);
  private static final int DOUBLINGS = 5;
  private static final int FAILURES_OF_A_BROKEN_FILE = 2;

  /**
   * How long records are gathered for one transaction. A database rewrites whole pages for each, so
   * the cost of a record falls as more of them come together. Whoever asks does not wait for it.
   */
  private static final Duration GATHERING = Duration.ofSeconds(10);

  /** Records that are worth a round, whenever they came. */
  private static final int GATHERED = 10_000;

  /**
   * What others write into a shared database is seen in every search, so it has to be there soon.
   */
  private static final Duration GATHERING_SHARED = Duration.ofSeconds(1);

  /**
   * After a full transaction the thread rests so many times as long as that took: what was gathered
   * would otherwise take a processor from the exchanges for a second or two.
   */
  private static final int REST = 3;

  private static final Duration LONGEST_REST = Duration.ofMillis(500);

  /** Records behind the journal from which on there is no rest. */
  private static final int BEHIND = 50_000;

  private static final Duration LOOKS = Duration.ofMillis(500);
  private static final Duration REBUILD_REPORTS = Duration.ofMillis(200);
  private static final Duration REBUILD_BEGINS = Duration.ofSeconds(60);

  private final Journal journal;
  private final Path directory;
  private final IndexDatabase settings;
  private final IndexReading reading;
  private final IndexRequests requests = new IndexRequests();
  private final IndexState state;
  private final Duration gathering;
  private final Thread thread;

  /** In a row, since the index was last abreast of the journal; of the thread alone. */
  private int failures;

  /** For whoever closes the log while the thread waits for a database that does not answer. */
  private volatile Optional<LogDatabase> database = Optional.empty();

  IndexFiller(Journal journal, Path directory, IndexDatabase settings) {
    this.journal = journal;
    this.directory = directory;
    this.settings = settings;
    this.reading = new IndexReading(journal);
    this.gathering =
        switch (settings) {
          case IndexDatabase.Embedded() -> GATHERING;
          case IndexDatabase.Postgres _ -> GATHERING_SHARED;
        };
    this.state = new IndexState(LogDatabase.name(settings, directory), requests);
    this.thread =
        Thread.ofPlatform().name("postroad-log-index").daemon().unstarted(this::fillUntilClosed);
  }

  void start() {
    thread.start();
  }

  IndexState state() {
    return state;
  }

  /** The index once it knows everything that is in the journal now. */
  LogIndex caughtUp(Duration patience) throws IOException {
    return state.reached(journal.end(), patience);
  }

  void readAgain(Duration patience) throws InterruptedException {
    requests.readAgain(patience);
  }

  /** Fills the index anew and returns when it knows all that is in the journal now. */
  void rebuild(ReindexProgress listener) throws IOException {
    JournalPosition end = journal.end();
    long target = journal.lastSequence();
    long asked = requests.askForRebuild();
    requests.beginWaiting();
    try {
      if (!requests.awaitRebuild(asked, REBUILD_BEGINS)) {
        throw new IOException(
            "index is not to be had: " + state.status(0).failure().orElse("slow"));
      }
      while (!state.awaitPosition(end, REBUILD_REPORTS)) {
        if (requests.isClosed()) {
          throw new IOException("message log was closed while its index was made anew");
        }
        listener.indexed(state.status(target).lastSequence(), target);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the index was made anew", e);
    } finally {
      requests.endWaiting();
    }
    listener.indexed(target, target);
  }

  private void fillUntilClosed() {
    try {
      requests.awaitUse();
      while (!requests.isClosed()) {
        try (LogDatabase opened = open()) {
          IndexWriter writer = IndexWriter.open(opened, journal.id());
          IndexWriter.Progress progress = prepared(writer);
          state.publish(writer.index(), progress);
          fill(writer, progress);
          state.reopen();
        } catch (IOException | SQLException | RuntimeException e) {
          failures++;
          failed(e);
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("Index of the message log is closed");
    }
  }

  private void failed(Exception e) throws InterruptedException {
    state.withdraw(reason(e));
    if (!requests.isClosed()) {
      Duration delay =
          failures > DOUBLINGS ? LAST_RETRY : FIRST_RETRY.multipliedBy(1L << (failures - 1));
      LOG.warn("Index of the message log: {}; next try in {}", reason(e), delay);
      LOG.debug("Index of the message log failed", e);
      requests.pause(FIRST_RETRY, delay);
    }
  }

  /** What an administrator can do something about is mostly the innermost reason. */
  private static String reason(Exception e) {
    Throwable reason = e;
    while (reason.getCause() != null) {
      reason = reason.getCause();
    }
    String text = String.valueOf(reason.getMessage()).lines().findFirst().orElse("");
    return reason.getClass().getSimpleName() + ": " + text;
  }

  private LogDatabase open() throws IOException {
    boolean embedded = settings instanceof IndexDatabase.Embedded;
    if (embedded && (failures == FAILURES_OF_A_BROKEN_FILE || requests.rebuildIsAsked())) {
      LogDatabase.deleteEmbedded(directory);
    }
    LogDatabase opened;
    try {
      opened = LogDatabase.open(settings, directory);
    } catch (RuntimeException e) {
      if (!embedded) {
        throw e;
      }
      LOG.warn("Index of the message log cannot be opened and is made anew", e);
      LogDatabase.deleteEmbedded(directory);
      opened = LogDatabase.open(settings, directory);
    }
    database = Optional.of(opened);
    return opened;
  }

  /** How far the index has come, after whatever does not fit the journal has been mended. */
  private IndexWriter.Progress prepared(IndexWriter writer) throws IOException, SQLException {
    IndexWriter.Progress progress = writer.progress();
    if (requests.rebuildIsAsked()
        || progress.isClearing()
        || progress.position().compareTo(journal.end()) > 0) {
      writer.clear();
      state.beginAnew();
      requests.rebuildBegins();
      return writer.progress();
    }
    readAgain(writer);
    Optional<LogIndex.Location> last = writer.lastRecord();
    if (last.isPresent() && !reading.isInPlace(last.get())) {
      LOG.warn("Index of the message log is not of this journal and is filled anew");
      writer.clear();
    }
    return writer.progress();
  }

  /** Segments that were rewritten since they were read. */
  private void readAgain(IndexWriter writer) throws IOException, SQLException {
    long asked = requests.readingsAsked();
    for (Segment segment : reading.changed(writer.segments())) {
      writer.prune(reading.pruned(segment), Map.of(segment.number(), segment.bytes()));
    }
    requests.haveReadAgain(asked);
  }

  /** Reads on until the log is closed or a rebuild is asked for. */
  private void fill(IndexWriter writer, IndexWriter.Progress from)
      throws IOException, SQLException, InterruptedException {
    IndexWriter.Progress progress = from;
    try (JournalCursor cursor = journal.follow(progress.position())) {
      while (!requests.isClosed() && !requests.rebuildIsAsked()) {
        if (requests.readingIsAsked()) {
          readAgain(writer);
        }
        long begun = System.nanoTime();
        IndexReading.Batch batch = reading.next(cursor);
        if (batch.position().compareTo(progress.position()) > 0) {
          long sequence = batch.lastSequence(progress.sequence());
          progress = writer.add(batch.entries(), batch.segments(), batch.position(), sequence);
          state.publish(writer.index(), progress);
        }
        if (batch.isFull()) {
          rest(progress, Duration.ofNanos(System.nanoTime() - begun));
        } else {
          failures = 0;
          awaitBatch(progress);
        }
      }
    }
  }

  private void rest(IndexWriter.Progress progress, Duration took) throws InterruptedException {
    if (journal.lastSequence() - progress.sequence() < BEHIND) {
      Duration rest = took.multipliedBy(REST);
      requests.awaitNeed(rest.compareTo(LONGEST_REST) < 0 ? rest : LONGEST_REST);
    }
  }

  /** Returns when records make a full batch, or the oldest has waited, or the index is needed. */
  private void awaitBatch(IndexWriter.Progress progress) throws InterruptedException {
    journal.awaitGrowth(progress.position(), IDLE_MILLIS);
    long begun = System.nanoTime();
    while (!requests.isNeeded()
        && journal.lastSequence() - progress.sequence() < GATHERED
        && System.nanoTime() - begun < gathering.toNanos()) {
      requests.awaitNeed(LOOKS);
    }
  }

  /** Ends the thread; call after the journal is closed, which wakes it. */
  void close() throws InterruptedException {
    requests.close();
    state.close();
    thread.join(TimeUnit.SECONDS.toMillis(3));
    if (thread.isAlive()) {
      database.ifPresent(LogDatabase::close);
      thread.join(TimeUnit.SECONDS.toMillis(15));
    }
  }
}
