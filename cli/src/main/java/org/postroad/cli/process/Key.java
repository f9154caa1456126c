// SPDX-License-Identifier: MIT
package org.postroad.cli.process;

import java.util.List;
import java.util.Locale;
import org.postroad.cli.output.Table;

/**
 * One key of the file, as it is documented and as it is in force.
 *
 * @param form of its values, for people
 * @param preset its value if nobody gives one, empty where that means something of its own
 * @param meaning in a few words
 * @param value in force
 * @param origin who gave it: {@link #DEFAULT}, a line of the file, or a variable
 */
public record Key(
    String name, String form, String preset, String meaning, String value, String origin) {

  /** The origin of a value that nobody gave. */
  public static final String DEFAULT = "default";

  /** Keys with their values and where those come from. */
  public static Table table(List<Key> keys) {
    Table table = Table.of("key", "value", "from");
    keys.forEach(key -> table.row(key.name(), key.value(), key.origin()));
    return table;
  }

  /**
   * The environment variable that overrides a key.
   *
   * @param variables what all of them begin with
   */
  public static String variable(String variables, String name) {
    return variables + name.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
  }
}
