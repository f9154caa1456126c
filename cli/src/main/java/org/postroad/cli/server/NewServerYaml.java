// SPDX-License-Identifier: MIT
package org.postroad.cli.server;

import java.util.List;
import java.util.Map;
import org.postroad.cli.process.Key;
import org.postroad.protocol.identifier.SecurityServerId;

/**
 * The configuration file of a new server: every key that there is, those that nobody gave behind a
 * {@code #} with their defaults.
 */
final class NewServerYaml {
  private static final int MEANINGS_BEGIN = 48;

  private NewServerYaml() {}

  static String of(SecurityServerId id, Map<String, String> given, List<Key> keys) {
    var text = new StringBuilder();
    text.append("# The security server ").append(id).append(". It runs with:\n");
    text.append("#   postroad server run --config ").append(PlannedServer.CONFIGURATION);
    text.append("\n# Keys behind a # have the value that is told there.\n\n");
    for (Key key : keys) {
      String value = given.get(key.name());
      String line =
          value == null ? "# " + key.name() + ": " + key.preset() : line(key.name(), value);
      text.append(line.strip());
      text.append(" ".repeat(Math.max(2, MEANINGS_BEGIN - line.strip().length())));
      text.append("# ").append(key.meaning()).append('\n');
    }
    return text.toString();
  }

  /** One key as YAML, its value a text whatever is in it. */
  static String line(String key, String value) {
    return key + ": '" + value.replace("'", "''") + "'";
  }
}
