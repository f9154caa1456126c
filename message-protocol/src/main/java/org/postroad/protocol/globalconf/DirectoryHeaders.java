// SPDX-License-Identifier: MIT

package org.postroad.protocol.globalconf;

import static org.postroad.protocol.globalconf.DirectoryLines.malformed;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One header block of a directory document. Names compare ignoring case; in the blocks no signature
 * covers, {@link #requireFrame} admits only the two spellings in use, so that no single changed bit
 * of a document goes unnoticed.
 */
final class DirectoryHeaders {
  private final Map<String, String> values = new LinkedHashMap<>();
  private final List<String> spelledNames;

  DirectoryHeaders(Map<String, String> block) {
    spelledNames = List.copyOf(block.keySet());
    block.forEach((name, value) -> values.put(lower(name), value));
  }

  String required(String name) {
    return optional(name).orElseThrow(() -> malformed("No header " + name + " in a part"));
  }

  Optional<String> optional(String name) {
    return Optional.ofNullable(values.get(lower(name)));
  }

  void require(String name, String value) {
    String found = required(name);
    if (!found.equals(value)) {
      throw malformed("Header " + name + " is '" + found + "', expected exactly '" + value + "'");
    }
  }

  /**
   * Exactly these headers and no other, spelled as a registry does or, as configuration proxies do,
   * in lower case; the content type may go either way, the others agree.
   */
  void requireFrame(String... names) {
    var inLowerCase = new ArrayList<String>();
    var asGiven = new ArrayList<String>();
    for (String name : names) {
      (spelledNames.contains(lower(name)) ? inLowerCase : asGiven).add(name);
    }
    inLowerCase.remove("Content-Type");
    boolean mixed = !inLowerCase.isEmpty() && inLowerCase.size() != names.length - 1;
    boolean complete =
        spelledNames.size() == names.length
            && asGiven.stream().allMatch(spelledNames::contains)
            && !mixed;
    if (!complete) {
      throw malformed("Headers " + spelledNames + ", expected " + List.of(names));
    }
  }

  /** A value with one parameter: {@code VALUE; name='P'}, in single, double or no quotes (A47). */
  record Parameterised(String value, String parameter) {
    static Parameterised parse(String header, String name) {
      int semicolon = header.indexOf(';');
      String rest = semicolon < 0 ? "" : header.substring(semicolon + 1).stripLeading();
      if (!rest.startsWith(name + "=")) {
        throw malformed("Header value '" + header + "', expected a parameter " + name);
      }
      return new Parameterised(
          header.substring(0, semicolon), unquote(rest.substring(name.length() + 1)));
    }

    private static String unquote(String text) {
      char first = text.isEmpty() ? ' ' : text.charAt(0);
      boolean quoted = first == '\'' || first == '"';
      if (quoted && (text.length() < 2 || text.charAt(text.length() - 1) != first)) {
        throw malformed("Parameter value " + text + " has no closing quote");
      }
      String value = quoted ? text.substring(1, text.length() - 1) : text;
      boolean barePunctuation =
          !quoted && value.chars().anyMatch(c -> c == ' ' || c == ';' || c == '"' || c == '\'');
      if (value.isEmpty() || value.indexOf('"') >= 0 || barePunctuation) {
        throw malformed("Parameter value " + text + ", expected a token or a quoted string");
      }
      return value;
    }
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
