// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.postroad.cli.output.OutputOptions;
import org.postroad.cli.output.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code postroad sandbox status}: which sandboxes of this user run. */
@Command(
    name = "status",
    description = "Lists the sandboxes that run.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {"0:at least one runs", "1:none runs"})
final class StatusCommand implements Callable<Integer> {

  @Mixin private OutputOptions output = new OutputOptions();

  private Optional<CommandSpec> spec = Optional.empty();

  @Spec
  void spec(CommandSpec self) {
    spec = Optional.of(self);
  }

  @Override
  public Integer call() throws IOException {
    List<SandboxState> running = SandboxState.running();
    output.answer(spec.orElseThrow().commandLine(), running, out -> print(running, out));
    return running.isEmpty() ? 1 : 0;
  }

  private static void print(List<SandboxState> running, PrintWriter out) {
    if (running.isEmpty()) {
      out.println("No sandbox runs. Start one with: postroad sandbox up");
      return;
    }
    Table table = Table.of("port base", "process", "consumer", "since", "state");
    for (SandboxState state : running) {
      table.row(state.portBase(), state.pid(), state.consumerUrl(), state.since(), state.home());
    }
    table.print(out);
  }
}
