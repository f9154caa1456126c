// SPDX-License-Identifier: MIT
package org.postroad.cli.apply;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.postroad.cli.output.Suggestions;
import org.postroad.cli.process.BadConfiguration;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The published schema of a tree, by which it is read: what an editor marks is what is refused
 * here, with the line. Knows the part of JSON Schema that the schema uses.
 */
final class TreeSchema {
  private static final String RESOURCE = "server-tree.schema.json";

  private final JsonNode root;
  private final String file;
  private final Map<String, Pattern> patterns = new HashMap<>();

  /** Of trees in a file of this name. */
  TreeSchema(String file) {
    this.root = JsonMapper.shared().readTree(text());
    this.file = file;
  }

  /** The schema as it is published. */
  static byte[] text() {
    try (InputStream in = TreeSchema.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("the program lacks the schema of trees");
      }
      return in.readAllBytes();
    } catch (IOException unreadable) {
      throw new UncheckedIOException("the schema of trees", unreadable);
    }
  }

  /**
   * A tree as JSON.
   *
   * @throws BadConfiguration with the line of what is not as the schema says
   */
  JsonNode read(Node yaml) {
    return value(yaml, root, "the tree");
  }

  private JsonNode value(Node yaml, JsonNode given, String where) {
    JsonNode schema = resolved(given);
    return switch (schema.path("type").asString()) {
      case "object" -> object(yaml, schema, where);
      case "array" -> array(yaml, schema, where);
      case "boolean" -> truth(yaml, where);
      default -> text(yaml, schema, where);
    };
  }

  private JsonNode resolved(JsonNode schema) {
    String reference = schema.path("$ref").asString("");
    return reference.isEmpty()
        ? schema
        : root.path("$defs").path(reference.substring(reference.lastIndexOf('/') + 1));
  }

  private ObjectNode object(Node yaml, JsonNode schema, String where) {
    if (!(yaml instanceof MappingNode mapping)) {
      throw bad(yaml, where + " has keys with values");
    }
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (NodeTuple entry : mapping.getValue()) {
      String key = scalar(entry.getKeyNode(), where);
      JsonNode property = schema.path("properties").path(key);
      if (property.isMissingNode()) {
        property = schema.path("additionalProperties");
      }
      if (!property.isObject()) {
        throw unknown(entry.getKeyNode(), key, where, schema);
      }
      if (object.has(key)) {
        throw bad(entry.getKeyNode(), key + " is there twice");
      }
      object.set(key, value(entry.getValueNode(), property, key));
    }
    for (JsonNode required : schema.path("required")) {
      if (!object.has(required.asString())) {
        throw bad(yaml, where + " has no " + required.asString());
      }
    }
    requireOne(yaml, object, schema, where);
    return object;
  }

  private void requireOne(Node yaml, ObjectNode object, JsonNode schema, String where) {
    List<String> names = new ArrayList<>();
    schema.path("oneOf").forEach(each -> names.add(each.path("required").path(0).asString()));
    if (!names.isEmpty() && names.stream().filter(object::has).count() != 1) {
      throw bad(yaml, where + " has exactly one of " + String.join(", ", names));
    }
  }

  private ArrayNode array(Node yaml, JsonNode schema, String where) {
    if (!(yaml instanceof SequenceNode sequence)) {
      throw bad(yaml, where + " is a list");
    }
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (Node item : sequence.getValue()) {
      array.add(value(item, schema.path("items"), where));
    }
    return array;
  }

  private JsonNode truth(Node yaml, String where) {
    return switch (scalar(yaml, where)) {
      case "true" -> JsonNodeFactory.instance.booleanNode(true);
      case "false" -> JsonNodeFactory.instance.booleanNode(false);
      default -> throw bad(yaml, where + " is true or false");
    };
  }

  private JsonNode text(Node yaml, JsonNode schema, String where) {
    String text = scalar(yaml, where);
    JsonNode words = schema.path("enum");
    if (words.isArray() && words.valueStream().noneMatch(word -> word.asString().equals(text))) {
      List<String> known = words.valueStream().map(JsonNode::asString).toList();
      throw bad(
          yaml,
          where
              + " is '"
              + text
              + "', not one of "
              + String.join(", ", known)
              + meant(text, known));
    }
    String pattern = schema.path("pattern").asString("");
    if (!pattern.isEmpty()
        && !patterns.computeIfAbsent(pattern, Pattern::compile).matcher(text).find()) {
      throw bad(
          yaml, where + " is '" + text + "', expected: " + schema.path("description").asString());
    }
    return JsonNodeFactory.instance.stringNode(text);
  }

  private String scalar(Node yaml, String where) {
    if (yaml instanceof ScalarNode scalar && !yaml.getTag().equals(Tag.NULL)) {
      return scalar.getValue();
    }
    throw bad(yaml, where + " has a single value");
  }

  private BadConfiguration unknown(Node at, String key, String where, JsonNode schema) {
    List<String> known = List.copyOf(schema.path("properties").propertyNames());
    return bad(
        at,
        "there is no key "
            + key
            + " in "
            + where
            + meant(key, known)
            + "; there are "
            + known.stream().collect(Collectors.joining(", ")));
  }

  private static String meant(String typed, List<String> known) {
    return Suggestions.closest(typed, known).map(each -> "; did you mean " + each + "?").orElse("");
  }

  private BadConfiguration bad(Node at, String text) {
    String line = at.getStartMark().map(mark -> ":" + (mark.getLine() + 1)).orElse("");
    return new BadConfiguration(file + line + ": " + text);
  }
}
