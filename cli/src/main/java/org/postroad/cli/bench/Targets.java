// SPDX-License-Identifier: MIT
package org.postroad.cli.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.postroad.cli.bench.Target.Goal;
import org.postroad.protocol.token.KeyKind;

/** What is wanted of the figures of one run. */
final class Targets {

  /** The reference's exchanges for each second of processor time, with 32 in flight. */
  private static final double REFERENCE_PER_CPU_SECOND = 37;

  private static final Goal PER_CPU_SECOND =
      Goal.atLeast("per CPU second, 32 in flight", "× reference", 30, 45);
  private static final Goal RSA_BESIDE_RELAY =
      Goal.atLeast("beside the relay, 128 in flight", "%", 25, 35);
  private static final Goal EC_BESIDE_RELAY =
      Goal.atLeast("beside the relay, 128 in flight", "%", 30, 40);
  private static final Goal SIGNED_TOGETHER =
      Goal.atLeast("messages per key operation, 128 in flight", "", 16, 32);
  private static final Goal RSA_LONE = Goal.atMost("p50, one in flight", "ms", 3.0, 2.1);
  private static final Goal EC_LONE = Goal.atMost("p50, one in flight", "ms", 1.2, 0.75);
  private static final Goal TAIL = Goal.atMost("p99 at half of the highest load", "× p50", 5, 3);
  private static final Goal LARGE_BESIDE_RELAY = Goal.atLeast("beside the relay", "%", 35, 50);
  private static final Goal LARGE_GROWTH = Goal.atMost("growth of a server", "MB", 32, 16);
  private static final Goal IDLE_MEMORY = Goal.atMost("memory before the load", "MB", 128, 96);
  private static final Goal LOADED_MEMORY = Goal.atMost("memory after the load", "MB", 256, 160);

  private static final int LONE = 1;
  private static final int SOME = 32;
  private static final int MANY = 128;
  private static final long GIB = 1L << 30;
  private static final double MIB = 1 << 20;

  /** Of the time; what is measured beside that much compiling tells nothing of a settled server. */
  private static final double MUCH_COMPILING = 0.25;

  private final KeyRun run;
  private final String prefix;
  private final boolean compiling;
  private final List<Target> judged = new ArrayList<>();

  private Targets(KeyRun run) {
    this.run = run;
    this.prefix = run.keys().map(kind -> KeyNames.typed(KeyKind.valueOf(kind)) + " ").orElse("");
    this.compiling =
        run.keys().isPresent()
            && !run.warmUp().settled()
            && run.warmUp().compilationShare() > MUCH_COMPILING;
  }

  /** Every target that the run has a figure for. */
  static List<Target> judged(KeyRun run) {
    Targets targets = new Targets(run);
    run.keys().map(KeyKind::valueOf).ifPresent(targets::judgeForKeys);
    for (KeyRun.Paced paced : run.paced()) {
      targets.judge(TAIL, paced.workload(), paced.p99ToP50());
    }
    run.large().stream().filter(large -> large.bytes() == GIB).forEach(targets::judgeLarge);
    targets.judgeMemory();
    return List.copyOf(targets.judged);
  }

  private void judgeForKeys(KeyKind kind) {
    switch (kind) {
      case RSA_2048 -> {
        judgeRows(PER_CPU_SECOND, SOME, Targets::perCpuSecond);
        judgeRows(RSA_BESIDE_RELAY, MANY, Targets::percentOfRelay);
        judgeRows(SIGNED_TOGETHER, MANY, Targets::messagesPerOperation);
        judgeRows(RSA_LONE, LONE, row -> Optional.of(row.servers().p50Millis()));
      }
      case EC_P256 -> {
        judgeRows(EC_BESIDE_RELAY, MANY, Targets::percentOfRelay);
        judgeRows(EC_LONE, LONE, row -> Optional.of(row.servers().p50Millis()));
      }
      case RSA_3072, RSA_4096, EC_P384 -> {}
    }
  }

  private void judgeRows(Goal goal, int inFlight, Function<KeyRun.Row, Optional<Double>> figure) {
    for (KeyRun.Row row : run.rows()) {
      if (row.inFlight() == inFlight) {
        figure.apply(row).ifPresent(measured -> judge(goal, row.workload(), measured));
      }
    }
  }

  /** The target is for the workloads with 2 KB in the request. */
  private static Optional<Double> perCpuSecond(KeyRun.Row row) {
    return row.workload().equals(Workload.REST_GET.toString())
        ? Optional.empty()
        : row.exchangesPerCpuSecond().map(each -> each / REFERENCE_PER_CPU_SECOND);
  }

  private static Optional<Double> percentOfRelay(KeyRun.Row row) {
    return row.ratioToRelay().map(ratio -> 100 * ratio);
  }

  private static Optional<Double> messagesPerOperation(KeyRun.Row row) {
    return row.servers().usage().flatMap(Measurement.Usage::messagesPerKeyOperation);
  }

  private void judgeLarge(KeyRun.Large large) {
    String body = "body of 1 GiB";
    large.ratioToRelay().ifPresent(ratio -> judge(LARGE_BESIDE_RELAY, body, 100 * ratio));
    large.residentGrowth().ifPresent(growth -> judge(LARGE_GROWTH, body, growth / MIB));
  }

  private void judgeMemory() {
    run.startup()
        .flatMap(KeyRun.Startup::residentBytes)
        .ifPresent(resident -> judge(IDLE_MEMORY, "server", resident / MIB));
    run.residentAfterLoad().ifPresent(resident -> judge(LOADED_MEMORY, "server", resident / MIB));
  }

  private void judge(Goal goal, String subject, double measured) {
    Target target = goal.judge(prefix + subject, measured);
    judged.add(compiling ? target.stillCompiling() : target);
  }
}
