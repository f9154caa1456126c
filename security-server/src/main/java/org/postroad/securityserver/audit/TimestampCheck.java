// SPDX-License-Identifier: MIT
package org.postroad.securityserver.audit;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.certificate.TimestampToken;
import org.postroad.protocol.certificate.Trust;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.signature.HashChain;
import org.postroad.protocol.signature.SignatureVerifier;
import org.postroad.securityserver.journal.JournalEntry;
import org.postroad.securityserver.journal.JournalPosition;
import org.postroad.securityserver.messagelog.LogRecord;
import org.postroad.securityserver.messagelog.StoredRecord;
import org.postroad.securityserver.messagelog.TimestampEntry;

/**
 * Judges the time-stamps over records: that a token is over the very hash chain, or the very
 * signature value, that its entry says it is over (D-068 to D-070), that the records named have
 * those signatures, and that none was passed over. For one thread, but for {@link #judge} and
 * {@link #judgeAlone}.
 */
final class TimestampCheck {
  /** A record may wait while stamping fails, but not while younger ones are stamped. */
  private static final Duration LONGEST_INTERVAL = Duration.ofDays(1);

  private static final int MOST_NAMED = 100;

  /** A record that has not been stamped so far. */
  private record Waiting(JournalPosition position, Digest signature, Instant time) {}

  private final Optional<Trust> trust;
  private final Findings findings;
  private final TreeMap<Long, Waiting> waiting = new TreeMap<>();
  private Instant lastStamped = Instant.MIN;

  TimestampCheck(Optional<Trust> trust, Findings findings) {
    this.trust = trust;
    this.findings = findings;
  }

  /** Judges an entry by itself. */
  Judged judge(JournalEntry entry) {
    TimestampEntry timestamp;
    try {
      timestamp = TimestampEntry.parse(entry.body());
    } catch (IOException | Fault | IllegalArgumentException e) {
      return wrong(entry, Optional.empty(), String.valueOf(e.getMessage()));
    }
    if (timestamp.records().isEmpty() || timestamp.batch() == (timestamp.records().size() == 1)) {
      return wrong(
          entry, Optional.of(timestamp), "over " + timestamp.records().size() + " records");
    }
    if (!timestamp.batch()) {
      return new Judged.OfTimestamp(entry, Optional.of(timestamp), Optional.empty(), List.of());
    }
    return judgeBatch(entry, timestamp);
  }

  private Judged judgeBatch(JournalEntry entry, TimestampEntry timestamp) {
    try {
      List<Digest> leaves =
          timestamp.records().stream().map(TimestampEntry.Stamped::signature).toList();
      if (!Arrays.equals(HashChain.forTimestamp(leaves, 0).result(), timestamp.result())) {
        return wrong(
            entry, Optional.of(timestamp), "its hash chain is not one of these signatures");
      }
      Instant time = token(timestamp.token(), timestamp.result()).time();
      return new Judged.OfTimestamp(entry, Optional.of(timestamp), Optional.of(time), List.of());
    } catch (Fault | IllegalArgumentException e) {
      return wrong(entry, Optional.of(timestamp), String.valueOf(e.getMessage()));
    }
  }

  private static Judged wrong(JournalEntry entry, Optional<TimestampEntry> timestamp, String text) {
    return new Judged.OfTimestamp(
        entry, timestamp, Optional.empty(), List.of(finding(entry, timestamp, text)));
  }

  private static Finding finding(
      JournalEntry entry, Optional<TimestampEntry> timestamp, String text) {
    Subject subject =
        timestamp
            .filter(stamp -> !stamp.records().isEmpty())
            .<Subject>map(TimestampCheck::records)
            .orElseGet(() -> new Subject.Entry(entry.frame().number()));
    return Finding.at(entry.position(), FindingKind.TIMESTAMP, subject, text);
  }

  private static Subject records(TimestampEntry timestamp) {
    var sequences = timestamp.records().stream().mapToLong(TimestampEntry.Stamped::sequence);
    var range = sequences.summaryStatistics();
    return new Subject.Records(range.getMin(), range.getMax());
  }

