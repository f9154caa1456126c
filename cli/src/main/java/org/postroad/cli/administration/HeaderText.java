// SPDX-License-Identifier: MIT
package org.postroad.cli.administration;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Text in a header, which holds ASCII alone: everything else travels as the percent-encoded bytes
 * of its UTF-8, and so does the percent sign.
 */
final class HeaderText {
  private HeaderText() {}

  static String of(String text) {
    StringBuilder header = new StringBuilder();
    for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
      if (each >= ' ' && each < 0x7f && each != '%') {
        header.append((char) each);
      } else {
        header.append('%').append(String.format(Locale.ROOT, "%02X", each & 0xff));
      }
    }
    return header.toString();
  }
}
