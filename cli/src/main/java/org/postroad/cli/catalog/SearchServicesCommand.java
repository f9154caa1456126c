// SPDX-License-Identifier: MIT
package org.postroad.cli.catalog;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.postroad.cli.output.OutputOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code postroad catalog search}: services by words, the best first. */
@Command(
    name = "search",
    description = {
      "Finds services by words: of their codes and titles, the codes and names of",
      "their members and subsystems, their operations and paths.",
      "",
      "A service is found by the beginnings of words, and only by all of them."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {"0:found", "1:nothing found", "2:not done"})
final class SearchServicesCommand implements Callable<Integer> {
  @Mixin private CatalogSource source = new CatalogSource();
  @Mixin private PageOptions page = new PageOptions();
  @Mixin private OutputOptions output = new OutputOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "WORDS", arity = "1..*", description = "What to look for.")
  private List<String> words = List.of();

  @Override
  public Integer call() {
    return ServiceTable.answer(
        output,
        spec.commandLine(),
        source.ask("search", page.and(Map.of("q", String.join(" ", words)))));
  }
}
