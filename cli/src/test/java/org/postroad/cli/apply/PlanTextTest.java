// SPDX-License-Identifier: MIT
package org.postroad.cli.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.postroad.securityserver.conf.FieldChange.Kind;
import org.postroad.securityserver.conf.FieldChange.Operation;
import org.postroad.securityserver.declaration.Plan;
import org.postroad.securityserver.declaration.Step;

/** A plan as people see it. */
class PlanTextTest {
  private static final Plan PLAN =
      new Plan(
          List.of(
              new Plan.Change(Operation.ADDED, Kind.CLIENT, "A:B:C:tax", List.of()),
              new Plan.Change(
                  Operation.CHANGED,
                  Kind.SERVICE,
                  "A:B:C:tax api",
                  List.of(new Plan.Field("timeout", Optional.of("60 s"), Optional.of("30 s"))))),
          List.of(new Plan.Change(Operation.REMOVED, Kind.ACCESS_RIGHT, "\u001b[2J", List.of())),
          List.of(),
          List.of(
              new Step(
                  Step.Action.REGISTER_CLIENT,
                  "A:B:C:tax",
                  Step.State.WAITING,
                  "approval",
                  Optional.empty())));

  private static String printed(Plan plan, boolean colour) {
    StringWriter out = new StringWriter();
    new PlanText(new PrintWriter(out), colour).print(plan);
    return out.toString();
  }

  @Test
  void everythingIsThereWithoutColourAndNothingObeysTheTerminal() {
    assertEquals(
        """
        + client A:B:C:tax
        ~ service A:B:C:tax api
            timeout: 60 s -> 30 s
        The tree does not name these; --prune removes them:
        - access right \\u001b[2J
        step             of         turn      what
        register client  A:B:C:tax  registry  approval
        1 to add, 1 to change, 0 to remove (1 more with --prune); 1 steps
        """,
        printed(PLAN, false));
  }

  @Test
  void additionsAreGreenChangesYellowRemovalsRed() {
    List<String> lines = printed(PLAN, true).lines().toList();
    assertEquals("\u001b[32m+ client A:B:C:tax\u001b[0m", lines.get(0));
    assertEquals("\u001b[33m~ service A:B:C:tax api\u001b[0m", lines.get(1));
    assertEquals("\u001b[31m- access right \\u001b[2J\u001b[0m", lines.get(4));
  }

  @Test
  void nothingToDoIsSaid() {
    assertEquals(
        "The server is as the tree says.\n",
        printed(new Plan(List.of(), List.of(), List.of(), List.of()), true));
  }
}
