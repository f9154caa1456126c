// SPDX-License-Identifier: MIT
package org.postroad.cli.catalog;

import static org.postroad.cli.catalog.ServiceTable.text;

import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.postroad.cli.output.OutputOptions;
import org.postroad.cli.output.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code postroad catalog history}: what happened to services, the newest first. */
@Command(
    name = "history",
    description = "Lists what appeared, changed and was removed, the newest first.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {"0:something happened", "1:nothing happened", "2:not done"})
final class HistoryCommand implements Callable<Integer> {
  @Mixin private CatalogSource source = new CatalogSource();
  @Mixin private ClientOption client = new ClientOption();
  @Mixin private PageOptions page = new PageOptions();
  @Mixin private OutputOptions output = new OutputOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--service", paramLabel = "CODE", description = "Of services of this code alone.")
  private Optional<String> service = Optional.empty();

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Since then alone, such as 2026-03-01T12:00:00Z.")
  private Optional<String> since = Optional.empty();

  @Override
  public Integer call() {
    Map<String, String> asked =
        Map.of(
            "client", client.encoded(), "service", service.orElse(""), "since", since.orElse(""));
    JsonNode found = source.ask("history", page.and(asked));
    output.answer(spec.commandLine(), found, out -> print(found, out));
    return found.path("total").asInt() == 0 ? CatalogExit.NOTHING : CatalogExit.DONE;
  }

  private static void print(JsonNode found, PrintWriter out) {
    Table table = Table.of("TIME", "EVENT", "SERVICE", "VERSION", "TITLE");
    found
        .path("events")
        .forEach(event ->
            table.row(
                text(event, "time"),
                text(event, "event"),
                ServiceTable.id(event),
                text(event, "service_version"),
                text(event, "title")));
    table.print(out);
  }
}
