// SPDX-License-Identifier: MIT
package org.postroad.cli.takeover;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The lines of an INI file, as the reference implementation reads it. */
record IniFile(List<Entry> entries) {

  /**
   * One parameter.
   *
   * @param place file and line, for people
   */
  record Entry(String section, String key, String value, String place) {
    /** {@code proxy.client-http-port}. */
    String name() {
      return section + "." + key;
    }
  }

  IniFile {
    entries = List.copyOf(entries);
  }

  /**
   * Reads a file.
   *
   * @param name of the file, for people
   * @throws IllegalArgumentException for a line that is neither a section nor a parameter
   */
  static IniFile parse(String name, String text) {
    List<Entry> entries = new ArrayList<>();
    String section = "";
    int number = 0;
    for (String line : text.lines().map(String::strip).toList()) {
      number++;
      String place = name + ":" + number;
      if (line.isEmpty() || line.startsWith("#") || line.startsWith(";")) {
        continue;
      }
      if (line.startsWith("[") && line.endsWith("]")) {
        section = line.substring(1, line.length() - 1).strip();
        continue;
      }
      int mark =
          mark(line)
              .orElseThrow(() ->
                  new IllegalArgumentException(place + " is neither [section] nor name = value"));
      String key = line.substring(0, mark).strip();
      entries.add(new Entry(section, key, unquoted(line.substring(mark + 1).strip()), place));
    }
    return new IniFile(entries);
  }

  private static Optional<Integer> mark(String line) {
    for (int i = 1; i < line.length(); i++) {
      if (line.charAt(i) == '=' || line.charAt(i) == ':') {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }

  private static String unquoted(String value) {
    boolean quoted =
        value.length() > 1
            && (value.charAt(0) == '"' || value.charAt(0) == '\'')
            && value.charAt(value.length() - 1) == value.charAt(0);
    return quoted ? value.substring(1, value.length() - 1) : value;
  }
}
