// SPDX-License-Identifier: MIT
package org.postroad.cli.registry.admin;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.postroad.cli.output.OutputOptions;
import org.postroad.cli.output.Printable;
import org.postroad.cli.output.Table;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code postroad registry status}: what is wrong, on whose side, and what to type next. */
final class StatusCommand implements Callable<Integer> {
  static final String NAME = "status";

  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private AccessOptions access = new AccessOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  private final Outside outside;

  StatusCommand(Outside outside) {
    this.outside = outside;
  }

  /** What is answered. */
  record Status(String instance, String address, String version, List<Finding> findings) {
    boolean isWell() {
      return findings.stream().noneMatch(each -> each.state() == Finding.State.PROBLEM);
    }
  }

  /** The command, described as the others are. */
  static CommandSpec spec(Outside outside) {
    return VerbSpec.described(
        CommandSpec.forAnnotatedObject(new StatusCommand(outside)),
        NAME,
        "What is wrong with the registry, on whose side, and what to type next.");
  }

  @Override
  public Integer call() throws IOException {
    try (Api api = outside.opening().open(access)) {
      JsonNode system = api.send(ApiRequest.get("/system/status")).json();
      Status status =
          new Status(
              Values.text(system, "initialization_status.instance_identifier"),
              Values.text(system, "initialization_status.central_server_address"),
              Values.text(api.send(ApiRequest.get("/system/version")).json(), "info"),
              new Checks(outside.clock().instant())
                  .all().stream().flatMap(check -> check.run(api).stream()).toList());
      output.answer(spec.commandLine(), status, out -> print(status, out));
      return status.isWell() ? Exit.DONE : Exit.PROBLEMS;
    }
  }

  private static void print(Status status, PrintWriter out) {
    out.println(
        Printable.escape(
            "Instance " + status.instance() + " at " + status.address() + ", " + status.version()));
    Table table = Table.of("about", "state", "what", "whose", "next");
    for (Finding each : status.findings()) {
      table.row(each.about(), each.state(), each.text(), each.whose(), each.next());
    }
    table.print(out);
  }
}
