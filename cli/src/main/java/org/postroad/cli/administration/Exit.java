// SPDX-License-Identifier: MIT
package org.postroad.cli.administration;

import java.util.Map;
import java.util.TreeMap;

/** How every command of the administration ends. */
public final class Exit {
  public static final int DONE = 0;
  public static final int FAILED = 1;
  public static final int USAGE = 2;

  /** The command was done and what it looked at is not as it should be. */
  public static final int PROBLEMS = 3;

  public static final int NOT_REACHABLE = 4;

  /** A rule of the program, or a role that the token does not have, stands against it. */
  public static final int REFUSED = 5;

  private Exit() {}

  /** As help lists them. */
  static Map<String, String> meanings(Program program) {
    return new TreeMap<>(
        Map.of(
            "0", "done",
            "1", "not done, the reason is on standard error",
            "2", "wrong usage",
            "3", "done, and problems were found",
            "4", "the " + program.name() + " cannot be reached",
            "5", "refused by a rule, or by the roles of the token"));
  }
}
