// SPDX-License-Identifier: MIT
package org.postroad.cli.takeover;

import static java.util.stream.Collectors.joining;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.postroad.cli.takeover.Fate.Kind;
import org.postroad.cli.takeover.IniFile.Entry;
import org.postroad.protocol.token.KeyAttributes;
import org.postroad.protocol.token.RsaPadding;

/**
 * What one device of {@code devices.ini} says of new keys, and of what is not to be done with it,
 * as lines of the file of a token (C70).
 *
 * @param lines values by their keys here
 * @param refused why a parameter is not among them, by its name there
 */
record DeviceSwitches(Map<String, String> lines, Map<String, String> refused) {
  private static final String PRIVATE = "priv_key_attribute_";
  private static final String PUBLIC = "pub_key_attribute_";
  private static final String MECHANISMS = "allowed_mechanisms";

  DeviceSwitches {
    lines = Map.copyOf(lines);
    refused = Map.copyOf(refused);
  }

  static DeviceSwitches of(Map<String, Entry> entries, RsaPadding padding) {
    Map<String, String> lines = new TreeMap<>();
    Map<String, String> refused = new TreeMap<>();
    for (Entry entry : entries.values()) {
      Optional<String> key = key(entry.key());
      if (key.isPresent()) {
        Optional<String> value = value(entry);
        value.ifPresentOrElse(
            known -> lines.put(key.get(), known),
            () -> refused.put(entry.key(), "expected true or false"));
      }
    }
    try {
      KeyAttributes.parse(lines).requireFit(padding);
    } catch (IllegalArgumentException e) {
      lines.keySet().removeAll(KeyAttributes.KEYS);
      entries.values().stream()
          .filter(entry -> key(entry.key()).filter(KeyAttributes.KEYS::contains).isPresent())
          .forEach(entry -> refused.putIfAbsent(entry.key(), "not written: " + e.getMessage()));
    }
    return new DeviceSwitches(lines, refused);
  }

  /** What a parameter is called here, if it is one of these. */
  static Optional<String> key(String parameter) {
    String name = parameter.toLowerCase(Locale.ROOT);
    Optional<String> known =
        switch (name) {
          case "read_only" -> Optional.of("read-only");
          case "batch_signing_enabled" -> Optional.of("batch-signing");
          default -> Optional.empty();
        };
    return known.or(() ->
        attribute(name, PRIVATE, "private-key-").or(() -> attribute(name, PUBLIC, "public-key-")));
  }

  private static Optional<String> attribute(String name, String there, String here) {
    return Optional.of(name)
        .filter(known -> known.startsWith(there))
        .map(known -> here + known.substring(there.length()).replace('_', '-'))
        .filter(KeyAttributes.KEYS::contains);
  }

  private static Optional<String> value(Entry entry) {
    String value = entry.value().strip();
    if (entry.key().toLowerCase(Locale.ROOT).endsWith(MECHANISMS)) {
      return Optional.of(value);
    }
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "true", "yes", "on", "y", "t", "1" -> Optional.of("true");
      case "false", "no", "off", "n", "f", "0" -> Optional.of("false");
      default -> Optional.empty();
    };
  }

  /** The lines in the order of their keys, each with its end. */
  String text() {
    return new TreeMap<>(lines)
        .entrySet().stream()
            .map(line -> line.getKey() + " = " + line.getValue() + "\n")
            .collect(joining());
  }

  /** What becomes of one of these parameters. */
  Fate fate(Entry entry) {
    return Optional.ofNullable(refused.get(entry.key()))
        .map(why -> tell(entry, Kind.LOOK_AT, why))
        .orElseGet(() -> tell(entry, Kind.TRANSLATED, key(entry.key()).orElse("")));
  }

  private static Fate tell(Entry entry, Kind kind, String remark) {
    return new Fate(entry.name(), entry.value(), entry.place(), kind, "", remark);
  }
}
