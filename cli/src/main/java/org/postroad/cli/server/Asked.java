// SPDX-License-Identifier: MIT
package org.postroad.cli.server;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.postroad.cli.output.Suggestions;

/**
 * What the file and the environment give, and every key that was asked for. A variable goes before
 * the file.
 */
final class Asked {

  private final Path file;
  private final Map<String, Given> values;
  private final Map<String, String> environment;
  private final Map<String, Key> keys = new LinkedHashMap<>();
  private final List<String> mappings = new ArrayList<>();

  Asked(Path file, Map<String, Given> values, Map<String, String> environment) {
    this.file = file.toAbsolutePath();
    this.values = values;
    this.environment = environment;
  }

  String file() {
    return file.getFileName().toString();
  }

  Path resolve(String path) {
    return file.resolveSibling(path).normalize();
  }

  /** Every key in the order in which they were asked for. */
  List<Key> keys() {
    return List.copyOf(keys.values());
  }

  Optional<Given> single(String name, String form, String preset, String meaning) {
    return remember(name, form, preset, meaning, given(name, List::of, inFile(name)));
  }

  Optional<Given> list(String name, String form, String meaning) {
    return remember(name, form, "", meaning, given(name, Keys::split, inFile(name)));
  }

  Optional<Given> mapping(String name, String form, String meaning) {
    mappings.add(name + ".");
    Optional<Given> inFile = YamlValues.mapping(name, values).or(() -> inFile(name));
    return remember(name, form, "", meaning, given(name, Keys::split, inFile));
  }

  private Optional<Given> inFile(String name) {
    return Optional.ofNullable(values.get(name));
  }

  private Optional<Given> given(
      String name, Function<String, List<String>> split, Optional<Given> inFile) {
    String variable = Key.variable(name);
    String text = environment.get(variable);
    if (text != null) {
      return Optional.of(new Given(split.apply(text), variable));
    }
    return inFile.filter(each -> !each.items().isEmpty());
  }

  private Optional<Given> remember(
      String name, String form, String preset, String meaning, Optional<Given> given) {
    Key key =
        new Key(
            name,
            form,
            preset,
            meaning,
            given.map(each -> String.join(", ", each.items())).orElse(preset),
            given.map(Given::origin).orElse(Key.DEFAULT));
    if (keys.put(name, key) != null) {
      throw new IllegalStateException(name + " is asked for twice");
    }
    return given;
  }

  /** To be called when all keys were asked for: whatever else was given is a mistake. */
  void refuseOthers() {
    for (Map.Entry<String, Given> value : values.entrySet()) {
      String name = value.getKey();
      if (!keys.containsKey(name) && !isInMapping(name) && !isEmptySection(value)) {
        throw unknown(value.getValue().origin(), name, List.copyOf(keys.keySet()));
      }
    }
    List<String> variables = keys.keySet().stream().map(Key::variable).toList();
    for (String variable : environment.keySet()) {
      if (variable.startsWith(Key.VARIABLES) && !variables.contains(variable)) {
        throw unknown("environment", variable, variables);
      }
    }
  }

  private boolean isInMapping(String name) {
    return mappings.stream().anyMatch(name::startsWith);
  }

  private boolean isEmptySection(Map.Entry<String, Given> value) {
    String prefix = value.getKey() + ".";
    return value.getValue().items().isEmpty()
        && keys.keySet().stream().anyMatch(name -> name.startsWith(prefix));
  }

  private static BadConfiguration unknown(String origin, String name, List<String> known) {
    String meant =
        Suggestions.closest(name, known).map(each -> "; did you mean " + each + "?").orElse("");
    return new BadConfiguration(origin + ": there is no key " + name + meant);
  }
}
