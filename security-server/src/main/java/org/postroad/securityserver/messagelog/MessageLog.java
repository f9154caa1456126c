// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.postroad.protocol.container.ContainerContent;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.securityserver.journal.DiskReserveReached;
import org.postroad.securityserver.journal.EntryContent;
import org.postroad.securityserver.journal.EntryType;
import org.postroad.securityserver.journal.Journal;
import org.postroad.securityserver.journal.JournalCursor;
import org.postroad.securityserver.journal.JournalDamage;
import org.postroad.securityserver.journal.JournalEntry;
import org.postroad.securityserver.journal.JournalFiles;
import org.postroad.securityserver.journal.JournalPosition;
import org.postroad.securityserver.journal.Segment;

/**
 * The message log of one server: appends records, stamps them behind the exchange, and finds them
 * again. Safe for any number of threads.
 *
 * <p>A record is durable when {@link #append} returns and nothing else is needed for that: the
 * database is filled afterwards and may be slow, dead or deleted. Finding waits until the database
 * knows what had been appended before.
 */
public final class MessageLog implements AutoCloseable {
  private static final Duration INDEX_PATIENCE = Duration.ofSeconds(10);

  private final Path directory;
  private final Journal journal;
  private final IndexFiller index;
  private final Timestamper timestamper;
  private final TimestampJob job;
  private final MessageLogOptions options;
  private final Clock clock;
  private final RandomGenerator random;
  private final BatchDigests batches = new BatchDigests();

