// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code postroad sandbox status}: which sandboxes of this user run. */
@Command(
    name = "status",
    description = "Lists the sandboxes that run.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {"0:at least one runs", "1:none runs"})
final class StatusCommand implements Callable<Integer> {

  @Option(names = "--output", defaultValue = "TABLE", description = "${COMPLETION-CANDIDATES}.")
  private DemoCommand.Format format = DemoCommand.Format.TABLE;

  private Optional<CommandSpec> spec = Optional.empty();

  @Spec
  void spec(CommandSpec self) {
    spec = Optional.of(self);
  }

  @Override
  public Integer call() throws IOException {
    List<SandboxState> running = SandboxState.running();
    PrintWriter out = spec.orElseThrow().commandLine().getOut();
    switch (format) {
      case TABLE -> print(running, out);
      case JSON ->
          out.println(
              JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(running));
    }
    out.flush();
    return running.isEmpty() ? 1 : 0;
  }

  private static void print(List<SandboxState> running, PrintWriter out) {
    if (running.isEmpty()) {
      out.println("No sandbox runs. Start one with: postroad sandbox up");
      return;
    }
    out.printf("%-10s %-9s %-28s %-29s %s%n", "port base", "process", "consumer", "since", "state");
    for (SandboxState state : running) {
      out.printf(
          "%-10d %-9d %-28s %-29s %s%n",
          state.portBase(), state.pid(), state.consumerUrl(), state.since(), state.home());
    }
  }
}
