// SPDX-License-Identifier: MIT
package org.postroad.cli.administration;

import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** What is shown of an entry, under a heading. */
public record Column(String heading, Function<JsonNode, String> value) {

  /** The value at a path, see {@link Values}. */
  public static Column column(String heading, String path) {
    return new Column(heading, entry -> Values.text(entry, path));
  }

  String of(JsonNode entry) {
    return value.apply(entry);
  }
}