  private MessageLog(
      Path directory,
      Journal journal,
      IndexFiller index,
      Timestamper timestamper,
      MessageLogOptions options,
      Clock clock,
      RandomGenerator random) {
    this.directory = directory;
    this.journal = journal;
    this.index = index;
    this.timestamper = timestamper;
    this.job = new TimestampJob(timestamper, options, System::nanoTime);
    this.options = options;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Opens the log of a directory, which no other process may have open.
   *
   * @param random where the salts of the records come from: secure, and safe for many threads
   */
  public static MessageLog open(
      Path directory,
      MessageLogOptions options,
      Clock clock,
      RandomGenerator random,
      TimestampService timestamps)
      throws IOException {
    return open(directory, options, JournalFiles.disk(), clock, random, timestamps);
  }

  static MessageLog open(
      Path directory,
      MessageLogOptions options,
      JournalFiles files,
      Clock clock,
      RandomGenerator random,
      TimestampService timestamps)
      throws IOException {
    Journal journal = Journal.open(directory, options.journal(), files, clock, random);
    try {
      IndexFiller index = new IndexFiller(journal, directory, options.index());
      FailingSince failing = new FailingSince(directory, files, clock.instant());
      Timestamper timestamper =
          new Timestamper(
              journal,
              new WaitingRecords(
                  journal,
                  new StampedUntil(directory, journal.id(), files),
                  WaitingRecords.DIGESTS),
              timestamps,
              failing,
              options.acceptableTimestampFailure(),
              clock);
      MessageLog log =
          new MessageLog(directory, journal, index, timestamper, options, clock, random);
      index.start();
      log.job.start();
      return log;
    } catch (IOException e) {
      journal.close();
      throw e;
    }
  }

  /** The truth behind this log, for what else is made from it: its tree, its archives. */
  public Journal journal() {
    return journal;
  }

  /** What of the journal was not in order when it was opened; a torn tail is among it. */
  public List<JournalDamage> damages() {
    return journal.damages();
  }

  /** Whether the bodies of messages to and from the services of an owner are logged (E-012). */
  public boolean logsBodies(Side side, ClientId serviceOwner) {
    return options.bodies().logs(side, serviceOwner);
  }

  /** How much of each of these bodies is worth keeping until it is logged. */
  public long loggableBytes(Side side, ClientId serviceOwner) {
    return logsBodies(side, serviceOwner) ? options.maxLoggableBytes() : 0;
  }

  /**
   * Returns when the record is durable (E-002).
   *
   * @return its sequence
   * @throws Fault {@code logging_failed}; the message must not go on
   */
  public long append(NewRecord record) {
    try {
      timestamper.requireWorking();
      EntryContent content =
          RecordCodec.encode(record, clock.instant(), keepsAttachments(record), random, batches);
      return options.timestampImmediately()
          ? timestamper.appendStamped(content).sequence()
          : journal.append(content).sequence();
    } catch (Fault e) {
      throw e.within(FaultCode.LOGGING_FAILED);
    } catch (DiskReserveReached e) {
      throw new Fault(
          FaultCode.LOGGING_FAILED,
          "Message could not be logged: the disk of the message log is almost full",
          e);
    } catch (IOException e) {
      throw new Fault(
          FaultCode.LOGGING_FAILED, "Message could not be logged: " + e.getMessage(), e);
    }
  }

  /** Why {@link #append} would refuse any record now; nothing when it would not. */
  public Optional<String> refusal() {
    try {
      timestamper.requireWorking();
      long usable = JournalFiles.disk().usableBytes(directory);
      long reserve = options.journal().reserveBytes();
      return usable < reserve
          ? Optional.of("the disk has %d bytes left, less than %d".formatted(usable, reserve))
          : Optional.empty();
    } catch (Fault | IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private boolean keepsAttachments(NewRecord record) {
    if (!record.keepsAttachments() || options.maxLoggableBytes() == 0) {
      return false;
    }
    if (record.largestAttachment() <= options.maxLoggableBytes()) {
      return true;
    }
    return switch (options.oversized()) {
      case KEEP_DIGESTS -> false;
      case REFUSE ->
          throw new Fault(
              FaultCode.LOGGING_FAILED,
              record.soap()
                  ? "Message attachment size exceeds maximum loggable size"
                  : "Message size exceeds maximum loggable size");
    };
  }

  /** The records of a member with a query id, oldest first; the instance takes no part (E-041). */
  public List<LogRecord> find(ClientId member, String queryId) {
    try {
      List<LogRecord> records = new ArrayList<>();
      for (LogIndex.Location found : index.caughtUp(INDEX_PATIENCE).find(member, queryId)) {
        LogRecord record = read(found);
        if (record.queryId().equals(queryId)) {
          records.add(record);
        }
      }
      return List.copyOf(records);
    } catch (IOException | SQLException e) {
      throw unreadable(e);
    }
  }

  /** A record by its sequence; nothing when there is none, or no longer. */
  public Optional<LogRecord> find(long sequence) {
    try {
      Optional<LogIndex.Location> found = index.caughtUp(INDEX_PATIENCE).record(sequence);
      return found.isEmpty() ? Optional.empty() : Optional.of(read(found.get()));
    } catch (IOException | SQLException e) {
      throw unreadable(e);
    }
  }

  /** Whether a record was pruned: its content is gone by a rule of retention, its leaf is there. */
  public boolean isPruned(long sequence) {
    try {
      return index.caughtUp(INDEX_PATIENCE).pruned(sequence).isPresent();
    } catch (IOException | SQLException e) {
      throw unreadable(e);
    }
  }

  /** The index may be a moment behind a segment that has just been rewritten. */
  private LogRecord read(LogIndex.Location found) throws IOException {
    JournalEntry entry = journal.read(found.position());
    if (entry.type() != EntryType.RECORD || entry.frame().sequence() != found.sequence()) {
      throw new IOException("record " + found.sequence() + " has just been pruned");
    }
    return RecordCodec.decode(entry);
  }

  /** One page of the records that meet all criteria; knows all that was appended before. */
  public List<LogSummary> search(LogQuery query) {
    try {
      return index.caughtUp(INDEX_PATIENCE).search(query);
    } catch (IOException | SQLException e) {
      throw unreadable(e);
    }
  }

  /** How this log is doing; answers at once, also while the database is down. */
  public LogStatus status() {
    long lastSequence = journal.lastSequence();
    List<Segment> segments = journal.segments();
    try {
      return new LogStatus(
          journal.id(),
          segments.size(),
          segments.stream().mapToLong(Segment::bytes).sum(),
          lastSequence,
          index.state().status(lastSequence),
          index.state().waiting(),
          timestamper.failingSince(),
          job.interval(),
          journal.damages(),
          JournalFiles.disk().usableBytes(directory),
          options.journal().reserveBytes());
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /**
   * Makes the index anew from the journal, while exchanges go on; returns when every record of now
   * can be found again.
   */
  public void reindex(ReindexProgress progress) {
    try {
      index.rebuild(progress);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /**
   * To be called after segments of the journal were rewritten: returns when the index knows it, or
   * after a while if the database does not answer, and then it is done once it does.
   */
  public void reread() {
    try {
      index.readAgain(INDEX_PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether a record has its time-stamp. */
  public boolean isTimestamped(long sequence) {
    try {
      return index.caughtUp(INDEX_PATIENCE).timestamp(sequence).isPresent();
    } catch (IOException | SQLException e) {
      throw unreadable(e);
    }
  }

  /** The time-stamp over a record, nothing while it waits for one. */
  public Optional<LogTimestamp> timestampOf(long sequence) {
    try {
      Optional<JournalPosition> position = index.caughtUp(INDEX_PATIENCE).timestamp(sequence);
      return position.isEmpty()
          ? Optional.empty()
          : TimestampEntry.parse(journal.read(position.get()).body()).of(sequence);
    } catch (IOException | SQLException e) {
      throw unreadable(e);
    }
  }

  /** A record as a container for auditors, with its time-stamp where it has one. */
  public ContainerContent container(LogRecord record) {
    return record.container(timestampOf(record.sequence()));
  }

  /** How many records wait for a time-stamp. */
  public long waitingForTimestamp() {
    try {
      LogIndex _ = index.caughtUp(INDEX_PATIENCE);
      return index.state().waiting().orElseThrow();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** Since when no time-stamp was to be had; nothing while all is well. */
  public Optional<Instant> timestampingFailsSince() {
    return timestamper.failingSince();
  }

  /**
   * Stamps everything that waits now, batch by batch.
   *
   * @throws Fault {@code timestamping_failed}; what is not stamped goes on waiting
   */
  public void timestampNow() {
    while (timestamper.stampWaiting(options.timestampBatch()) >= options.timestampBatch()) {}
  }

  /** The interval of the global configuration (E-017); {@link Duration#ZERO} stops stamping. */
  public void timestampEvery(Duration interval) {
    job.every(interval);
  }

  /** Reads the whole log and says where it is damaged; everything else stays readable. */
  public List<JournalDamage> scrub() {
    List<JournalDamage> damages = new ArrayList<>();
    try (JournalCursor cursor = journal.cursor(JournalPosition.START)) {
      while (cursor.next(damages::add).isPresent()) {}
    } catch (IOException e) {
      throw unreadable(e);
    }
    return List.copyOf(damages);
  }

  private static Fault unreadable(Exception e) {
    return new Fault(FaultCode.DATABASE_ERROR, "Message log cannot be read: " + e.getMessage(), e);
  }

  /** Stamping on its way is waited for; records that wait are stamped after the next start. */
  @Override
  public void close() throws IOException {
    try {
      job.close();
      journal.close();
      index.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      journal.close();
    }
  }
}
