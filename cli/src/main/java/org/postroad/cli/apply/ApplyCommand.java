// SPDX-License-Identifier: MIT
package org.postroad.cli.apply;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.postroad.cli.administration.Api;
import org.postroad.cli.administration.Exit;
import org.postroad.cli.output.OutputOptions;
import org.postroad.cli.process.TimeConverter;
import org.postroad.cli.server.admin.ServerAccess;
import org.postroad.securityserver.declaration.Plan;
import org.postroad.securityserver.declaration.Step;
import org.postroad.securityserver.declaration.Step.State;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code postroad apply}: makes a server what a tree says. */
@Command(
    name = "apply",
    description = {
      "Makes a security server what a tree says: everything that it decides alone",
      "in one version of its configuration, then keys, requests for certificates",
      "and what the registry is asked. A second apply goes on where the first one",
      "ended; docs/apply.md explains the file."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:the server is as the tree says",
      "1:not done, or a step was refused",
      "2:wrong usage, or a tree that cannot be read",
      "4:the server cannot be reached",
      "5:refused by a rule, or by the roles of the token",
      "6:it is your turn, as with a request that has to be signed",
      "7:the registry has not approved everything yet"
    })
public final class ApplyCommand implements Callable<Integer> {
  private static final int YOUR_TURN = 6;
  private static final int NOT_APPROVED = 7;

  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private TreeOptions options = new TreeOptions();
  @Mixin private ServerAccess access = new ServerAccess();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--wait",
      paramLabel = "TIME",
      order = 13,
      converter = TimeConverter.class,
      description = "How long to wait for the registry, as 10min; not at all if missing.")
  private Duration wait = Duration.ZERO;

  @Option(
      names = "--why",
      paramLabel = "TEXT",
      order = 90,
      description = "The reason, which is kept in the history.")
  private Optional<String> why = Optional.empty();

  @Option(names = "--dry-run", order = 91, description = "Does what plan does.")
  private boolean dryRun;

  /** What came of it. */
  record Applied(Plan changed, List<Step> done, List<Step> left) {}

  @Override
  public Integer call() throws IOException {
    TreeFile tree = options.read(spec);
    try (Api opened = access.open()) {
      DeclarationApi api = new DeclarationApi(opened, tree.tree(), options, why);
      if (dryRun) {
        Plan plan = api.plan();
        output.answer(spec.commandLine(), plan, out -> Shown.text(spec, out).print(plan));
        return Exit.DONE;
      }
      Plan changed = api.apply();
      StepLoop loop =
          new StepLoop(
              api,
              tree,
              options.prune(),
              output.quiet().progressBar(spec.commandLine()),
              Clock.systemUTC());
      if (!changed.steps().isEmpty()) {
        loop.run(changed.steps().size(), wait);
      }
      List<Step> left = loop.left().stream().filter(step -> step.state() != State.PRUNE).toList();
      Applied applied = new Applied(changed, loop.done(), left);
      output.answer(spec.commandLine(), applied, out -> print(applied, tree, out));
      return status(left);
    }
  }

  private void print(Applied applied, TreeFile tree, PrintWriter out) {
    PlanText text = Shown.text(spec, out);
    Plan changed = applied.changed();
    text.print(new Plan(changed.changes(), changed.removals(), changed.warnings(), List.of()));
    if (!applied.done().isEmpty()) {
      out.println(applied.done().size() + " steps done");
    }
    text.steps(applied.left());
    for (Step step : applied.left()) {
      if (step.document().isPresent()) {
        out.println(
            "Next: have "
                + tree.request(step.about())
                + " signed, put the certificate at "
                + tree.certificate(step.about())
                + ", and run this command again.");
      }
    }
  }

  /** The worst of what is left. */
  private static int status(List<Step> left) {
    if (left.stream().anyMatch(step -> step.state() == State.FAILED)) {
      return Exit.FAILED;
    }
    if (left.stream().anyMatch(step -> step.state() == State.PERSON)) {
      return YOUR_TURN;
    }
    return left.isEmpty() ? Exit.DONE : NOT_APPROVED;
  }
}
