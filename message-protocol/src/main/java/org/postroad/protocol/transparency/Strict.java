// SPDX-License-Identifier: MIT
package org.postroad.protocol.transparency;

import java.util.Base64;

/** Numbers and base64 that have one spelling only, so that what is parsed prints back the same. */
final class Strict {
  private Strict() {}

  /** RFC 4648, section 4, with padding and with zero bits where nothing is encoded. */
  static byte[] base64(String text) {
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      if (Base64.getEncoder().encodeToString(bytes).equals(text)) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      throw new Unproven("'" + text + "' is not base64", e);
    }
    throw new Unproven("'" + text + "' is not the base64 that encodes those bytes");
  }

  /** A decimal number below 2^63 without sign or leading zeros. */
  static long decimal(String text) {
    boolean digits = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!digits || (text.length() > 1 && text.charAt(0) == '0')) {
      throw new Unproven("'" + text + "' is not a decimal number");
    }
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new Unproven("'" + text + "' is larger than " + Long.MAX_VALUE, e);
    }
  }
}
