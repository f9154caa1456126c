// SPDX-License-Identifier: MIT
package org.postroad.cli.administration;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.postroad.cli.output.OutputOptions;
import org.postroad.cli.output.Printable;
import org.postroad.cli.output.Table;
import picocli.CommandLine.Model.CommandSpec;

/** Runs a {@link Look}. */
final class LookCommand implements Callable<Integer> {
  private final OutputOptions output = new OutputOptions();
  private final Look look;
  private final Outside outside;
  private final AccessOptions access;

  private Optional<CommandSpec> spec = Optional.empty();

  LookCommand(Look look, Program program, Outside outside) {
    this.look = look;
    this.outside = outside;
    this.access = program.access().get();
  }

  /** What is mixed in, by names. */
  Map<String, Object> options() {
    Map<String, Object> mixed = new LinkedHashMap<>();
    mixed.put("output", output);
    mixed.put("access", access);
    return mixed;
  }

  void belongsTo(CommandSpec own) {
    spec = Optional.of(own);
  }

  @Override
  public Integer call() throws IOException {
    try (Api api = outside.opening().open(access)) {
      Status status = look.question().at(api, outside.clock().instant());
      output.answer(spec.orElseThrow().commandLine(), status, out -> print(status, out));
      return status.isWell() ? Exit.DONE : Exit.PROBLEMS;
    }
  }

  private static void print(Status status, PrintWriter out) {
    out.println(Printable.escape(status.heading()));
    Table table = Table.of("about", "state", "what", "whose", "next");
    for (Finding each : status.findings()) {
      table.row(each.about(), each.state(), each.text(), each.whose(), each.next());
    }
    table.print(out);
  }
}
