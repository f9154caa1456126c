// SPDX-License-Identifier: MIT
package org.postroad.cli.apply;

import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;

/** How a command shows plans: in colour where a person looks who wants it (NO_COLOR). */
final class Shown {
  private Shown() {}

  static PlanText text(CommandSpec command, PrintWriter out) {
    return new PlanText(out, command.commandLine().getColorScheme().ansi().enabled());
  }
}
