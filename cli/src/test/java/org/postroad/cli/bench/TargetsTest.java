// SPDX-License-Identifier: MIT
package org.postroad.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.postroad.cli.bench.Target.Verdict;
import org.postroad.protocol.token.KeyKind;

final class TargetsTest {

  private static Map<String, Verdict> judged(KeyKind kind) {
    return Targets.judged(ReportFixtures.run(kind)).stream()
        .collect(Collectors.toMap(Target::what, Target::verdict));
  }

  @Test
  void everyFigureOfARunIsJudgedByWhatIsWantedForItsKeys() {
    assertEquals(
        Map.of(
            "rsa-2048 soap per CPU second, 32 in flight", Verdict.AIM_REACHED,
            "rsa-2048 soap beside the relay, 128 in flight", Verdict.MET,
            "rsa-2048 soap messages per key operation, 128 in flight", Verdict.MET,
            "rsa-2048 soap p50, one in flight", Verdict.AIM_REACHED,
            "rsa-2048 soap p99 at half of the highest load", Verdict.MET,
            "rsa-2048 body of 1 GiB beside the relay", Verdict.AIM_REACHED,
            "rsa-2048 body of 1 GiB growth of a server", Verdict.MET,
            "rsa-2048 server memory before the load", Verdict.MET,
            "rsa-2048 server memory after the load", Verdict.MISSED),
        judged(KeyKind.RSA_2048));
    assertEquals(
        Map.of(
            "p-256 soap beside the relay, 128 in flight", Verdict.MISSED,
            "p-256 soap p50, one in flight", Verdict.MISSED,
            "p-256 soap p99 at half of the highest load", Verdict.MET,
            "p-256 body of 1 GiB beside the relay", Verdict.AIM_REACHED,
            "p-256 body of 1 GiB growth of a server", Verdict.MET,
            "p-256 server memory before the load", Verdict.MET,
            "p-256 server memory after the load", Verdict.MISSED),
        judged(KeyKind.EC_P256));
  }

  @Test
  void memoryIsNotJudgedOfServersThatDidNotRest() {
    KeyRun run = ReportFixtures.run(KeyKind.RSA_2048, Optional.empty(), Optional.empty());
    assertEquals(
        List.of(),
        Targets.judged(run).stream()
            .map(Target::what)
            .filter(what -> what.contains("memory"))
            .toList());
  }

  @Test
  void nothingIsJudgedOfServersThatWereStillCompilingMuch() {
    KeyRun much = ReportFixtures.run(KeyKind.RSA_2048, new WarmUp(9, false, 1.5));
    assertEquals(Set.of(Verdict.STILL_COMPILING), verdicts(much));
    KeyRun little = ReportFixtures.run(KeyKind.RSA_2048, new WarmUp(600, false, 0.06));
    assertEquals(Set.of(Verdict.AIM_REACHED, Verdict.MET), verdicts(little));
  }

  private static Set<Verdict> verdicts(KeyRun run) {
    return Targets.judged(run).stream().map(Target::verdict).collect(Collectors.toSet());
  }

  @Test
  void reportTellsTheTargetsOfAllItsRuns() {
    List<KeyRun> runs =
        List.of(ReportFixtures.run(KeyKind.RSA_2048), ReportFixtures.run(KeyKind.EC_P256));
    assertEquals(16, BenchReport.of(runs).targets().size());
  }
}
