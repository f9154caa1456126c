// SPDX-License-Identifier: MIT
package org.postroad.cli.administration;

import java.util.List;
import picocli.CommandLine;

/**
 * All commands that administer one program. Only those that the arguments can mean are made, so
 * that nothing else starts later for them.
 *
 * @param areas in the order in which help lists them
 */
public record Family(Program program, List<Area> areas) {

  /** Adds the commands that the arguments can mean, of which the first names one. */
  public void addTo(CommandLine command, List<String> arguments) {
    addTo(command, arguments, Outside.real());
  }

  void addTo(CommandLine command, List<String> arguments, Outside outside) {
    boolean another =
        !arguments.isEmpty() && command.getSubcommands().containsKey(arguments.getFirst());
    if (!another) {
      VerbSpec specs = new VerbSpec(program, outside);
      for (Area area : meant(arguments)) {
        command.addSubcommand(area.command(), specs.of(area.entry().get()));
      }
    }
  }

  /** Everything that is declared. */
  List<Entry> entries() {
    return areas.stream().map(area -> area.entry().get()).toList();
  }

  private List<Area> meant(List<String> arguments) {
    List<Area> named =
        areas.stream()
            .filter(area -> !arguments.isEmpty() && area.command().equals(arguments.getFirst()))
            .toList();
    return named.isEmpty() ? areas : named;
  }
}
