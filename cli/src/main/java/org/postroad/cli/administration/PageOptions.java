// SPDX-License-Identifier: MIT
package org.postroad.cli.administration;

import java.util.Optional;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.JsonNodeFactory;

/** What a command takes that lists page by page; mixed in. */
final class PageOptions {
  @Option(
      names = {"-n", "--limit"},
      paramLabel = "N",
      defaultValue = "1000",
      order = 80,
      description = "Most entries (${DEFAULT-VALUE}).")
  private int limit;

  @Option(names = "--sort", paramLabel = "KEY", order = 81, description = "Sorted by this key.")
  private Optional<String> sort = Optional.empty();

  @Option(names = "--descending", order = 82, description = "The last first.")
  private boolean descending;

  int limit() {
    return Math.clamp(limit, 1, 1_000_000);
  }

  /** One page, as fields of what is sent. */
  void put(String prefix, int number, int size, Outgoing outgoing) {
    JsonNodeFactory values = JsonNodeFactory.instance;
    outgoing.field(prefix + "limit", values.numberNode(size));
    outgoing.field(prefix + "offset", values.numberNode(number));
    sort.ifPresent(key -> outgoing.field(prefix + "sort", Values.of(key)));
    if (descending) {
      outgoing.field(prefix + "desc", values.booleanNode(true));
    }
  }

  /** The query of one page, after what else is asked. */
  String query(String path, int number, int size) {
    return path
        + (path.contains("?") ? "&" : "?")
        + "limit="
        + size
        + "&offset="
        + number
        + sort.map("&sort="::concat).orElse("")
        + (descending ? "&desc=true" : "");
  }
}
