// SPDX-License-Identifier: MIT
package org.postroad.cli.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.postroad.cli.output.OutputOptions;
import org.postroad.cli.output.Progress;
import org.postroad.cli.output.Table;
import org.postroad.protocol.token.KeyKind;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code postroad bench}: how fast this machine exchanges signed messages, and at what price. */
@Command(
    name = "bench",
    description = {
      "Measures two security servers on this machine, each in a process of its own, with signing,",
      "message log and time-stamps on, beside a plain relay over mutual TLS."
    },
    mixinStandardHelpOptions = true,
    subcommands = {KillCommand.class, ServerProcess.class, RelayProcess.class},
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {"0:measured", "1:some exchanges failed", "2:could not be measured"})
public final class BenchCommand implements Callable<Integer> {

  /** Key kinds as they are typed: {@code rsa-2048}, {@code ec-p256}. */
  private static final class Keys implements ITypeConverter<KeyKind> {
    @Override
    public KeyKind convert(String value) {
      return Arrays.stream(KeyKind.values())
          .filter(kind -> typed(kind).equals(value))
          .findFirst()
          .orElseThrow(() ->
              new TypeConversionException(
                  "'"
                      + value
                      + "' is none of "
                      + Arrays.stream(KeyKind.values()).map(Keys::typed).toList()));
    }

    private static String typed(KeyKind kind) {
      return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  @Mixin private OutputOptions output = new OutputOptions();

  @Option(names = "--quick", description = "A first answer in less than 50 seconds.")
  private boolean quick;

  @Option(
      names = "--keys",
      paramLabel = "KIND",
      defaultValue = "${env:POSTROAD_BENCH_KEYS:-rsa-2048}",
      converter = Keys.class,
      description = "Kind of the signing keys, rsa-2048 to rsa-4096, ec-p256 or ec-p384.")
  private KeyKind keys = KeyKind.RSA_2048;

  @Option(
      names = "--port-base",
      paramLabel = "PORT",
      defaultValue = "${env:POSTROAD_BENCH_PORT_BASE:-18200}",
      description = "First of the ports used, if they are free (${DEFAULT-VALUE}).")
  private int portBase;

  private Optional<CommandSpec> spec = Optional.empty();

  @Spec
  void spec(CommandSpec self) {
    spec = Optional.of(self);
  }

  @Override
  public Integer call() throws IOException, GeneralSecurityException {
    CommandLine commandLine = spec.orElseThrow().commandLine();
    Progress progress = Progress.of(commandLine.getErr());
    BenchPlan plan = quick ? BenchPlan.QUICK : BenchPlan.FULL;
    BenchReport report = new Bench(plan, keys, portBase, progress::step).run();
    progress.done();
    output.answer(commandLine, report, out -> print(report, out));
    return report.rows().stream().allMatch(row -> row.servers().failures() == 0) ? 0 : 1;
  }

  private static void print(BenchReport report, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "%s signing keys, %d processors, Java %s. One thread signs %.0f and verifies %.0f times/s"
            + " (%s).%nA server is ready in %.2f s and takes %d MB before the load.%n%n",
        report.keys(),
        report.processors(),
        report.java(),
        report.keyOperations().signaturesPerSecond(),
        report.keyOperations().verificationsPerSecond(),
        report.keyOperations().provider(),
        report.readySeconds(),
        report.idleResidentBytes() >> 20);
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
            "GC",
            "heap MB",
            "resident MB",
            "failed");
    for (BenchReport.Row row : report.rows()) {
      Measurement servers = row.servers();
      table.row(
          row.workload(),
          row.inFlight(),
          text("%.0f", servers.perSecond()),
          text("%.0f %%", 100 * row.ratioToRelay()),
          text("%.2f", servers.p50Millis()),
          text("%.2f", servers.p99Millis()),
          text("%.2f", servers.p999Millis()),
          text("%.0f", servers.cpuMicros()),
          text("%.0f", row.exchangesPerCpuSecond()),
          text("%.0f", row.relay().cpuMicros()),
          text("%.1f %%", 100 * servers.collectionShare()),
          servers.heapBytes() >> 20,
          servers.residentBytes() >> 20,
          servers.failures());
    }
    table.print(out);
    out.println();
    Table large = Table.of("body MB", "MB/s", "relay MB/s", "to relay", "resident MB");
    for (BenchReport.LargeRow row : report.large()) {
      large.row(
          row.bytes() >> 20,
          text("%.0f", row.bytesPerSecond() / 1e6),
          text("%.0f", row.relayBytesPerSecond() / 1e6),
          text("%.0f %%", 100 * row.ratioToRelay()),
          row.residentBytes() >> 20);
    }
    large.print(out);
  }

  private static String text(String format, Object value) {
    return String.format(Locale.ROOT, format, value);
  }
}
