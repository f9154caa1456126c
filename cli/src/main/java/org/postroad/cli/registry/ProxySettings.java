// SPDX-License-Identifier: MIT
package org.postroad.cli.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The settings of one instance of a configuration proxy, {@code conf.ini}:
 *
 * <pre>
 * validity-interval-seconds = 600
 * active-signing-key-id = 9A3C…
 * signing-key-id-1 = 77F0…
 * </pre>
 *
 * @param validity how long what it signs may be used
 * @param others keys that do not sign; clients know them before they do
 */
record ProxySettings(Duration validity, Optional<String> active, List<String> others) {
  static final ProxySettings DEFAULT =
      new ProxySettings(Duration.ofMinutes(10), Optional.empty(), List.of());

  private static final String VALIDITY = "validity-interval-seconds";
  private static final String ACTIVE = "active-signing-key-id";
  private static final String OTHER = "signing-key-id-";

  ProxySettings {
    others = List.copyOf(others);
    if (validity.toSeconds() < 1) {
      throw new ProxyRefused(VALIDITY + " is less than a second");
    }
  }

  /** All keys, the active one first. */
  List<String> keyIds() {
    List<String> all = new ArrayList<>();
    active.ifPresent(all::add);
    all.addAll(others);
    return all;
  }

  /** With another key, which signs if it is the first. */
  ProxySettings with(String keyId) {
    if (active.isEmpty()) {
      return new ProxySettings(validity, Optional.of(keyId), others);
    }
    List<String> more = new ArrayList<>(others);
    more.add(keyId);
    return new ProxySettings(validity, active, more);
  }

  /** Without a key; not without the active one. */
  ProxySettings without(String keyId) {
    if (active.equals(Optional.of(keyId))) {
      throw new ProxyRefused("Key " + keyId + " is active: activate another one first");
    }
    if (!others.contains(keyId)) {
      throw new ProxyRefused("There is no key " + keyId + ", only " + keyIds());
    }
    return new ProxySettings(
        validity, active, others.stream().filter(other -> !other.equals(keyId)).toList());
  }

  /** Signing with this key from now on. */
  ProxySettings activated(String keyId) {
    if (active.equals(Optional.of(keyId))) {
      return this;
    }
    ProxySettings rest = without(keyId);
    List<String> former = new ArrayList<>(rest.others());
    active.ifPresent(former::add);
    return new ProxySettings(validity, Optional.of(keyId), former);
  }

  static ProxySettings read(Path file) throws IOException {
    Map<String, String> values = new TreeMap<>();
    for (String line : Files.readAllLines(file)) {
      int equals = line.indexOf('=');
      if (equals > 0 && !line.startsWith("#") && !line.startsWith(";")) {
        values.put(line.substring(0, equals).strip(), line.substring(equals + 1).strip());
      }
    }
    return new ProxySettings(
        validity(values.getOrDefault(VALIDITY, "600"), file),
        Optional.ofNullable(values.get(ACTIVE)).filter(id -> !id.isEmpty()),
        values.entrySet().stream()
            .filter(entry -> entry.getKey().startsWith(OTHER))
            .map(Map.Entry::getValue)
            .toList());
  }

  /** Replaces the file as a whole. */
  void write(Path file) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(VALIDITY + " = " + validity.toSeconds());
    active.ifPresent(id -> lines.add(ACTIVE + " = " + id));
    for (int i = 0; i < others.size(); i++) {
      lines.add(OTHER + (i + 1) + " = " + others.get(i));
    }
    Path next = file.resolveSibling(file.getFileName() + ".next");
    Files.write(next, lines);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static Duration validity(String text, Path file) {
    boolean number = text.length() <= 9 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    if (text.isEmpty() || !number) {
      throw new ProxyRefused(VALIDITY + " in " + file + " is '" + text + "', expected seconds");
    }
    return Duration.ofSeconds(Long.parseLong(text));
  }
}
