// SPDX-License-Identifier: MIT
package org.postroad.cli.process;

import java.util.List;

/**
 * A value that somebody gave.
 *
 * @param items one for a single value, any number for a list, {@code name = value} in a mapping;
 *     none where a key has no value, which counts as if it were not there
 * @param origin where it stands, such as {@code server.yaml:7}
 */
record Given(List<String> items, String origin) {

  /** The value where only one makes sense. */
  String single(String key) {
    if (items.size() != 1) {
      throw new BadConfiguration(origin + ": " + key + " is one value, not a list");
    }
    return items.getFirst();
  }
}
