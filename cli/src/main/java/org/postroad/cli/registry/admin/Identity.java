// SPDX-License-Identifier: MIT
package org.postroad.cli.registry.admin;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postroad.cli.administration.Column;
import org.postroad.cli.administration.Values;
import tools.jackson.databind.JsonNode;

/** Identifiers in answers: one text for the object of their parts. */
final class Identity {
  private static final List<String> PARTS =
      List.of("instance_id", "member_class", "member_code", "subsystem_code", "server_code");

  private Identity() {}

  /** {@code NAT:GOV:1} of the object in this field. */
  static String text(JsonNode entry, String field) {
    JsonNode id = Values.at(entry, field);
    if (!id.isObject()) {
      return Values.text(id);
    }
    String encoded = Values.text(id, "encoded_id");
    return encoded.isEmpty() ? joined(id) : encoded;
  }

  private static String joined(JsonNode id) {
    Stream<String> parts = PARTS.stream().map(part -> Values.text(id, part));
    return parts.filter(part -> !part.isEmpty()).collect(Collectors.joining(":"));
  }

  static Column column(String heading, String field) {
    return new Column(heading, entry -> text(entry, field));
  }
}
