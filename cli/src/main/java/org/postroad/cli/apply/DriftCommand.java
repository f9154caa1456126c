// SPDX-License-Identifier: MIT
package org.postroad.cli.apply;

import java.io.IOException;
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
import picocli.CommandLine.Spec;

/** {@code postroad drift}: whether a server is still what its tree says. */
@Command(
    name = "drift",
    description = {
      "Tells by its exit status whether a security server is as its tree says,",
      "and shows what is not. Changes nothing."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:the server is as the tree says",
      "1:not done, the reason is on standard error",
      "2:wrong usage, or a tree that cannot be read",
      "3:they differ",
      "4:the server cannot be reached",
      "5:refused by a rule, or by the roles of the token"
    })
public final class DriftCommand implements Callable<Integer> {
  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private TreeOptions options = new TreeOptions();
  @Mixin private ServerAccess access = new ServerAccess();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    TreeFile tree = options.read(spec);
    try (Api api = access.open()) {
      Plan plan = new DeclarationApi(api, tree.tree(), options, Optional.empty()).plan();
      output.answer(spec.commandLine(), plan, out -> Shown.text(spec, out).print(plan));
      return PlanText.isEmpty(plan) ? Exit.DONE : Exit.PROBLEMS;
    }
  }
}
