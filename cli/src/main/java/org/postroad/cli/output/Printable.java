// SPDX-License-Identifier: MIT
package org.postroad.cli.output;

import java.util.Locale;

/**
 * Text from elsewhere, safe to print: whatever steers a terminal, hides itself or turns the
 * direction of writing becomes visible as {@code \\u202e} (threat 39).
 */
public final class Printable {
  private Printable() {}

  public static String escape(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints()
        .forEach(point -> {
          if (point != '\\' && isVisible(point)) {
            safe.appendCodePoint(point);
          } else if (point == '\\') {
            safe.append("\\\\");
          } else if (Character.isBmpCodePoint(point)) {
            safe.append(String.format(Locale.ROOT, "\\u%04x", point));
          } else {
            safe.append(String.format(Locale.ROOT, "\\u{%x}", point));
          }
        });
    return safe.toString();
  }

  private static boolean isVisible(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.SPACE_SEPARATOR -> point == ' ';
      default -> true;
    };
  }
}
