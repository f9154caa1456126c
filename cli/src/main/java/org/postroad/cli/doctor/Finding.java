// SPDX-License-Identifier: MIT
package org.postroad.cli.doctor;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * What one look gave.
 *
 * @param check what was looked at
 * @param cause what is so
 * @param consequence what follows from it; like all that follow, empty where all is well
 * @param side who can mend it
 * @param next what to do
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record Finding(
    String check, Level level, String cause, String consequence, String side, String next) {
  static final String HERE = "this server";
  static final String NETWORK = "the network";
  static final String REGISTRY = "the registry";

  /** How bad it is. */
  enum Level {
    GOOD,
    /** It could not be looked at, since something else is wrong or in the way. */
    UNKNOWN,
    WARNING,
    FAILED
  }

  static Finding good(String check, String cause) {
    return new Finding(check, Level.GOOD, cause, "", "", "");
  }

  static Finding unknown(String check, String cause) {
    return new Finding(check, Level.UNKNOWN, cause, "", "", "");
  }

  static Finding warning(String check, String cause, String consequence, String side, String next) {
    return new Finding(check, Level.WARNING, cause, consequence, side, next);
  }

  static Finding failed(String check, String cause, String consequence, String side, String next) {
    return new Finding(check, Level.FAILED, cause, consequence, side, next);
  }

  boolean needsSomebody() {
    return level.compareTo(Level.WARNING) >= 0;
  }
}