  /** The token, once it is known to be over these bytes and, with trust, by whom it was made. */
  private TimestampToken token(byte[] der, byte[] stamped) {
    TimestampToken token = TimestampToken.parse(der);
    Digest imprint = token.imprintAlgorithm().digest(stamped);
    if (!token.imprint().matches(imprint)) {
      throw new IllegalArgumentException("the time-stamp is over something else, not " + imprint);
    }
    trust.ifPresent(trusted -> token.verify(imprint, trusted));
    return token;
  }

  /** Takes note of a record, in the order of the journal. */
  void logged(JournalEntry entry, LogRecord record, Digest signature) {
    waiting.put(record.sequence(), new Waiting(entry.position(), signature, record.time()));
  }

  /**
   * Takes note of a time-stamp, in the order of the journal.
   *
   * @return where the record lies that it is over alone, to be judged with {@link #judgeAlone}
   */
  Optional<JournalPosition> stamped(Judged.OfTimestamp stamp, long lastRecord) {
    if (stamp.timestamp().isEmpty()) {
      return Optional.empty();
    }
    TimestampEntry timestamp = stamp.timestamp().get();
    Optional<JournalPosition> alone = Optional.empty();
    List<Finding> problems = new ArrayList<>();
    for (TimestampEntry.Stamped record : timestamp.records()) {
      Optional<Waiting> logged = Optional.ofNullable(waiting.remove(record.sequence()));
      if (record.sequence() > lastRecord) {
        problems.add(problem(stamp, record, "time-stamped before it is in the journal"));
      }
      if (logged.isPresent()) {
        check(stamp, record, logged.get(), problems);
        alone = timestamp.batch() ? alone : Optional.of(logged.get().position());
      }
    }
    problems.stream().limit(MOST_NAMED).forEach(findings::add);
    return alone;
  }

  private void check(
      Judged.OfTimestamp stamp,
      TimestampEntry.Stamped stamped,
      Waiting logged,
      List<Finding> problems) {
    if (!logged.signature().equals(stamped.signature())) {
      problems.add(problem(stamp, stamped, "the time-stamp is over another signature"));
    }
    if (stamp.time().isPresent() && isBefore(stamp.time().get(), logged.time())) {
      problems.add(problem(stamp, stamped, times(stamp.time().get(), logged.time())));
    }
    if (logged.time().isAfter(lastStamped)) {
      lastStamped = logged.time();
    }
  }

  private static Finding problem(
      Judged.OfTimestamp stamp, TimestampEntry.Stamped record, String text) {
    return Finding.at(
        stamp.entry().position(), FindingKind.TIMESTAMP, Subject.record(record.sequence()), text);
  }

  /** Clocks of server and authority may differ by a little. */
  private static boolean isBefore(Instant stamped, Instant logged) {
    return stamped.plus(TimestampToken.MAX_CLOCK_DIFFERENCE).isBefore(logged);
  }

  private static String times(Instant stamped, Instant logged) {
    return "time-stamped at " + stamped + ", logged at " + logged;
  }

  /** Judges a token over the signature value of one record. */
  Judged judgeAlone(JournalEntry stampEntry, TimestampEntry timestamp, JournalEntry record) {
    try {
      LogRecord logged = StoredRecord.read(record).record();
      byte[] value =
          SignatureVerifier.checkIntegrity(logged.signature(), logged.digests()).signatureValue();
      TimestampToken token = token(timestamp.token(), value);
      return isBefore(token.time(), logged.time())
          ? alone(stampEntry, timestamp, times(token.time(), logged.time()))
          : new Judged.Other(stampEntry, List.of());
    } catch (IOException | Fault | IllegalArgumentException e) {
      return alone(stampEntry, timestamp, String.valueOf(e.getMessage()));
    }
  }

  private static Judged alone(JournalEntry entry, TimestampEntry timestamp, String text) {
    return new Judged.Other(entry, List.of(finding(entry, Optional.of(timestamp), text)));
  }

  /** How many records have no time-stamp yet. */
  long waiting() {
    return waiting.size();
  }

  /** There are no more entries: what still waits may have been passed over. */
  void end() {
    waiting.forEach((sequence, record) -> {
      if (record.time().plus(LONGEST_INTERVAL).isBefore(lastStamped)) {
        findings.add(
            Finding.at(
                record.position(),
                FindingKind.TIMESTAMP_MISSING,
                Subject.record(sequence),
                "logged at %s and not time-stamped, though a record of %s is"
                    .formatted(record.time(), lastStamped)));
      }
    });
  }
}
