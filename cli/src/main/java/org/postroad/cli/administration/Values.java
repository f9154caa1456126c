// SPDX-License-Identifier: MIT
package org.postroad.cli.administration;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Values of JSON by the names on the way to them, {@code xroad_id.member_code}. */
public final class Values {
  private Values() {}

  public static JsonNode at(JsonNode from, String path) {
    JsonNode found = from;
    for (String name : path.split("\\.", -1)) {
      found = found.path(name);
    }
    return found;
  }

  /** As people read it; nothing for what is not there. */
  public static String text(JsonNode value) {
    if (value.isMissingNode() || value.isNull()) {
      return "";
    }
    if (value.isBoolean()) {
      return value.booleanValue() ? "yes" : "no";
    }
    if (value.isArray()) {
      return StreamSupport.stream(value.spliterator(), false)
          .map(Values::text)
          .collect(Collectors.joining(", "));
    }
    return value.isObject() ? value.toString() : value.asString();
  }

  public static String text(JsonNode from, String path) {
    return text(at(from, path));
  }

  /** A point in time, if it is one. */
  public static Optional<Instant> instant(JsonNode from, String path) {
    try {
      return Optional.of(Instant.parse(text(from, path)));
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
  }

  /** Puts a value where the names lead, making what is missing on the way. */
  public static void put(ObjectNode into, String path, JsonNode value) {
    String[] names = path.split("\\.", -1);
    ObjectNode place = into;
    for (String name : Arrays.copyOf(names, names.length - 1)) {
      place = place.path(name) instanceof ObjectNode inner ? inner : place.putObject(name);
    }
    place.set(names[names.length - 1], value);
  }

  /** The fields of an object as a list of names and values. */
  public static JsonNode pairs(JsonNode object) {
    ArrayNode pairs = JsonNodeFactory.instance.arrayNode();
    object
        .properties()
        .forEach(field ->
            pairs.addObject().put("name", field.getKey()).put("value", text(field.getValue())));
    return pairs;
  }

  public static JsonNode of(String text) {
    return JsonNodeFactory.instance.stringNode(text);
  }
}
