// SPDX-License-Identifier: MIT
package org.postroad.cli.bench;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.postroad.cli.output.OutputOptions;
import org.postroad.cli.output.Progress;
import org.postroad.protocol.token.KeyKind;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code postroad bench}: how fast this machine exchanges signed messages, and at what price. */
@Command(
    name = "bench",
    description = {
      "Measures two security servers on this machine, each in a process of its own,",
      "with signing, message log and time-stamps on, beside a plain relay over mutual",
      "TLS; or servers that run."
    },
    mixinStandardHelpOptions = true,
    subcommands = {
      KillCommand.class,
      StartCommand.class,
      TrainCommand.class,
      TrainRegistryCommand.class,
      ReportCommand.class,
      ServerProcess.class,
      RelayProcess.class
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {"0:measured", "1:some exchanges failed", "2:could not be measured"})
public final class BenchCommand implements Callable<Integer> {

  @Mixin private OutputOptions output = new OutputOptions();

  @Option(names = "--quick", description = "A first answer in less than 50 seconds.")
  private boolean quick;

  @Option(
      names = "--keys",
      paramLabel = "KIND[,KIND]",
      defaultValue = "${env:POSTROAD_BENCH_KEYS}",
      converter = KeyNames.class,
      description = {
        "Kind of the signing keys: rsa-2048, rsa-3072, rsa-4096, p-256 or p-384; several are",
        "measured one after the other (rsa-2048,p-256; with --quick rsa-2048)."
      })
  private Optional<KeyKinds> keys = Optional.empty();

  @Mixin private BenchPorts ports = new BenchPorts();

  @ArgGroup(exclusive = false, heading = "%nServers that run already:%n")
  private RunningServers running = new RunningServers();

  private Optional<CommandSpec> spec = Optional.empty();

  @Spec
  void spec(CommandSpec self) {
    spec = Optional.of(self);
  }

  @Override
  public Integer call() throws IOException, GeneralSecurityException {
    CommandLine commandLine = spec.orElseThrow().commandLine();
    Progress progress = output.quiet().progress(commandLine);
    BenchPlan plan = quick ? BenchPlan.QUICK : BenchPlan.FULL;
    BenchReport report =
        running.areGiven()
            ? running.run(plan, progress::step)
            : new Bench(plan, kinds(), ports.base, progress::step).run();
    progress.done();
    output.answer(commandLine, report, out -> new BenchTables(out).print(report));
    return report.failures() == 0 ? 0 : 1;
  }

  private List<KeyKind> kinds() {
    return keys.map(KeyKinds::kinds)
        .orElse(quick ? List.of(KeyKind.RSA_2048) : List.of(KeyKind.RSA_2048, KeyKind.EC_P256));
  }
}
