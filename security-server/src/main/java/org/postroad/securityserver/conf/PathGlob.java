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

  private final String prefix;
  private final int[] kinds;
  private final char[] literals;

  /** What comes before the first star, and the places from there on. */
  private PathGlob(String prefix, int[] kinds, char[] literals) {
    this.prefix = prefix;
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
    int star = 0;
    while (star < count && kinds[star] == LITERAL) {
      star++;
    }
    return new PathGlob(
        new String(literals, 0, star),
        Arrays.copyOfRange(kinds, star, count),
        Arrays.copyOfRange(literals, star, count));
  }

  /** Whether the whole of a decoded path matches. */
  boolean matches(String path) {
    if (!path.startsWith(prefix)) {
      return false;
    }
    if (kinds.length == 0) {
      return path.length() == prefix.length();
    }
    boolean[] reached = new boolean[kinds.length + 1];
    boolean[] next = new boolean[kinds.length + 1];
    reached[0] = true;
    passOverStars(reached);
    for (int at = prefix.length(); at < path.length(); at++) {
      proceed(path.charAt(at), reached, next);
      boolean[] left = reached;
      reached = next;
      next = left;
    }
    return reached[kinds.length];
  }

  /** Which places of the pattern can be reached with one more character. */
  private void proceed(char c, boolean[] before, boolean[] reached) {
    Arrays.fill(reached, false);
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
  }

  /** A star may stand for nothing. */
  private void passOverStars(boolean[] reached) {
    for (int place = 0; place < kinds.length; place++) {
      reached[place + 1] |= reached[place] && kinds[place] != LITERAL;
    }
  }
}
