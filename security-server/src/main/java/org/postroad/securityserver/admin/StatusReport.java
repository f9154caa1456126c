// SPDX-License-Identifier: MIT
package org.postroad.securityserver.admin;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.transparency.Contradiction;
import org.postroad.securityserver.archive.ArchiveEntry;
import org.postroad.securityserver.archive.KnownArchives;
import org.postroad.securityserver.journal.JournalDamage;
import org.postroad.securityserver.logtree.PublishedCheckpoint;
import org.postroad.securityserver.messagelog.LogStatus;
import org.postroad.securityserver.witness.WitnessStatus;

/**
 * How a message log is.
 *
 * @param running whether a server has it open; what only that server knows is missing otherwise
 * @param witnesses that the server asks to cosign
 * @param evidence of logs that contradict themselves, this one or others
 * @param problems what somebody should look after
 */
public record StatusReport(
    String directory,
    boolean running,
    Journal journal,
    Optional<Index> index,
    Timestamps timestamps,
    Tree tree,
    List<Witness> witnesses,
    List<Evidence> evidence,
    Archives archives,
    Disk disk,
    List<Problem> problems) {

  private static final int MOST_DAMAGES = 20;

  /**
   * The journal.
   *
   * @param id nothing while it is empty
   * @param damages the first twenty
   */
  public record Journal(
      Optional<String> id, int segments, long bytes, long lastSequence, List<String> damages) {
    public Journal {
      damages = List.copyOf(damages);
    }

    static List<String> texts(List<JournalDamage> damages) {
      return damages.stream().limit(MOST_DAMAGES).map(RecordLine::bounded).toList();
    }
  }

  /**
   * The index.
   *
   * @param lag how many records cannot be found yet
   * @param opening while it is opened for the first time or made anew, which is no problem
   */
  public record Index(
      String database, long lastSequence, long lag, boolean opening, Optional<String> failure) {

    static Index of(LogStatus.Index index) {
      return new Index(
          index.database(), index.lastSequence(), index.lag(), index.opening(), index.failure());
    }
  }

  /**
   * Time-stamps.
   *
   * @param waiting how many records have none, where that is known
   * @param everySeconds how often a server has them stamped, as the global configuration says
   */
  public record Timestamps(
      Optional<Long> waiting, Optional<Instant> failingSince, Optional<Long> everySeconds) {}

  /**
   * The tree.
   *
   * @param leaves how many records are in it, where a server knows that
   * @param opening while it is taken up after a start, which is no problem
   */
  public record Tree(
      Optional<Long> leaves,
      Optional<Checkpoint> checkpoint,
      boolean opening,
      Optional<String> failure) {}

  /**
   * The newest checkpoint.
   *
   * @param size how many records it covers
   * @param written when it was signed, or its last cosignature came
   */
  public record Checkpoint(long size, Instant written, int cosignatures) {

    static Checkpoint of(PublishedCheckpoint published) {
      return new Checkpoint(
          published.checkpoint().size(), published.written(), published.cosignatures());
    }
  }

  /**
   * A witness.
   *
   * @param cosignedSize of the newest checkpoint that it cosigned since the start
   */
  public record Witness(
      String name,
      String url,
      long cosignedSize,
      Optional<Instant> cosignedAt,
      Optional<Instant> failingSince,
      String problem) {

    static Witness of(WitnessStatus status) {
      return new Witness(
          status.name(),
          status.url(),
          status.cosignedSize(),
          status.cosignedAt(),
          status.failingSince(),
          RecordLine.bounded(status.problem()));
    }
  }

  /**
   * A kept contradiction.
   *
   * @param file in the directory {@code witness}
   * @param kind {@code forked}, {@code shrunken} or {@code unproven}
   * @param ofThisLog otherwise of another, which this server was asked to cosign
   */
  public record Evidence(String file, String kind, boolean ofThisLog) {

    static Evidence of(String file, Optional<String> origin) {
      return new Evidence(
          file,
          Contradiction.kindOf(file).map(Contradiction.Kind::toString).orElse(""),
          origin.filter(name -> Contradiction.isAbout(name, file)).isPresent());
    }
  }

  /**
   * Archives.
   *
   * @param records how many are in them
   * @param waiting how many are time-stamped and in none, where a server knows that
   * @param last the archive that was made last
   * @param next when the next are made, if a server has the log open
   */
  public record Archives(
      long count,
      long records,
      Optional<Long> waiting,
      Optional<String> last,
      Optional<Instant> next) {

    static Archives of(KnownArchives known, Optional<Long> stamped, Optional<Instant> next) {
      long done = known.records() + known.unreadable().count();
      return new Archives(
          known.entries().size(),
          known.records(),
          stamped.map(records -> Math.max(0, records - done)),
          known.last().map(ArchiveEntry::archive).map(ArchiveEntry.ArchivedFile::name),
          next);
    }
  }

  /**
   * The disk that the log is on.
   *
   * @param reserveBytes with less than this left, messages are refused
   */
  public record Disk(long freeBytes, Optional<Long> reserveBytes) {}

  /** Something that is not as it should be, and what to do about it. */
  public record Problem(String text, String advice) {}

  public StatusReport {
    witnesses = List.copyOf(witnesses);
    evidence = List.copyOf(evidence);
    problems = List.copyOf(problems);
  }

  /** With what is wrong of all that it says. */
  StatusReport judged(List<JournalDamage> damages, Instant now) {
    return new StatusReport(
        directory,
        running,
        journal,
        index,
        timestamps,
        tree,
        witnesses,
        evidence,
        archives,
        disk,
        new StatusProblems(now).of(this, damages));
  }
}
