// SPDX-License-Identifier: MIT
package org.postroad.cli.catalog;

import static org.postroad.cli.catalog.ServiceTable.text;

import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.postroad.cli.output.OutputOptions;
import org.postroad.cli.output.Printable;
import org.postroad.cli.output.Table;
import org.postroad.protocol.identifier.PathSegment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code postroad catalog show}: one service with its operations and versions. */
@Command(
    name = "show",
    description = "Shows a service, what it does and how it has changed.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {"0:shown", "1:there is no such service", "2:not done"})
final class ShowServiceCommand implements Callable<Integer> {
  @Mixin private CatalogSource source = new CatalogSource();
  @Mixin private ServiceParameter service = new ServiceParameter();
  @Mixin private OutputOptions output = new OutputOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    String path =
        service.parts().stream().map(PathSegment::encode).collect(Collectors.joining("/"));
    JsonNode found =
        source.ask("services/" + path, Map.of("version", service.version().orElse("")));
    output.answer(spec.commandLine(), found, out -> print(found, out));
    return CatalogExit.DONE;
  }

  private static void print(JsonNode service, PrintWriter out) {
    line(out, "service", ServiceTable.id(service));
    line(out, "version", text(service, "service_version"));
    line(out, "title", text(service, "title"));
    line(out, "member", text(service, "member_name"));
    line(out, "subsystem", text(service, "subsystem_name"));
    line(out, "type", text(service, "service_type"));
    line(out, "offered", service.path("offered").asBoolean() ? "yes" : "no");
    out.println();
    Table operations = Table.of("OPERATION", "TITLE");
    service
        .path("operations")
        .forEach(each -> operations.row(text(each, "name"), text(each, "title")));
    operations.print(out);
    out.println();
    Table versions = Table.of("NUMBER", "FROM", "UNTIL", "DESCRIPTION (SHA-256)");
    service
        .path("versions")
        .forEach(each ->
            versions.row(
                each.path("number").asInt(),
                text(each, "from"),
                text(each, "until"),
                text(each.path("description"), "sha256")));
    versions.print(out);
  }

  private static void line(PrintWriter out, String name, String value) {
    if (!value.isEmpty()) {
      out.println((name + "          ").substring(0, 11) + Printable.escape(value));
    }
  }
}
