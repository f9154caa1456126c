// SPDX-License-Identifier: MIT
package org.postroad.cli.log;

/** How every command of {@code postroad log} ends. */
final class LogExit {
  static final int DONE = 0;
  static final int FAILED = 1;

  /** Also for a log that is not there: the command was not begun. */
  static final int USAGE = 2;

  /** The command was done and what it looked at is not as it should be. */
  static final int PROBLEMS = 3;

  private LogExit() {}
}
