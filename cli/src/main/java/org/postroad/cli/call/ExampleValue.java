// SPDX-License-Identifier: MIT
package org.postroad.cli.call;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A value that a schema of an OpenAPI document allows: the example it gives itself, or one made of
 * its types. References inside the document are followed, others never.
 */
final class ExampleValue {
  private static final int MOST_DEPTH = 12;
  private static final int MOST_VALUES = 1000;
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Map<String, String> FORMATS =
      Map.of(
          "date", "2026-01-31",
          "date-time", "2026-01-31T12:00:00Z",
          "time", "12:00:00Z",
          "uuid", "00000000-0000-4000-8000-000000000000",
          "email", "somebody@example.org",
          "uri", "https://example.org/",
          "byte", "c29tZXRoaW5n");

  private final JsonNode document;
  private int made;

  ExampleValue(JsonNode document) {
    this.document = document;
  }

  JsonNode of(JsonNode schema) {
    made = 0;
    return of(schema, 0);
  }

  /** What a reference leads to; itself where it is none. */
  JsonNode resolved(JsonNode node) {
    JsonNode found = node;
    for (int steps = 0; steps < MOST_DEPTH && found.path("$ref").isString(); steps++) {
      String reference = found.path("$ref").stringValue();
      found = reference.startsWith("#/") ? document.at(reference.substring(1)) : NODES.nullNode();
    }
    return found;
  }

  private JsonNode of(JsonNode reference, int depth) {
    JsonNode schema = resolved(reference);
    Optional<JsonNode> given = given(schema);
    made++;
    if (given.isPresent() || depth > MOST_DEPTH || made > MOST_VALUES) {
      return given.orElse(NODES.nullNode());
    }
    if (schema.has("allOf")) {
      return merged(schema, depth);
    }
    for (String choice : List.of("oneOf", "anyOf")) {
      if (schema.path(choice).has(0)) {
        return of(schema.path(choice).get(0), depth + 1);
      }
    }
    return ofType(schema, depth);
  }

  private static Optional<JsonNode> given(JsonNode schema) {
    for (String name : List.of("example", "const", "default")) {
      if (schema.has(name)) {
        return Optional.of(schema.path(name));
      }
    }
    for (String name : List.of("examples", "enum")) {
      if (schema.path(name).has(0)) {
        return Optional.of(schema.path(name).get(0));
      }
    }
    return Optional.empty();
  }

  private JsonNode merged(JsonNode schema, int depth) {
    ObjectNode all = JsonMapper.shared().createObjectNode();
    for (JsonNode part : schema.path("allOf")) {
      if (of(part, depth + 1) instanceof ObjectNode object) {
        all.setAll(object);
      }
    }
    return properties(schema, all, depth);
  }

  private JsonNode ofType(JsonNode schema, int depth) {
    String type =
        schema.path("type").isArray()
            ? schema.path("type").path(0).asString("")
            : schema.path("type").asString("");
    return switch (type) {
      case "array" ->
          JsonMapper.shared().createArrayNode().add(of(schema.path("items"), depth + 1));
      case "string" ->
          NODES.stringNode(FORMATS.getOrDefault(schema.path("format").asString(""), "string"));
      case "integer" -> NODES.numberNode(schema.path("minimum").asLong(0));
      case "number" -> NODES.numberNode(schema.path("minimum").asDouble(0));
      case "boolean" -> NODES.booleanNode(true);
      case "null" -> NODES.nullNode();
      default -> properties(schema, JsonMapper.shared().createObjectNode(), depth);
    };
  }

  /** What the server alone says is left out. */
  private ObjectNode properties(JsonNode schema, ObjectNode object, int depth) {
    schema
        .path("properties")
        .properties()
        .forEach(property -> {
          if (!resolved(property.getValue()).path("readOnly").asBoolean(false)) {
            object.set(property.getKey(), of(property.getValue(), depth + 1));
          }
        });
    return object;
  }
}
