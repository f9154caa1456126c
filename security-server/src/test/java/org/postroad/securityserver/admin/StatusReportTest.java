// SPDX-License-Identifier: MIT
package org.postroad.securityserver.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.securityserver.archive.KnownArchives;
import org.postroad.securityserver.logtree.TreeStatus;
import org.postroad.securityserver.messagelog.LogStatus;
import org.postroad.securityserver.witness.WitnessStatus;

/** What of a status is a problem, and what is none. */
class StatusReportTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final String ORIGIN = "TEST/GOV/1/ss/log/1";

  private static StatusReport report(
      boolean opening,
      Optional<String> failure,
      List<WitnessStatus> witnesses,
      List<String> evidence) {
    LogStatus log =
        new LogStatus(
            new UUID(1, 2),
            1,
            100,
            20,
            new LogStatus.Index("H2", opening ? 0 : 20, opening ? 20 : 0, opening, failure),
            OptionalLong.of(3),
            Optional.empty(),
            Duration.ofSeconds(60),
            List.of(),
            1_000,
            100);
    TreeStatus tree = new TreeStatus(20, Optional.empty(), Optional.empty(), opening, failure);
    StatusReport.Index index = StatusReport.Index.of(log.index());
    return new StatusReport(
            "here",
            true,
            new StatusReport.Journal(Optional.empty(), 1, 100, 20, List.of()),
            Optional.of(index),
            new StatusReport.Timestamps(Optional.of(3L), Optional.empty(), Optional.of(60L)),
            new StatusReport.Tree(
                Optional.of(tree.leaves()), Optional.empty(), tree.opening(), tree.failure()),
            witnesses.stream().map(StatusReport.Witness::of).toList(),
            evidence.stream()
                .map(file -> StatusReport.Evidence.of(file, Optional.of(ORIGIN)))
                .toList(),
            StatusReport.Archives.of(KnownArchives.NONE, Optional.of(17L), Optional.of(NOW)),
            new StatusReport.Disk(log.usableBytes(), Optional.of(log.reserveBytes())),
            List.of())
        .judged(List.of(), NOW);
  }

  private static List<String> problems(StatusReport report) {
    return report.problems().stream().map(StatusReport.Problem::text).toList();
  }

  private static WitnessStatus failingFor(Duration time) {
    return new WitnessStatus(
        "w", "http://w/", 5, Optional.empty(), Optional.of(NOW.minus(time)), "refused");
  }

  private static String evidence(String kind, String origin) {
    String hash = DigestAlgorithm.SHA256.digest(origin.getBytes(StandardCharsets.UTF_8)).hex();
    return "evidence-" + kind + "-" + hash + "-00.json";
  }

  @Test
  void whatIsBeingOpenedIsNoProblem() {
    StatusReport opening = report(true, Optional.empty(), List.of(), List.of());
    assertEquals(List.of(), problems(opening));
    assertTrue(opening.index().orElseThrow().opening());
    List<String> failed =
        problems(report(false, Optional.of("disk is gone"), List.of(), List.of()));
    assertEquals(2, failed.size());
    assertTrue(failed.stream().allMatch(text -> text.endsWith("disk is gone")), failed::toString);
  }

  @Test
  void aWitnessHasAFewMinutesToComeBack() {
    WitnessStatus brief = failingFor(Duration.ofMinutes(4));
    WitnessStatus longer = failingFor(Duration.ofMinutes(6));
    assertEquals(List.of(), problems(report(false, Optional.empty(), List.of(brief), List.of())));
    assertEquals(
        List.of("Witness w has not cosigned since 2026-11-21T09:54:00Z"),
        problems(report(false, Optional.empty(), List.of(brief, longer), List.of())));
  }

  @Test
  void forksAndWhateverIsAgainstThisLogAreProblemsAndAnOldCheckpointOfOthersIsNone() {
    assertEquals(
        List.of(),
        problems(
            report(false, Optional.empty(), List.of(), List.of(evidence("shrunken", "another")))));
    List<String> found = List.of(evidence("forked", "another"), evidence("shrunken", ORIGIN));
    assertEquals(
        List.of(
            "Another server's log has two histories: " + found.getFirst(),
            "A witness knows another history of this log: " + found.getLast()),
        problems(report(false, Optional.empty(), List.of(), found)));
  }

  @Test
  void whatWaitsToBeArchivedIsWhatIsStampedAndInNoArchive() {
    StatusReport report = report(false, Optional.empty(), List.of(), List.of());
    assertEquals(Optional.of(17L), report.archives().waiting());
    assertEquals(Optional.of(NOW), report.archives().next());
    assertEquals(0, report.archives().count());
  }
}
