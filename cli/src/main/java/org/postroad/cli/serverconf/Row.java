// SPDX-License-Identifier: MIT
package org.postroad.cli.serverconf;

import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.postroad.cli.process.BadConfiguration;

/**
 * A row as PostgreSQL writes it: text of each column that is not null. Columns are found without
 * their underscores, since versions of the reference implementation differ in them ({@code
 * xroadinstance}, {@code xroad_instance}).
 */
record Row(String table, Map<String, String> values) {
  private static final String HEX = "\\x";

  Row {
    Map<String, String> plain = new LinkedHashMap<>();
    values.forEach((column, value) -> plain.put(plain(column), value));
    values = Map.copyOf(plain);
  }

  private static String plain(String column) {
    return column.toLowerCase(Locale.ROOT).replace("_", "");
  }

  Optional<String> text(String column) {
    return Optional.ofNullable(values.get(plain(column)));
  }

  String required(String column) {
    return text(column).orElseThrow(() -> wrong("has no " + column));
  }

  /** The key that other rows name it by. */
  String id() {
    return required("id");
  }

  /** Whether it belongs to another row. */
  boolean isOf(String column, Row other) {
    return text(column).filter(other.id()::equals).isPresent();
  }

  boolean flag(String column, boolean preset) {
    return text(column)
        .map(value ->
            switch (value) {
              case "t", "true" -> true;
              case "f", "false" -> false;
              default -> throw wrong("has " + column + " " + value + ", expected t or f");
            })
        .orElse(preset);
  }

  long number(String column, long preset) {
    try {
      return text(column).map(Long::parseLong).orElse(preset);
    } catch (NumberFormatException e) {
      throw wrong("has " + column + " " + required(column) + ", expected a number");
    }
  }

  byte[] octets(String column) {
    String value = required(column);
    if (!value.startsWith(HEX)) {
      throw wrong("has " + column + " in another form than \\x and hex digits");
    }
    try {
      return HexFormat.of().parseHex(value.substring(HEX.length()));
    } catch (IllegalArgumentException e) {
      throw wrong("has " + column + " that is not hex digits");
    }
  }

  BadConfiguration wrong(String what) {
    return new BadConfiguration(this + " " + what);
  }

  @Override
  public String toString() {
    return table + " " + text("id").orElse("without id");
  }
}
