// SPDX-License-Identifier: MIT
package org.postroad.cli.catalog;

import java.io.PrintWriter;
import org.postroad.cli.output.OutputOptions;
import org.postroad.cli.output.Table;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

/** A list of services, as people and programs read it. */
final class ServiceTable {
  private ServiceTable() {}

  static int answer(OutputOptions output, CommandLine command, JsonNode found) {
    output.answer(command, found, out -> print(found, out));
    return found.path("total").asInt() == 0 ? CatalogExit.NOTHING : CatalogExit.DONE;
  }

  private static void print(JsonNode found, PrintWriter out) {
    JsonNode services = found.path("services");
    Table table = Table.of("SERVICE", "VERSION", "TYPE", "SINCE", "TITLE");
    for (JsonNode service : services) {
      String removed = service.path("offered").asBoolean(true) ? "" : " (removed)";
      table.row(
          id(service),
          text(service, "service_version"),
          text(service, "service_type") + removed,
          text(service, "since"),
          text(service, "title"));
    }
    table.print(out);
    int total = found.path("total").asInt();
    if (total > services.size()) {
      out.println(services.size() + " of " + total + "; see --limit and --offset");
    }
  }

  /** {@code INST/CLASS/CODE[/SUB]/SVC}. */
  static String id(JsonNode service) {
    String subsystem = text(service, "subsystem_code");
    return text(service, "xroad_instance")
        + '/'
        + text(service, "member_class")
        + '/'
        + text(service, "member_code")
        + (subsystem.isEmpty() ? "" : '/' + subsystem)
        + '/'
        + text(service, "service_code");
  }

  static String text(JsonNode object, String name) {
    return object.path(name).asString("");
  }
}
