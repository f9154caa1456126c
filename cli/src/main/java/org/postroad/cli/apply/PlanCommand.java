// SPDX-License-Identifier: MIT
package org.postroad.cli.apply;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.postroad.cli.administration.Api;
import org.postroad.cli.administration.Exit;
import org.postroad.cli.output.OutputOptions;
import org.postroad.cli.server.admin.ServerAccess;
import org.postroad.securityserver.declaration.Plan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code postroad plan}: what would change if a server became what a tree says. */
@Command(
    name = "plan",
    description = {
      "Shows what apply would change on a security server, and the steps that",
      "others take part in, and changes nothing. docs/apply.md explains the file."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:done",
      "1:not done, the reason is on standard error",
      "2:wrong usage, or a tree that cannot be read",
      "4:the server cannot be reached",
      "5:refused by a rule, or by the roles of the token"
    })
public final class PlanCommand implements Callable<Integer> {
  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private TreeOptions options = new TreeOptions();
  @Mixin private ServerAccess access = new ServerAccess();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--schema",
      order = 12,
      description = "Prints the JSON Schema of trees, for editors, and asks no server.")
  private boolean schema;

  @Override
  public Integer call() throws IOException {
    if (schema) {
      spec.commandLine().getOut().print(new String(TreeSchema.text(), StandardCharsets.UTF_8));
      spec.commandLine().getOut().flush();
      return Exit.DONE;
    }
    TreeFile tree = options.read(spec);
    try (Api api = access.open()) {
      Plan plan = new DeclarationApi(api, tree.tree(), options, Optional.empty()).plan();
      output.answer(spec.commandLine(), plan, out -> Shown.text(spec, out).print(plan));
      return Exit.DONE;
    }
  }
}
