// SPDX-License-Identifier: MIT

package org.postroad.protocol.mime;

/** Input as it may appear in the text of a fault: short, and without control characters. */
final class Shown {
  private static final int LONGEST = 100;

  private Shown() {}

  static String text(String input) {
    String start = input.length() > LONGEST ? input.substring(0, LONGEST) + "..." : input;
    var out = new StringBuilder(start.length());
    start.chars().forEach(c -> out.append(Character.isISOControl(c) ? '\uFFFD' : (char) c));
    return out.toString();
  }
}
