// SPDX-License-Identifier: MIT
package org.postroad.securityserver.conf;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads one JSON object strictly: a field of another kind, or one nobody asked for, is refused. */
final class JsonObject {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final JsonNode node;
  private final Set<String> asked = new HashSet<>();

  private JsonObject(JsonNode node) {
    if (!node.isObject()) {
      throw malformed("expected an object, found " + node.getNodeType());
    }
    this.node = node;
  }

  static <T> T read(byte[] json, Function<JsonObject, T> reader) {
    try {
      return read(JSON.readTree(json), reader);
    } catch (JacksonException e) {
      throw new Fault(FaultCode.MALFORMED_SERVER_CONF, "not JSON: " + e.getOriginalMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new Fault(FaultCode.MALFORMED_SERVER_CONF, String.valueOf(e.getMessage()), e);
    }
  }

  private static <T> T read(JsonNode node, Function<JsonObject, T> reader) {
    JsonObject object = new JsonObject(node);
    T value = reader.apply(object);
    object.requireNothingElse();
    return value;
  }

  private void requireNothingElse() {
    for (String name : node.propertyNames()) {
      if (!asked.contains(name)) {
        throw malformed("unknown field '" + name + "'");
      }
    }
  }

  private @Nullable JsonNode get(String name) {
    asked.add(name);
    return node.get(name);
  }

  private JsonNode required(String name) {
    JsonNode value = get(name);
    if (value == null) {
      throw malformed("no field '" + name + "'");
    }
    return value;
  }

  String text(String name) {
    return text(required(name), name);
  }

  private static String text(JsonNode value, String name) {
    if (!value.isString()) {
      throw malformed("field '" + name + "' is no string");
    }
    return value.stringValue();
  }

  Optional<String> optionalText(String name) {
    JsonNode value = get(name);
    return value == null ? Optional.empty() : Optional.of(text(value, name));
  }

  long number(String name) {
    JsonNode value = required(name);
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw malformed("field '" + name + "' is no whole number");
    }
    return value.longValue();
  }

  boolean truth(String name) {
    JsonNode value = required(name);
    if (!value.isBoolean()) {
      throw malformed("field '" + name + "' is neither true nor false");
    }
    return value.booleanValue();
  }

  <E extends Enum<E>> E one(String name, Class<E> type) {
    String value = text(name);
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(value)) {
        return constant;
      }
    }
    throw malformed("field '" + name + "' is '" + value + "'");
  }

  <T> T object(String name, Function<JsonObject, T> reader) {
    return read(required(name), reader);
  }

  <T> Optional<T> optionalObject(String name, Function<JsonObject, T> reader) {
    JsonNode value = get(name);
    return value == null ? Optional.empty() : Optional.of(read(value, reader));
  }

  /** The same as a list that is empty. */
  <T> List<T> optionalObjects(String name, Function<JsonObject, T> reader) {
    return get(name) == null ? List.of() : objects(name, reader);
  }

  <T> List<T> objects(String name, Function<JsonObject, T> reader) {
    return list(name, element -> read(element, reader));
  }

  List<String> texts(String name) {
    return list(name, element -> text(element, name));
  }

  Optional<List<String>> optionalTexts(String name) {
    JsonNode array = get(name);
    return array == null
        ? Optional.empty()
        : Optional.of(list(array, name, element -> text(element, name)));
  }

  List<List<String>> lists(String name) {
    return list(name, array -> list(array, name, element -> text(element, name)));
  }

  private <T> List<T> list(String name, Function<JsonNode, T> reader) {
    return list(required(name), name, reader);
  }

  private static <T> List<T> list(JsonNode array, String name, Function<JsonNode, T> reader) {
    if (!array.isArray()) {
      throw malformed("field '" + name + "' is no list");
    }
    List<T> values = new ArrayList<>();
    for (JsonNode element : array) {
      values.add(reader.apply(element));
    }
    return values;
  }

  static Fault malformed(String text) {
    return new Fault(FaultCode.MALFORMED_SERVER_CONF, "Server configuration: " + text);
  }
}
