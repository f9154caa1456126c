// SPDX-License-Identifier: MIT
package org.postroad.cli.administration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.postroad.cli.administration.ApiRequest.NamedFile;
import org.postroad.cli.process.PinSource;
import org.postroad.cli.process.SecretFile;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Where the value of an input goes. */
@FunctionalInterface
public interface Target {
  void put(List<String> values, Outgoing outgoing) throws IOException;

  /** Into the path, in place of {@code {name}}. */
  static Target segment(String name) {
    return (values, outgoing) -> outgoing.segment(name, values.getFirst());
  }

  static Target query(String name) {
    return (values, outgoing) -> values.forEach(value -> outgoing.query(name, value));
  }

  static Target field(String path) {
    return (values, outgoing) -> outgoing.field(path, Values.of(values.getFirst()));
  }

  static Target number(String path) {
    return (values, outgoing) ->
        outgoing.field(
            path, JsonNodeFactory.instance.numberNode(Integer.parseInt(values.getFirst())));
  }

  static Target flag(String path) {
    return (values, outgoing) ->
        outgoing.field(
            path, JsonNodeFactory.instance.booleanNode(Boolean.parseBoolean(values.getFirst())));
  }

  static Target fields(String path) {
    return (values, outgoing) -> outgoing.field(path, list(values));
  }

  /** All values as a list, which is all that is sent. */
  static Target list() {
    return (values, outgoing) -> outgoing.list(list(values));
  }

  /** A value that nobody types. */
  static Target constant(String path, String value) {
    return (_, outgoing) -> outgoing.field(path, Values.of(value));
  }

  /** One part of an identifier, where it has so many. */
  static Target part(int index, String path) {
    return (values, outgoing) -> {
      String[] parts = values.getFirst().split(":", -1);
      if (parts.length > index) {
        outgoing.field(path, Values.of(parts[index]));
      }
    };
  }

  /** Into the path, the first parts of an identifier. */
  static Target segment(int parts, String name) {
    return (values, outgoing) ->
        outgoing.segment(
            name,
            Arrays.stream(values.getFirst().split(":", -1))
                .limit(parts)
                .collect(Collectors.joining(":")));
  }

  /** The first word of a value, or the rest of it. */
  static Target word(int index, String path) {
    return (values, outgoing) ->
        outgoing.field(path, Values.of(values.getFirst().split(" ", 2)[index]));
  }

  /** All values as a list of what is made of them. */
  static Target objects(String path, Function<String, JsonNode> each) {
    return (values, outgoing) -> {
      ArrayNode list = JsonNodeFactory.instance.arrayNode();
      values.forEach(value -> list.add(each.apply(value)));
      outgoing.field(path, list);
    };
  }

  static Target text(String name) {
    return (values, outgoing) -> outgoing.text(name, values.getFirst());
  }

  /** The content of the file that the value names, as a part of a form. */
  static Target file(String name) {
    return (values, outgoing) -> outgoing.file(name, content(values));
  }

  /** The content of the file as a field, in Base64. */
  static Target base64(String path) {
    return (values, outgoing) ->
        outgoing.field(path, JsonNodeFactory.instance.binaryNode(content(values).content()));
  }

  /** The content of the file as all that is sent. */
  static Target whole() {
    return (values, outgoing) -> outgoing.whole(content(values));
  }

  /** No fields, where nobody types one. */
  static Target none(String path) {
    return (_, outgoing) -> outgoing.field(path, JsonNodeFactory.instance.objectNode());
  }

  /** Fields that were typed as {@code NAME=VALUE}. */
  static Target pairs(String path) {
    return (values, outgoing) -> {
      for (String value : values) {
        int equals = value.indexOf('=');
        if (equals < 1) {
          throw new IllegalArgumentException("'" + value + "' is not like NAME=VALUE");
        }
        outgoing.field(
            path + "." + value.substring(0, equals), Values.of(value.substring(equals + 1)));
      }
    };
  }

  /**
   * A secret in the first line of the file.
   *
   * @param question that somebody is asked where no file is named
   */
  static Target secret(String path, String question) {
    return (values, outgoing) ->
        outgoing.secret(
            path,
            values.isEmpty()
                ? PinSource.ask(question)
                : SecretFile.ofOwner(Path.of(values.getFirst()), "PIN"));
  }

  private static NamedFile content(List<String> values) throws IOException {
    Path file = Path.of(values.getFirst());
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException("There is no file " + file);
    }
    return new NamedFile(String.valueOf(file.getFileName()), Files.readAllBytes(file));
  }

  private static ArrayNode list(List<String> values) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    values.forEach(list::add);
    return list;
  }
}
