// SPDX-License-Identifier: MIT
package org.postroad.cli.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.postroad.cli.output.Suggestions;

/**
 * What the YAML file of a process and its environment give, and every key that was asked for. A
 * variable goes before the file.
 */
public final class Asked {

  private final Path file;
  private final Map<String, Given> values;
  private final Map<String, String> environment;
  private final String variables;
  private final Map<String, Key> keys = new LinkedHashMap<>();
  private final List<String> mappings = new ArrayList<>();

  private Asked(
      Path file, Map<String, Given> values, Map<String, String> environment, String variables) {
    this.file = file.toAbsolutePath();
    this.values = values;
    this.environment = environment;
    this.variables = variables;
  }

  /** The text of a file; one that is not there is told as such. */
  public static String text(Path file) throws IOException {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new IOException("There is no file " + file, e);
    }
  }

  /**
   * Reads a file that may be asked for keys then.
   *
   * @param variables what every variable that overrides a key begins with
   */
  public static Asked of(
      Path file, String text, Map<String, String> environment, String variables) {
    String name = file.getFileName().toString();
    return new Asked(file, YamlValues.read(name, text), environment, variables);
  }

  /** The keys that stand in no section. */
  public Keys top() {
    return new Keys(this, "");
  }

  String file() {
    return file.getFileName().toString();
  }

  /** A path; a relative one begins at the directory of the file. */
  public Path resolve(String path) {
    return file.resolveSibling(path).normalize();
  }

  /** Every key in the order in which they were asked for. */
  public List<Key> keys() {
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
    String variable = Key.variable(variables, name);
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
  public void refuseOthers() {
    for (Map.Entry<String, Given> value : values.entrySet()) {
      String name = value.getKey();
      if (!keys.containsKey(name) && !isInMapping(name) && !isEmptySection(value)) {
        throw unknown(value.getValue().origin(), name, List.copyOf(keys.keySet()));
      }
    }
    List<String> known = keys.keySet().stream().map(name -> Key.variable(variables, name)).toList();
    for (String variable : environment.keySet()) {
      if (variable.startsWith(variables) && !known.contains(variable)) {
        throw unknown("environment", variable, known);
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
