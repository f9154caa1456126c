// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code postroad sandbox down}: stops a sandbox that runs. */
@Command(
    name = "down",
    description = "Stops a sandbox that runs.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {"0:it has stopped", "1:none runs with this port base, or it did not stop"})
final class DownCommand implements Callable<Integer> {

  private static final long PATIENCE_SECONDS = 30;

  @Option(
      names = "--port-base",
      paramLabel = "PORT",
      defaultValue = "${env:POSTROAD_SANDBOX_PORT_BASE:-" + SandboxPorts.DEFAULT_BASE + "}",
      description = "Which one (${DEFAULT-VALUE}).")
  private int portBase;

  private Optional<CommandSpec> spec = Optional.empty();

  @Spec
  void spec(CommandSpec self) {
    spec = Optional.of(self);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    CommandLine commandLine = spec.orElseThrow().commandLine();
    Optional<ProcessHandle> process = SandboxState.running(portBase).flatMap(SandboxState::process);
    if (process.isEmpty()) {
      commandLine.getErr().println("No sandbox runs with port base " + portBase + ".");
      return 1;
    }
    process.get().destroy();
    try {
      process.get().onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException _) {
      commandLine
          .getErr()
          .println(
              "Process " + process.get().pid() + " did not stop in " + PATIENCE_SECONDS + " s.");
      return 1;
    }
    commandLine.getOut().println("Stopped.");
    commandLine.getOut().flush();
    return 0;
  }
}
