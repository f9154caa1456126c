// SPDX-License-Identifier: MIT
package org.postroad.securityserver.admin;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.transparency.Contradiction;
import org.postroad.securityserver.admin.StatusReport.Problem;
import org.postroad.securityserver.journal.JournalDamage;

/**
 * What of a status somebody should look after. What others can bring about by themselves, such as
 * an old checkpoint that is sent again, is none; neither is what is only beginning.
 */
final class StatusProblems {
  private static final Duration WITNESS_PATIENCE = Duration.ofMinutes(5);
  private static final String FORKED = Contradiction.Kind.FORKED.toString();

  private final Instant now;
  private final List<Problem> problems = new ArrayList<>();

  StatusProblems(Instant now) {
    this.now = now;
  }

  List<Problem> of(StatusReport status, List<JournalDamage> damages) {
    journal(damages);
    status.index().ifPresent(this::index);
    status
        .timestamps()
        .failingSince()
        .ifPresent(since ->
            add(
                "No time-stamps since " + since,
                "look after the time-stamping services; messages are refused once this takes too"
                    + " long"));
    status
        .tree()
        .failure()
        .ifPresent(failure ->
            add(
                "The tree of the log does not grow: " + RecordLine.bounded(failure),
                "keep a copy of the directory and see what is affected: postroad log verify"));
    status.witnesses().forEach(this::witness);
    status.evidence().forEach(this::evidence);
    disk(status.disk());
    return problems;
  }

  private void add(String text, String advice) {
    problems.add(new Problem(text, advice));
  }

  /** A torn tail is no problem: what was cut off had never been acknowledged. */
  private void journal(List<JournalDamage> damages) {
    long serious =
        damages.stream().filter(each -> each.kind() != JournalDamage.Kind.TORN_TAIL).count();
    if (serious > 0) {
      add(
          "The journal is damaged in " + serious + " places",
          "keep a copy of the directory and see what is affected: postroad log verify");
    }
  }

  private void index(StatusReport.Index index) {
    if (index.failure().isPresent()) {
      add(
          "The index does not move, %d records cannot be found: %s"
              .formatted(index.lag(), RecordLine.bounded(index.failure().get())),
          "look after the database; exchanges go on and the index catches up by itself");
    }
  }

  private void witness(StatusReport.Witness witness) {
    Optional<Instant> since = witness.failingSince();
    if (since.filter(at -> at.plus(WITNESS_PATIENCE).isBefore(now)).isPresent()) {
      add(
          "Witness " + witness.name() + " has not cosigned since " + since.get(),
          "see whether it is to be had at " + witness.url() + ": " + witness.problem());
    }
  }

  private void evidence(StatusReport.Evidence evidence) {
    if (evidence.ofThisLog()) {
      add(
          "A witness knows another history of this log: " + evidence.file(),
          "keep this file and the directory of the log as they are, and have the log judged");
    } else if (evidence.kind().equals(FORKED)) {
      add(
          "Another server's log has two histories: " + evidence.file(),
          "keep this file; it proves it to anybody");
    }
  }

  private void disk(StatusReport.Disk disk) {
    if (disk.reserveBytes().filter(reserve -> disk.freeBytes() < 2 * reserve).isPresent()) {
      add(
          "The disk is nearly full: messages are refused when less than the reserve is left",
          "make room, or archive and prune: postroad log archive, postroad log prune");
    }
  }
}
