// SPDX-License-Identifier: MIT
package org.postroad.cli.registry.admin;

import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.postroad.cli.administration.Values;
import tools.jackson.databind.JsonNode;

/** Servers as a subsystem has them. */
final class Servers {
  private Servers() {}

  /** The servers of a subsystem, each with where its registration stands. */
  static String used(JsonNode subsystem) {
    return StreamSupport.stream(subsystem.path("used_security_servers").spliterator(), false)
        .map(Servers::text)
        .collect(Collectors.joining(", "));
  }

  private static String text(JsonNode server) {
    String status = Values.text(server, "status");
    String code = Values.text(server, "server_code");
    return status.isEmpty() ? code : code + " (" + status + ")";
  }
}
