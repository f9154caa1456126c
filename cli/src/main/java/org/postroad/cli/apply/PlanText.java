// SPDX-License-Identifier: MIT
package org.postroad.cli.apply;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.postroad.cli.output.Printable;
import org.postroad.cli.output.Table;
import org.postroad.securityserver.conf.FieldChange.Operation;
import org.postroad.securityserver.declaration.Plan;
import org.postroad.securityserver.declaration.Step;

/**
 * A plan for people: what is added in green, changed in yellow, removed in red.
 *
 * <pre>
 * + client DEV:GOV:1234:tax
 * ~ service DEV:GOV:1234:tax getTax.v1
 *     timeout: 60 s → 30 s
 * - access right DEV:GOV:1234:tax getTax * ** DEV:COM:1:shop
 * </pre>
 */
final class PlanText {
  private static final String GREEN = "\u001b[32m";
  private static final String YELLOW = "\u001b[33m";
  private static final String RED = "\u001b[31m";
  private static final String PLAIN = "\u001b[0m";

  private final PrintWriter out;
  private final boolean colour;

  PlanText(PrintWriter out, boolean colour) {
    this.out = out;
    this.colour = colour;
  }

  void print(Plan plan) {
    plan.changes().forEach(this::print);
    if (!plan.removals().isEmpty()) {
      out.println("The tree does not name these; --prune removes them:");
      plan.removals().forEach(this::print);
    }
    for (Plan.Warning warning : plan.warnings()) {
      line(YELLOW, "! " + words(warning.code()) + ": " + String.join(", ", warning.about()));
    }
    steps(plan.steps());
    out.println(summary(plan));
  }

  private void print(Plan.Change change) {
    String what = words(change.kind().name()) + " " + change.record();
    switch (change.operation()) {
      case ADDED -> line(GREEN, "+ " + what);
      case REMOVED -> line(RED, "- " + what);
      case CHANGED -> {
        line(YELLOW, "~ " + what);
        for (Plan.Field field : change.fields()) {
          line(
              YELLOW,
              "    "
                  + field.name()
                  + ": "
                  + field.before().orElse("nothing")
                  + " -> "
                  + field.after().orElse("nothing"));
        }
      }
    }
  }

  private void line(String paint, String text) {
    String safe = Printable.escape(text);
    out.println(colour ? paint + safe + PLAIN : safe);
  }

  /** Steps in a table. */
  void steps(List<Step> steps) {
    if (!steps.isEmpty()) {
      Table table = Table.of("step", "of", "turn", "what");
      steps.forEach(
          step -> table.row(words(step.action().name()), step.about(), turn(step), step.text()));
      table.print(out);
    }
  }

  private static String turn(Step step) {
    return switch (step.state()) {
      case READY -> "server";
      case WAITING -> "registry";
      case PERSON -> "you";
      case PRUNE -> "--prune";
      case DONE -> "done";
      case FAILED -> "failed";
    };
  }

  static String words(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** Everything in one line. */
  static String summary(Plan plan) {
    if (isEmpty(plan)) {
      return "The server is as the tree says.";
    }
    return "%d to add, %d to change, %d to remove%s; %d steps"
        .formatted(
            count(plan, Operation.ADDED),
            count(plan, Operation.CHANGED),
            count(plan, Operation.REMOVED),
            Optional.of(plan.removals().size())
                .filter(left -> left > 0)
                .map(left -> " (" + left + " more with --prune)")
                .orElse(""),
            plan.steps().size());
  }

  static boolean isEmpty(Plan plan) {
    return plan.changes().isEmpty() && plan.removals().isEmpty() && plan.steps().isEmpty();
  }

  private static long count(Plan plan, Operation operation) {
    return plan.changes().stream().filter(each -> each.operation() == operation).count();
  }
}
