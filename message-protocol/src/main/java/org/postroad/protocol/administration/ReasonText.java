// SPDX-License-Identifier: MIT

package org.postroad.protocol.administration;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/**
 * Why somebody changes something, as a header carries it: headers hold ASCII alone, so everything
 * else comes as the percent-encoded bytes of its UTF-8.
 */
final class ReasonText {
  private ReasonText() {}

  /** The text; what is not encoded that way, such as {@code 50 % done}, is taken as it came. */
  static String read(String header) {
    try {
      String text = URLDecoder.decode(header.replace("+", "%2B"), StandardCharsets.UTF_8);
      return text.chars().anyMatch(Character::isISOControl) ? header : text;
    } catch (IllegalArgumentException plain) {
      return header;
    }
  }
}
