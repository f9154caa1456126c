// SPDX-License-Identifier: MIT
package org.postroad.cli.administration;

import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** What a change does besides, as a difference where it adds or takes away. */
final class Warnings {
  private static final String ADDING = "adding_";
  private static final String DELETING = "deleting_";

  private Warnings() {}

  /** One line for each thing: {@code + service getPerson.v1}, {@code - endpoint GET /people}. */
  static List<String> lines(JsonNode warnings) {
    return StreamSupport.stream(warnings.spliterator(), false).flatMap(Warnings::lineOf).toList();
  }

  private static Stream<String> lineOf(JsonNode warning) {
    String code = Values.text(warning, "code");
    List<String> about =
        StreamSupport.stream(warning.path("metadata").spliterator(), false)
            .map(Values::text)
            .toList();
    if (code.startsWith(ADDING)) {
      return about.stream().map(each -> "+ " + one(code.substring(ADDING.length())) + " " + each);
    }
    if (code.startsWith(DELETING)) {
      return about.stream().map(each -> "- " + one(code.substring(DELETING.length())) + " " + each);
    }
    String words = "! " + ApiProblem.words(code);
    return Stream.of(about.isEmpty() ? words : words + ": " + String.join(", ", about));
  }

  /** One of several: {@code service} of {@code services}. */
  private static String one(String several) {
    return several.replaceFirst("s$", "");
  }
}
