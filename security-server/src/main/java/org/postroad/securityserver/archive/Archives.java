// SPDX-License-Identifier: MIT
package org.postroad.securityserver.archive;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.securityserver.journal.Journal;
import org.postroad.securityserver.journal.JournalFiles;

/**
 * The archives of one log: made and cleaned up after on a schedule, or when somebody asks.
 *
 * <p>{@code working} is held during a run, so that there is one at a time.
 */
public final class Archives implements AutoCloseable {
  static final String DIRECTORY = "archive";

  private final Parts parts;
  private final Clock clock;
  private final ReentrantLock working = new ReentrantLock();
  private final ArchiveJob job;

  @GuardedBy("working")
  private Optional<ArchiveLedger> known = Optional.empty();

  @GuardedBy("working")
  private final Map<Long, Instant> nothingBefore = new HashMap<>();

  private volatile boolean closed;

  /** What a run works with. */
  record Parts(
      Journal journal,
      ArchiveDirectory directory,
      ArchiveSettings settings,
      RecordProofs proofs,
      Clock clock,
      SecureRandom random) {

    Seal.Source seals(Optional<MemberId> member) throws IOException {
      return settings.encryption().isEmpty()
          ? Seal.None::new
          : new OpenPgpKeys(settings.encryption().get(), clock, random).seals(member);
    }
  }

  private Archives(Parts parts, Clock clock) {
    this.parts = parts;
    this.clock = clock;
    this.job = new ArchiveJob(this, parts.settings(), clock);
  }

  /**
   * The archives of a log that this process has open.
   *
   * @param messageLog directory of the log
   */
  public static Archives open(
      Journal journal,
      Path messageLog,
      ArchiveSettings settings,
      RecordProofs proofs,
      Clock clock,
      SecureRandom random)
      throws IOException {
    return open(journal, messageLog, settings, proofs, JournalFiles.disk(), clock, random);
  }

  static Archives open(
      Journal journal,
      Path messageLog,
      ArchiveSettings settings,
      RecordProofs proofs,
      JournalFiles files,
      Clock clock,
      SecureRandom random)
      throws IOException {
    Path place = settings.directory().orElse(messageLog.resolve(DIRECTORY));
    ArchiveDirectory directory = ArchiveDirectory.open(place, files);
    return new Archives(new Parts(journal, directory, settings, proofs, clock, random), clock);
  }

  /** Works on schedule from now on. */
  public void start() {
    job.start();
  }

  /** Where the archives are. */
  public Path directory() {
    return parts.directory().path();
  }

  /** Archives all that is stamped and in no archive. */
  public Archived archive(ArchiveWatcher watcher) throws IOException {
    working.lock();
    try {
      return archive(ledger(), watcher);
    } finally {
      working.unlock();
    }
  }

  /** After a failure the journal is asked again what counts. */
  @GuardedBy("working")
  private Archived archive(ArchiveLedger ledger, ArchiveWatcher watcher) throws IOException {
    known = Optional.empty();
    try (ArchiveRun run = new ArchiveRun(parts, ledger, () -> closed)) {
      Archived archived = run.run(watcher);
      known = Optional.of(ledger);
      return archived;
    }
  }

  /** Removes the content of records that are archived and whose time is over. */
  public Pruned prune(ArchiveWatcher watcher) throws IOException {
    working.lock();
    try {
      return new PruneRun(
              parts.journal(),
              ledger(),
              parts.settings().retention(),
              clock.instant(),
              nothingBefore,
              () -> closed)
          .run(watcher);
    } finally {
      working.unlock();
    }
  }

  /** What was archived so far; waits for nothing. */
  public KnownArchives known() {
    return KnownArchives.read(parts.journal(), parts.journal().id(), directory());
  }

  /** When the schedule says that records are archived next. */
  public Instant nextRun() {
    return parts.settings().schedule().next(clock.instant());
  }

  @GuardedBy("working")
  private ArchiveLedger ledger() throws IOException {
    if (known.isEmpty()) {
      ArchiveLedger ledger =
          ArchiveLedger.open(parts.journal(), parts.directory().files(), parts.directory().path());
      parts.directory().tidy(ledger.lastOfEach());
      known = Optional.of(ledger);
    }
    return known.get();
  }

  /** A run under way ends at the next record; what it has not completed is written again later. */
  @Override
  public void close() {
    closed = true;
    job.close();
    working.lock();
    try {
      known = Optional.empty();
    } finally {
      working.unlock();
    }
  }
}
