// SPDX-License-Identifier: MIT

package org.postroad.securityserver.net;

import org.postroad.protocol.mime.Header;
import org.postroad.protocol.mime.Headers;

/**
 * Which characters may stand where in the first lines of a message; the same rules hold for what is
 * read and for what is written, so that no value can carry a line break out.
 */
final class HeadSyntax {
  private HeadSyntax() {}

  static boolean isToken(String text) {
    return Header.isToken(text);
  }

  /** Anything visible in US-ASCII but {@code #}: what a path means is not decided here. */
  static boolean isTarget(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= ' ' || c >= 0x7f || c == '#') {
        return false;
      }
    }
    return !text.isEmpty();
  }

  static boolean isText(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isTextCharacter(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** Nothing but digits; also of an empty text. */
  static boolean isDigits(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  static boolean isTextCharacter(int c) {
    return c == '\t' || (c >= ' ' && c != 0x7f && c <= 0xff);
  }

  static void requireToken(String what, String text) {
    if (!isToken(text)) {
      throw new IllegalArgumentException(what + " '" + text + "', expected an HTTP token");
    }
  }

  static void requireTarget(String text) {
    if (!isTarget(text)) {
      throw new IllegalArgumentException(
          "request target '" + text + "', expected visible US-ASCII characters without '#'");
    }
  }

  static void requireText(String what, String text) {
    if (!isText(text)) {
      throw new IllegalArgumentException(
          what + " '" + text + "', expected ISO-8859-1 without control characters");
    }
  }

  /** The names of fields are tokens already. */
  static void requireFields(Headers headers) {
    for (Header header : headers.list()) {
      requireText("value of header " + header.name(), header.value());
    }
  }
}
