// SPDX-License-Identifier: MIT
package org.postroad.cli.catalog;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.postroad.cli.output.OutputOptions;
import org.postroad.protocol.catalog.ServiceType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code postroad catalog list}: services in the order of their identifiers. */
@Command(
    name = "list",
    description = "Lists services.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {"0:there are some", "1:there are none", "2:not done"})
final class ListServicesCommand implements Callable<Integer> {
  @Mixin private CatalogSource source = new CatalogSource();
  @Mixin private ClientOption client = new ClientOption();
  @Mixin private PageOptions page = new PageOptions();
  @Mixin private OutputOptions output = new OutputOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      description = "Of this type alone: ${COMPLETION-CANDIDATES}.")
  private Optional<ServiceType> type = Optional.empty();

  @Option(names = "--removed", description = "Those that are offered no longer, too.")
  private boolean removed;

  @Override
  public Integer call() {
    Map<String, String> asked =
        Map.of(
            "client",
            client.encoded(),
            "type",
            type.map(ServiceType::name).orElse(""),
            "removed",
            removed ? "true" : "");
    return ServiceTable.answer(output, spec.commandLine(), source.ask("services", page.and(asked)));
  }
}
