// SPDX-License-Identifier: MIT
package org.postroad.cli.audit;

/** How {@code postroad verify} ends. */
final class ExitCodes {
  /** Every file is valid. */
  static final int VALID = 0;

  /** A file is not valid. */
  static final int INVALID = 1;

  /** A file could not be judged: it cannot be read, or trust is missing. */
  static final int UNDECIDED = 2;

  private ExitCodes() {}

  /** A file that is not valid outweighs one that could not be judged. */
  static int worse(int first, int second) {
    if (first == INVALID || second == INVALID) {
      return INVALID;
    }
    return Math.max(first, second);
  }
}
