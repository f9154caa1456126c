// SPDX-License-Identifier: MIT
package org.postroad.securityserver.admin;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postroad.securityserver.journal.JournalDamage;
import org.postroad.securityserver.messagelog.LogStatus;

/**
 * How a message log is.
 *
 * @param running whether a server has it open; what only that server knows is missing otherwise
 * @param problems what somebody should look after
 */
public record StatusReport(
    String directory,
    boolean running,
    Journal journal,
    Optional<Index> index,
    Timestamps timestamps,
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
  }

  /**
   * The index.
   *
   * @param lag how many records cannot be found yet
   * @param opening while it is opened for the first time or made anew, which is no problem
   */
  public record Index(
      String database, long lastSequence, long lag, boolean opening, Optional<String> failure) {}

  /**
   * Time-stamps.
   *
   * @param waiting how many records have none, where that is known
   */
  public record Timestamps(Optional<Long> waiting, Optional<Instant> failingSince) {}

  /**
   * The disk that the log is on.
   *
   * @param reserveBytes with less than this left, messages are refused
   */
  public record Disk(long freeBytes, Optional<Long> reserveBytes) {}

  /** Something that is not as it should be, and what to do about it. */
  public record Problem(String text, String advice) {}

  public StatusReport {
    problems = List.copyOf(problems);
  }

  /** Of a log that this server has open. */
  static StatusReport of(String directory, LogStatus status) {
    Journal journal =
        new Journal(
            Optional.of(status.journal().toString()),
            status.segments(),
            status.bytes(),
            status.lastSequence(),
            texts(status.damages()));
    LogStatus.Index index = status.index();
    Timestamps timestamps =
        new Timestamps(
            status.waitingForTimestamp().stream().boxed().findFirst(),
            status.timestampingFailsSince());
    List<Problem> problems = damageProblems(status.damages());
    index.failure().ifPresent(failure -> problems.add(indexProblem(index, failure)));
    timestamps.failingSince().ifPresent(since -> problems.add(timestampProblem(since)));
    if (status.usableBytes() < 2 * status.reserveBytes()) {
      problems.add(
          new Problem(
              "The disk is nearly full: messages are refused when less than the reserve is left",
              "make room, or archive and prune: postroad log archive, postroad log prune"));
    }
    return new StatusReport(
        directory,
        true,
        journal,
        Optional.of(
            new Index(
                index.database(),
                index.lastSequence(),
                index.lag(),
                index.opening(),
                index.failure())),
        timestamps,
        new Disk(status.usableBytes(), Optional.of(status.reserveBytes())),
        problems);
  }

  private static Problem indexProblem(LogStatus.Index index, String failure) {
    return new Problem(
        "The index does not move, %d records cannot be found: %s"
            .formatted(index.lag(), RecordLine.bounded(failure)),
        "look after the database; exchanges go on and the index catches up by itself");
  }

  private static Problem timestampProblem(Instant since) {
    return new Problem(
        "No time-stamps since " + since,
        "look after the time-stamping services; messages are refused once this takes too long");
  }

  /** A torn tail is no problem: what was cut off had never been acknowledged. */
  static List<Problem> damageProblems(List<JournalDamage> damages) {
    List<Problem> problems = new ArrayList<>();
    long serious =
        damages.stream().filter(each -> each.kind() != JournalDamage.Kind.TORN_TAIL).count();
    if (serious > 0) {
      problems.add(
          new Problem(
              "The journal is damaged in " + serious + " places",
              "keep a copy of the directory and see what is affected: postroad log verify"));
    }
    return problems;
  }

  static List<String> texts(List<JournalDamage> damages) {
    return damages.stream().limit(MOST_DAMAGES).map(damage -> RecordLine.bounded(damage)).toList();
  }
}
