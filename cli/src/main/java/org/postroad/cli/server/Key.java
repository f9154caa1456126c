// SPDX-License-Identifier: MIT
package org.postroad.cli.server;

import java.util.Locale;

/**
 * One key of the file, as it is documented and as it is in force.
 *
 * @param form of its values, for people
 * @param preset its value if nobody gives one, empty where that means something of its own
 * @param meaning in a few words
 * @param value in force
 * @param origin who gave it: {@link #DEFAULT}, a line of the file, or a variable
 */
record Key(String name, String form, String preset, String meaning, String value, String origin) {

  static final String DEFAULT = "default";

  /** What every variable that overrides a key begins with. */
  static final String VARIABLES = "POSTROAD_SERVER_";

  /** The environment variable that overrides a key. */
  static String variable(String name) {
    return VARIABLES + name.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
  }
}
