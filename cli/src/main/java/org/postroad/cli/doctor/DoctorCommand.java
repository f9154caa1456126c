// SPDX-License-Identifier: MIT
package org.postroad.cli.doctor;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.postroad.cli.output.OutputOptions;
import org.postroad.cli.output.Printable;
import org.postroad.cli.output.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code postroad doctor}: what is wrong with a server, whose it is and what to do. */
@Command(
    name = "doctor",
    description = {
      "Looks at a security server, running or not: its file, secrets, token,",
      "certificates, anchor, disk and ports, and at the registry, the time-stamping",
      "services and the database it needs. The cause comes first; what could not be",
      "looked at because of it is unknown. Nothing is changed."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:all is well",
      "1:something is unknown or will be wrong soon",
      "2:wrong usage",
      "3:something is wrong"
    })
public final class DoctorCommand implements Callable<Integer> {
  @Mixin private OutputOptions output = new OutputOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      required = true,
      description = "The server's configuration; docs/configuration.md lists every key.")
  private Path config = Path.of("");

  @Override
  public Integer call() {
    List<Finding> findings = new Examination(World.real()).run(config, System.getenv());
    output.answer(spec.commandLine(), findings, out -> print(findings, out));
    return exitCode(findings);
  }

  /** By the worst of them. */
  static int exitCode(List<Finding> findings) {
    return findings.stream()
        .map(Finding::level)
        .max(Finding.Level::compareTo)
        .map(worst ->
            switch (worst) {
              case GOOD -> 0;
              case UNKNOWN, WARNING -> 1;
              case FAILED -> 3;
            })
        .orElse(0);
  }

  static void print(List<Finding> findings, PrintWriter out) {
    for (Finding finding : findings.stream().filter(Finding::needsSomebody).toList()) {
      out.println(word(finding) + " " + finding.check() + ": " + Printable.escape(finding.cause()));
      out.println("  means  " + Printable.escape(finding.consequence()));
      out.println("  side   " + Printable.escape(finding.side()));
      out.println("  next   " + Printable.escape(finding.next()));
      out.println();
    }
    Table table = Table.of("CHECK", "STATE", "FOUND");
    findings.forEach(finding -> table.row(finding.check(), word(finding), finding.cause()));
    table.print(out);
  }

  private static String word(Finding finding) {
    return finding.level().name().toLowerCase(Locale.ROOT);
  }
}
