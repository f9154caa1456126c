// SPDX-License-Identifier: MIT
package org.postroad.cli.bench;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.postroad.cli.output.Printable;
import org.postroad.cli.output.Table;
import org.postroad.protocol.token.KeyKind;

/** A report as people read it. */
final class BenchTables {

  private static final String NONE = "-";

  private final PrintWriter out;

  BenchTables(PrintWriter out) {
    this.out = out;
  }

  void print(BenchReport report) {
    out.printf(
        Locale.ROOT,
        "%d processors, Java %s, %s%n",
        report.processors(),
        report.java(),
        report.system());
    for (KeyRun run : report.runs()) {
      out.println();
      introduce(run);
      out.println();
      rows(run).print(out);
      if (!run.paced().isEmpty()) {
        out.println();
        paced(run).print(out);
      }
      if (!run.large().isEmpty()) {
        out.println();
        large(run).print(out);
      }
      run.firstFailure()
          .ifPresent(answer -> {
            out.println();
            out.println("The first answer that was no good: " + Printable.escape(answer));
          });
    }
    if (!report.targets().isEmpty()) {
      out.println();
      targets(report.targets()).print(out);
    }
    if (report.targets().stream().anyMatch(Target::isOpen)) {
      out.println();
      out.println(
          "Servers that are still compiling are not judged: `postroad bench` waits until they are"
              + " quiet, some eight minutes for each kind of keys.");
    }
  }

  private void introduce(KeyRun run) {
    run.keys()
        .map(KeyKind::valueOf)
        .ifPresent(kind -> out.printf(Locale.ROOT, "Keys: %s%n", KeyNames.typed(kind)));
    run.keyOperations()
        .ifPresent(operations ->
            out.printf(
                Locale.ROOT,
                "One thread alone signs %.0f and verifies %.0f times/s (%s).%n",
                operations.signaturesPerSecond(),
                operations.verificationsPerSecond(),
                operations.provider()));
    run.startup()
        .ifPresent(startup ->
            out.printf(
                Locale.ROOT,
                "A server is ready in %.2f s%s.%n",
                startup.readySeconds(),
                startup
                    .residentBytes()
                    .map(bytes -> " and takes %d MB before the load".formatted(bytes >> 20))
                    .orElse("")));
    run.residentAfterLoad()
        .ifPresent(resident ->
            out.printf(
                Locale.ROOT,
                "It takes %d MB once the load is over, and took %d at most.%n",
                resident >> 20,
                run.residentUnderLoad().orElse(resident) >> 20));
    WarmUp warmUp = run.warmUp();
    if (warmUp.settled()) {
      out.printf(Locale.ROOT, "Warmed up in %.0f s.%n", warmUp.seconds());
    } else {
      out.printf(
          Locale.ROOT,
          "Warmed up for %.0f s, and still compiling %.0f %% of the time: faster when longer.%n",
          warmUp.seconds(),
          100 * warmUp.compilationShare());
    }
  }

  static Table rows(KeyRun run) {
    Table table =
        Table.of(
            "workload",
            "in flight",
            "per second",
            "to relay",
            "p50 ms",
            "p99 ms",
            "p99.9 ms",
            "CPU µs",
            "per CPU s",
            "relay CPU µs",
            "load CPU µs",
            "signed together",
            "MB/s",
            "GC",
            "compiling",
            "heap MB",
            "resident MB",
            "failed");
    for (KeyRun.Row row : run.rows()) {
      Measurement servers = row.servers();
      Optional<Measurement.Usage> usage = servers.usage();
      table.row(
          row.workload(),
          row.inFlight(),
          text("%.0f", servers.perSecond()),
          percent(row.ratioToRelay()),
          text("%.2f", servers.p50Millis()),
          text("%.2f", servers.p99Millis()),
          text("%.2f", servers.p999Millis()),
          text("%.0f", usage.map(Measurement.Usage::cpuMicros)),
          text("%.0f", row.exchangesPerCpuSecond()),
          text("%.0f", row.relay().flatMap(Measurement::usage).map(Measurement.Usage::cpuMicros)),
          text("%.0f", servers.generatorCpuMicros()) + text(" + %.0f", servers.serviceCpuMicros()),
          text("%.1f", usage.flatMap(Measurement.Usage::messagesPerKeyOperation)),
          text("%.1f", servers.bytesPerSecond() / 1e6),
          text("%.1f %%", usage.map(used -> 100 * used.collectionShare())),
          text("%.0f %%", usage.map(used -> 100 * used.compilationShare())),
          text("%d", usage.map(used -> used.heapBytes() >> 20)),
          text("%d", usage.map(used -> used.residentBytes() >> 20)),
          servers.failures());
    }
    return table;
  }

  static Table paced(KeyRun run) {
    Table table =
        Table.of(
            "at half of the highest",
            "sent/s",
            "p50 ms",
            "p99 ms",
            "p99.9 ms",
            "p99/p50",
            "failed");
    for (KeyRun.Paced row : run.paced()) {
      table.row(
          row.workload(),
          text("%.0f", row.ratePerSecond()),
          text("%.2f", row.servers().p50Millis()),
          text("%.2f", row.servers().p99Millis()),
          text("%.2f", row.servers().p999Millis()),
          text("%.1f", row.p99ToP50()),
          row.servers().failures());
    }
    return table;
  }

  static Table large(KeyRun run) {
    Table table = Table.of("body MiB", "MB/s", "relay MB/s", "to relay", "server grew by MB");
    for (KeyRun.Large row : run.large()) {
      table.row(
          row.bytes() >> 20,
          text("%.0f", row.bytesPerSecond() / 1e6),
          text("%.0f", row.relayBytesPerSecond().map(speed -> speed / 1e6)),
          percent(row.ratioToRelay()),
          text("%d", row.residentGrowth().map(growth -> growth >> 20)));
    }
    return table;
  }

  static Table targets(List<Target> targets) {
    Table table = Table.of("target", "bound", "aim", "measured", "");
    for (Target target : targets) {
      String sign = target.direction() == Target.Direction.AT_LEAST ? "≥ " : "≤ ";
      table.row(
          target.what(),
          (sign + figure(target.bound()) + " " + target.unit()).strip(),
          sign + figure(target.aim()),
          figure(target.measured()),
          target.verdict());
    }
    return table;
  }

  /** With as many decimals as its size needs. */
  static String figure(double value) {
    return text(Math.abs(value) < 10 ? "%.2f" : "%.0f", value);
  }

  private static String percent(Optional<Double> ratio) {
    return text("%.0f %%", ratio.map(value -> 100 * value));
  }

  private static String text(String format, Optional<? extends Number> value) {
    return value.map(number -> text(format, number)).orElse(NONE);
  }

  static String text(String format, Number value) {
    return String.format(Locale.ROOT, format, value);
  }
}
