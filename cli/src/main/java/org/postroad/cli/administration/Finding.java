// SPDX-License-Identifier: MIT
package org.postroad.cli.administration;

import java.util.List;
import java.util.Locale;

/**
 * One thing that {@code status} looked at.
 *
 * @param whose side it is on, if it is not well
 * @param next what to type about it, if there is something to type
 */
public record Finding(String about, State state, String text, String whose, String next) {

  /** How it is. */
  public enum State {
    WELL,
    /** Somebody waits for somebody; nothing is broken. */
    WAITS,
    PROBLEM,
    /** The API token does not have the role to look. */
    HIDDEN;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Something that is as it should be. */
  public static Finding well(String about, String text) {
    return new Finding(about, State.WELL, text, "", "");
  }

  /** Something that somebody has to wait for. */
  public static Finding waits(String about, String text, String whose, String next) {
    return new Finding(about, State.WAITS, text, whose, next);
  }

  /** Something that is not well. */
  public static Finding problem(String about, String text, String whose, String next) {
    return new Finding(about, State.PROBLEM, text, whose, next);
  }

  /** What was found about something; that it is well where nothing was. */
  public static List<Finding> orWell(List<Finding> found, String about, String text) {
    return found.isEmpty() ? List.of(well(about, text)) : found;
  }
}
