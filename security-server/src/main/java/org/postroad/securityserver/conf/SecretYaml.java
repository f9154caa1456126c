// SPDX-License-Identifier: MIT
package org.postroad.securityserver.conf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * A YAML file with passwords: only its owner may read it, every key in it is known and there once,
 * and what is wrong with it is told by key, never by value.
 *
 * <p>Where it is read, one mapping of it at a time; what was not asked for is refused.
 */
public final class SecretYaml {
  private static final int MOST_BYTES = 1024 * 1024;
  private static final Set<PosixFilePermission> OWNERS =
      Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private final Path file;
  private final String name;
  private final JsonNode mapping;
  private final Set<String> asked = new TreeSet<>();

  private SecretYaml(Path file, String name, JsonNode mapping) {
    this.file = file;
    this.name = name;
    this.mapping = mapping;
  }

  /**
   * Reads a file, if there is one.
   *
   * @throws IllegalArgumentException what is wrong with it
   */
  public static <T> Optional<T> read(Path file, Function<SecretYaml, T> reader) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    if (!OWNERS.containsAll(Files.getPosixFilePermissions(file))) {
      throw new IllegalArgumentException(file + " can be used by others than its owner");
    }
    byte[] bytes = Files.readAllBytes(file);
    if (bytes.length > MOST_BYTES) {
      throw new IllegalArgumentException(file + " is larger than 1 MiB");
    }
    return Optional.of(new SecretYaml(file, "", tree(file, bytes)).whole(reader));
  }

  private static JsonNode tree(Path file, byte[] yaml) {
    try {
      return new YAMLMapper(
              YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .readTree(yaml);
    } catch (JacksonException e) {
      // What it says may quote a password.
      throw new IllegalArgumentException(
          "%s is no YAML in line %d".formatted(file, e.getLocation().getLineNr()));
    }
  }

  private <T> T whole(Function<SecretYaml, T> reader) {
    if (!mapping.isObject()) {
      throw wrong("is no mapping");
    }
    T read = reader.apply(this);
    Set<String> unknown = new TreeSet<>(mapping.propertyNames());
    unknown.removeAll(asked);
    if (!unknown.isEmpty()) {
      throw wrong("has " + unknown + ", expected some of " + asked);
    }
    return read;
  }

  /** A text or number. */
  public Optional<String> text(String key) {
    JsonNode value = value(key);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isValueNode() || value.asString().isBlank()) {
      throw below(key).wrong("is no text");
    }
    return Optional.of(value.asString());
  }

  public String required(String key) {
    return text(key).orElseThrow(() -> wrong("has no " + key));
  }

  public boolean flag(String key, boolean preset) {
    JsonNode value = value(key);
    if (!value.isMissingNode() && !value.isBoolean()) {
      throw below(key).wrong("is neither true nor false");
    }
    return value.isMissingNode() ? preset : value.booleanValue();
  }

  /** A mapping within this one. */
  public <T> Optional<T> section(String key, Function<SecretYaml, T> reader) {
    JsonNode value = value(key);
    return value.isMissingNode() || value.isNull()
        ? Optional.empty()
        : Optional.of(new SecretYaml(file, path(key), value).whole(reader));
  }

  /** Every mapping in this one, whatever its key. */
  public <T> Map<String, T> sections(Function<SecretYaml, T> reader) {
    Map<String, T> all = new TreeMap<>();
    mapping
        .propertyNames()
        .forEach(key -> section(key, reader).ifPresent(section -> all.put(key, section)));
    return all;
  }

  /** Every text in this one, whatever its key. */
  public Map<String, String> texts() {
    Map<String, String> all = new TreeMap<>();
    mapping.propertyNames().forEach(key -> text(key).ifPresent(text -> all.put(key, text)));
    return all;
  }

  /** Says that something in this mapping makes no sense. */
  public IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException(file + (name.isEmpty() ? " " : ": " + name + " ") + what);
  }

  private JsonNode value(String key) {
    asked.add(key);
    return mapping.path(key);
  }

  private SecretYaml below(String key) {
    return new SecretYaml(file, path(key), mapping.path(key));
  }

  private String path(String key) {
    return name.isEmpty() ? key : name + "." + key;
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
