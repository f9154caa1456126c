// SPDX-License-Identifier: MIT
package org.postroad.cli.launch;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import org.postroad.cli.audit.VerifyCommand;
import org.postroad.cli.bench.BenchCommand;
import org.postroad.cli.log.LogCommand;
import org.postroad.cli.output.Printable;
import org.postroad.cli.sandbox.SandboxCommand;
import org.postroad.cli.server.ServerCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExitCodeGenerator;

/**
 * The command {@code postroad}. A subcommand that fails prints one line that says why, and with
 * {@code POSTROAD_DEBUG} in the environment also where. Its exit code is 2, unless the failure says
 * another.
 */
@Command(
    name = "postroad",
    description = "Secure data exchange between organisations.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      SandboxCommand.class,
      ServerCommand.class,
      VerifyCommand.class,
      LogCommand.class,
      BenchCommand.class
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:done",
      "1:done, and something is not as it should be",
      "2:not done: wrong usage, or something needed is missing"
    })
public final class Postroad {

  private static final int NOT_DONE = 2;

  private Postroad() {}

  public static void main(String[] arguments) {
    Locale.setDefault(Locale.ROOT);
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Postroad())
        .setUsageHelpAutoWidth(true)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler((failure, command, _) -> {
          explain(failure, command.getErr());
          return failure instanceof IExitCodeGenerator ended ? ended.getExitCode() : NOT_DONE;
        });
  }

  private static void explain(Exception failure, PrintWriter err) {
    String reason = Optional.ofNullable(failure.getMessage()).orElseGet(failure::toString);
    err.println("postroad: " + Printable.escape(reason));
    if (System.getenv("POSTROAD_DEBUG") != null) {
      failure.printStackTrace(err);
    }
    err.flush();
  }
}
