// SPDX-License-Identifier: MIT
package org.postroad.securityserver.conf;

import java.util.Arrays;

/**
 * The path of an endpoint in access rights: {@code *} stands for a run of characters other than the
 * slash, {@code **} for anything, a backslash takes the meaning from what follows it (D13, B-011).
 * Matching takes time in proportion to path times pattern, whatever is in them.
 */
final class PathGlob {
  private static final int LITERAL = 0;
  private static final int WITHIN_SEGMENT = 1;
  private static final int ANYTHING = 2;

  private final int[] kinds;
  private final char[] literals;

  private PathGlob(int[] kinds, char[] literals) {
    this.kinds = kinds;
    this.literals = literals;
  }

  static PathGlob parse(String pattern) {
    int[] kinds = new int[pattern.length()];
    char[] literals = new char[pattern.length()];
    int count = 0;
    for (int at = 0; at < pattern.length(); at++) {
      char c = pattern.charAt(at);
      boolean followed = at + 1 < pattern.length();
      if (c == '*') {
        boolean twice = followed && pattern.charAt(at + 1) == '*';
        at += twice ? 1 : 0;
        kinds[count++] = twice ? ANYTHING : WITHIN_SEGMENT;
      } else {
        at += c == '\\' && followed ? 1 : 0;
        kinds[count] = LITERAL;
        literals[count++] = pattern.charAt(at);
      }
    }
    return new PathGlob(Arrays.copyOf(kinds, count), Arrays.copyOf(literals, count));
  }

  /** Whether the whole of a decoded path matches. */
  boolean matches(String path) {
    boolean[] reached = new boolean[kinds.length + 1];
    reached[0] = true;
    passOverStars(reached);
    for (int at = 0; at < path.length(); at++) {
      reached = after(path.charAt(at), reached);
    }
    return reached[kinds.length];
  }

  /** Which places of the pattern can be reached with one more character. */
  private boolean[] after(char c, boolean[] before) {
    boolean[] reached = new boolean[kinds.length + 1];
    for (int place = 0; place < kinds.length; place++) {
      if (!before[place]) {
        continue;
      }
      switch (kinds[place]) {
        case LITERAL -> reached[place + 1] |= literals[place] == c;
        case WITHIN_SEGMENT -> reached[place] |= c != '/';
        default -> reached[place] = true;
      }
    }
    passOverStars(reached);
    return reached;
  }

  /** A star may stand for nothing. */
  private void passOverStars(boolean[] reached) {
    for (int place = 0; place < kinds.length; place++) {
      reached[place + 1] |= reached[place] && kinds[place] != LITERAL;
    }
  }
}
