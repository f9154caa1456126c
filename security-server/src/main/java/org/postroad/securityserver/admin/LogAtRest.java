// SPDX-License-Identifier: MIT
package org.postroad.securityserver.admin;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.securityserver.archive.ArchiveSettings;
import org.postroad.securityserver.archive.Archives;
import org.postroad.securityserver.archive.RecordProofs;
import org.postroad.securityserver.archive.RememberedSettings;
import org.postroad.securityserver.journal.DirectoryInUse;
import org.postroad.securityserver.journal.Journal;
import org.postroad.securityserver.journal.JournalFiles;
import org.postroad.securityserver.journal.JournalKeys;
import org.postroad.securityserver.journal.JournalOptions;
import org.postroad.securityserver.journal.JournalReader;
import org.postroad.securityserver.messagelog.IndexDatabase;
import org.postroad.securityserver.messagelog.MessageLog;
import org.postroad.securityserver.messagelog.MessageLogOptions;
import org.postroad.securityserver.messagelog.TimestampService;

/**
 * A log that no server has open, taken by this process for work that changes it: with the journal's
 * lock, as the user whose log it is, so that the server finds nothing that it cannot read, and with
 * the settings that the server left.
 */
final class LogAtRest implements Closeable {
  private final Journal journal;
  private final Archives archives;

  private LogAtRest(Journal journal, Archives archives) {
    this.journal = journal;
    this.archives = archives;
  }

  static LogAtRest take(Path directory, Clock clock) throws IOException {
    JournalOptions options = options(directory);
    ArchiveSettings settings =
        RememberedSettings.read(directory)
            .orElseThrow(() ->
                new IOException(
                    "How this log is archived is not known: no server has opened it yet, or this is"
                        + " a copy without the file archive-settings"));
    SecureRandom random = new SecureRandom();
    Journal journal;
    try {
      journal = Journal.open(directory, options, JournalFiles.disk(), clock, random);
    } catch (DirectoryInUse e) {
      throw inUse(e);
    }
    try {
      Archives archives =
          Archives.open(journal, directory, settings, RecordProofs.in(directory), clock, random);
      return new LogAtRest(journal, archives);
    } catch (IOException e) {
      journal.close();
      throw e;
    }
  }

  /** What a server would write is written: bodies are never encrypted less than they were. */
  private static JournalOptions options(Path directory) throws IOException {
    UserPrincipal owner = Files.getOwner(directory);
    if (!owner.equals(user())) {
      throw new IOException(
          "This log is %s's, and what would be written here would not be; run this as %s"
              .formatted(owner.getName(), owner.getName()));
    }
    JournalKeys keys = JournalKeys.beside(directory);
    JournalReader journal = JournalReader.open(directory, keys);
    if (!journal.segments().isEmpty()
        && journal.segments().getLast().header().key().isPresent()
        && keys.keys().isEmpty()) {
      throw new IOException(
          "This log is encrypted and its keys are not beside it; only its server can do this");
    }
    return JournalOptions.DEFAULT.withKeys(keys);
  }

  /** Whoever runs this, as the file system sees it. */
  private static UserPrincipal user() throws IOException {
    Path probe = Files.createTempFile("postroad-", "");
    try {
      return Files.getOwner(probe);
    } finally {
      Files.delete(probe);
    }
  }

  private static IOException inUse(DirectoryInUse e) {
    return new IOException(
        "A server has this log open and does not answer on its control socket. Stop it, or see its"
            + " own log for why it does not answer.",
        e);
  }

  ArchiveReport archive(TaskProgress progress) throws IOException {
    return ArchiveReport.of(archives.archive(new ToldProgress(progress)));
  }

  PruneReport prune(TaskProgress progress) throws IOException {
    return PruneReport.of(archives.prune(new ToldProgress(progress)));
  }

  /** Makes the index anew, without stamping or archiving anything. */
  static long reindex(Path directory, IndexDatabase index, Clock clock, TaskProgress progress)
      throws IOException {
    MessageLogOptions options =
        MessageLogOptions.DEFAULT
            .withJournal(options(directory))
            .withTimestampInterval(Duration.ZERO)
            .withIndex(index);
    try (MessageLog log =
        MessageLog.open(directory, options, clock, new SecureRandom(), new NoStamps())) {
      log.reindex((records, of) -> progress.at("indexing", records, of));
      return log.status().index().lastSequence();
    } catch (DirectoryInUse e) {
      throw inUse(e);
    } catch (Fault e) {
      throw new IOException(e.text(), e);
    }
  }

  /** Nobody stamps here. */
  private record NoStamps() implements TimestampService {
    @Override
    public byte[] stamp(Digest imprint) {
      throw new Fault(FaultCode.TIMESTAMPING_FAILED, "no server has this log open");
    }

    @Override
    public boolean isConfigured() {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    archives.close();
    journal.close();
  }
}
