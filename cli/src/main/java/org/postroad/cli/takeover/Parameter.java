// SPDX-License-Identifier: MIT
package org.postroad.cli.takeover;

import java.util.List;

/**
 * What is known of a parameter of the reference implementation.
 *
 * @param name with its section; all that begin so if it ends in a star
 */
record Parameter(String name, Treatment treatment) {
  private static final String ALL = "*";

  /** What is done with it. */
  sealed interface Treatment {}

  /** It is a key here, or several. */
  record Kept(Conversion conversion, List<String> keys) implements Treatment {}

  /** Nothing needs it. */
  record NotNeeded(String why) implements Treatment {}

  /** Somebody has to look at it. */
  record LookAt(String why) implements Treatment {}

  /** Nothing needs it as long as it has this value. */
  record Only(String value, String otherwise) implements Treatment {}

  /**
   * Nothing needs it as long as it is the same as another.
   *
   * @param preset of the other
   */
  record Like(String other, String preset, String otherwise) implements Treatment {}

  /**
   * It counts while another has this value, and is not needed otherwise.
   *
   * @param preset of the other
   */
  record If(String other, String value, String preset, Kept kept) implements Treatment {}

  boolean means(String given) {
    return name.endsWith(ALL)
        ? given.startsWith(name.substring(0, name.length() - 1))
        : given.equals(name);
  }
}
