// SPDX-License-Identifier: MIT
package org.postroad.cli.process;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A YAML file as its values by dotted key, each with the line where it stands. Nothing is guessed
 * about a value: {@code no} and {@code 010} stay text until the key says what they are.
 */
final class YamlValues {

  private final String file;

  /** What it is called in messages. */
  private YamlValues(String file) {
    this.file = file;
  }

  /**
   * Reads a file.
   *
   * @param name what the file is called in messages
   */
  static Map<String, Given> read(String name, String text) {
    LoadSettings settings =
        LoadSettings.builder().setLabel(name).setMaxAliasesForCollections(0).build();
    try {
      Optional<Node> root = new Compose(settings).composeString(text);
      Map<String, Given> values = new LinkedHashMap<>();
      root.ifPresent(node -> new YamlValues(name).collect("", node, values));
      return values;
    } catch (MarkedYamlEngineException e) {
      String line = e.getProblemMark().map(mark -> ":" + (mark.getLine() + 1)).orElse("");
      throw new BadConfiguration(name + line + ": " + e.getProblem(), e);
    } catch (YamlEngineException e) {
      throw new BadConfiguration(name + ": " + e.getMessage(), e);
    }
  }

  private void collect(String key, Node node, Map<String, Given> values) {
    switch (node) {
      case MappingNode mapping -> {
        for (NodeTuple entry : mapping.getValue()) {
          collect(join(key, text(entry.getKeyNode())), entry.getValueNode(), values);
        }
      }
      case SequenceNode sequence ->
          put(key, sequence.getValue().stream().map(this::text).toList(), node, values);
      default ->
          put(key, node.getTag().equals(Tag.NULL) ? List.of() : List.of(text(node)), node, values);
    }
  }

  private void put(String key, List<String> items, Node node, Map<String, Given> values) {
    if (key.isEmpty()) {
      throw new BadConfiguration(at(node) + ": expected keys with values");
    }
    Given earlier = values.putIfAbsent(key, new Given(items, at(node)));
    if (earlier != null) {
      throw new BadConfiguration(at(node) + ": " + key + " stands also at " + earlier.origin());
    }
  }

  private static String join(String prefix, String name) {
    return prefix.isEmpty() ? name : prefix + "." + name;
  }

  private String text(Node node) {
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    throw new BadConfiguration(at(node) + ": expected a single value");
  }

  private String at(Node node) {
    return node.getStartMark().map(mark -> file + ":" + (mark.getLine() + 1)).orElse(file);
  }

  /** The values of a mapping, whose keys are not known beforehand, as a list of pairs. */
  static Optional<Given> mapping(String key, Map<String, Given> values) {
    List<String> items = new ArrayList<>();
    Optional<String> origin = Optional.empty();
    for (Map.Entry<String, Given> entry : values.entrySet()) {
      if (entry.getKey().startsWith(key + ".")) {
        String name = entry.getKey().substring(key.length() + 1);
        items.add(name + " = " + entry.getValue().single(entry.getKey()));
        origin = origin.or(() -> Optional.of(entry.getValue().origin()));
      }
    }
    return origin.map(at -> new Given(List.copyOf(items), at));
  }
}
