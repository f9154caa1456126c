// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.signature.HashChain;
import org.postroad.protocol.signature.SignatureVerifier;
import org.postroad.securityserver.journal.Appended;
import org.postroad.securityserver.journal.EntryContent;
import org.postroad.securityserver.journal.EntryType;
import org.postroad.securityserver.journal.Journal;
import org.postroad.securityserver.journal.JournalEntry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts time-stamps over records that are in the log already: one record alone over its signature
 * value, several together over a hash chain of their signature documents (D-068 to D-070). The
 * token becomes an entry of the journal, so what waits is known after any restart; a crash between
 * the authority's answer and that entry only means that the same records are stamped again.
 *
 * <p>{@code collecting} is held by whoever stamps what waits, from reading the journal for it to
 * the entry of the token. {@code stamping} is held for writing by whoever stamps what waits, so
 * that no record is stamped twice, and for reading by appends that stamp their own record.
 */
final class Timestamper {
  private static final Logger LOG = LoggerFactory.getLogger(Timestamper.class);

  private final Journal journal;
  private final WaitingRecords waiting;
  private final TimestampService service;
  private final FailingSince failing;
  private final Duration acceptableFailure;
  private final Clock clock;
  private final ReentrantLock collecting = new ReentrantLock();
  private final ReentrantReadWriteLock stamping = new ReentrantReadWriteLock();

  /** The last record of the journal when it was last looked what waits. */
  private volatile long lookedAt;

  Timestamper(
      Journal journal,
      WaitingRecords waiting,
      TimestampService service,
      FailingSince failing,
      Duration acceptableFailure,
      Clock clock) {
    this.journal = journal;
    this.waiting = waiting;
    this.service = service;
    this.failing = failing;
    this.acceptableFailure = acceptableFailure;
    this.clock = clock;
    this.lookedAt = journal.lastSequence();
  }

  Optional<Instant> failingSince() {
    return failing.since();
  }

  /** Refuses when nobody can stamp, or nobody has for too long (E-015, E-016). */
  void requireWorking() {
    if (!service.isConfigured()) {
      throw new Fault(
          FaultCode.TIMESTAMPING_FAILED,
          "Cannot time-stamp messages: no timestamping services configured");
    }
    if (acceptableFailure.isPositive()
        && failing
            .since()
            .filter(since -> clock.instant().isAfter(since.plus(acceptableFailure)))
            .isPresent()) {
      throw new Fault(FaultCode.TIMESTAMPING_FAILED, "Cannot time-stamp messages");
    }
  }

  /** Whether so many records have been added since it was last looked what waits. */
  boolean haveCome(int records) {
    return journal.lastSequence() - lookedAt >= records;
  }

  /** Stamps the oldest records that wait, at most {@code limit}, and says how many. */
  int stampWaiting(int limit) {
    collecting.lock();
    try {
      lookedAt = journal.lastSequence();
      waiting.advance();
      stamping.writeLock().lock();
      try {
        return stamp(waiting.oldest(limit));
      } finally {
        stamping.writeLock().unlock();
      }
    } catch (IOException e) {
      throw failed(new Fault(FaultCode.TIMESTAMPING_FAILED, "Message log cannot be read: " + e, e));
    } finally {
      collecting.unlock();
    }
  }

  private int stamp(List<WaitingRecords.Waiting> oldest) throws IOException {
    if (oldest.isEmpty()) {
      return 0;
    }
    if (oldest.size() > 1) {
      stampTogether(oldest);
      return oldest.size();
    }
    Optional<LogRecord> record = readable(oldest.getFirst());
    if (record.isPresent()) {
      stampAlone(record.get(), oldest.getFirst().signature());
      return 1;
    }
    return stampUnreadable();
  }

  /** Appends a record that is stamped before anybody else can see it wait. */
  Appended appendStamped(EntryContent record) throws IOException {
    stamping.readLock().lock();
    try {
      Appended appended = journal.append(record);
      LogRecord logged = RecordCodec.decode(journal.read(appended.position()));
      stampAlone(logged, DigestAlgorithm.SHA512.digest(logged.signature().document()));
      return appended;
    } finally {
      stamping.readLock().unlock();
    }
  }

  /** A record whose signature value can be stamped; a damaged one is reported. */
  private Optional<LogRecord> readable(WaitingRecords.Waiting oldest) {
    try {
      JournalEntry entry = journal.read(oldest.position());
      if (entry.type() != EntryType.RECORD || entry.frame().sequence() != oldest.sequence()) {
        throw new IOException("entry " + entry.frame() + " is in its place");
      }
      LogRecord record = RecordCodec.decode(entry);
      SignatureVerifier.checkIntegrity(record.signature(), record.digests());
      return Optional.of(record);
    } catch (IOException | Fault e) {
      LOG.error("Record {} is damaged and cannot be time-stamped alone", oldest.sequence(), e);
      return Optional.empty();
    }
  }

  /**
   * The oldest waiting record cannot be read any more, but its digest is known: it is stamped
   * together with the next, so that it holds up nobody. Alone it goes on waiting.
   */
  private int stampUnreadable() throws IOException {
    List<WaitingRecords.Waiting> two = waiting.oldest(2);
    if (two.size() == 2) {
      stampTogether(two);
      return 2;
    }
    return 0;
  }

  private void stampAlone(LogRecord record, Digest signature) throws IOException {
    byte[] value =
        SignatureVerifier.checkIntegrity(record.signature(), record.digests()).signatureValue();
    byte[] token = stamp(DigestAlgorithm.SHA512.digest(value));
    var stamped = new TimestampEntry.Stamped(record.sequence(), signature);
    journal.append(new TimestampEntry(token, new byte[0], List.of(stamped)).content());
  }

  private void stampTogether(List<WaitingRecords.Waiting> oldest) throws IOException {
    List<Digest> leaves = oldest.stream().map(WaitingRecords.Waiting::signature).toList();
    byte[] result = HashChain.forTimestamp(leaves, 0).result();
    byte[] token = stamp(DigestAlgorithm.SHA512.digest(result));
    List<TimestampEntry.Stamped> stamped =
        oldest.stream()
            .map(record -> new TimestampEntry.Stamped(record.sequence(), record.signature()))
            .toList();
    journal.append(new TimestampEntry(token, result, stamped).content());
  }

  private byte[] stamp(Digest imprint) {
    try {
      byte[] token = service.stamp(imprint);
      failing.succeeded();
      return token;
    } catch (Fault e) {
      throw failed(e);
    } catch (RuntimeException e) {
      throw failed(
          new Fault(FaultCode.TIMESTAMPING_FAILED, "Time-stamping service failed: " + e, e));
    }
  }

  private Fault failed(Fault fault) {
    failing.failed(clock.instant());
    return fault;
  }
}
