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
    return !text.isEmpty() && text.chars().allMatch(HeadSyntax::isTokenCharacter);
  }

  /** Anything visible in US-ASCII but {@code #}: what a path means is not decided here. */
  static boolean isTarget(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '#');
  }

  static boolean isText(String text) {
    return text.chars().allMatch(HeadSyntax::isTextCharacter);
  }

  static boolean isTextCharacter(int c) {
    return c == '\t' || (c >= ' ' && c != 0x7f && c <= 0xff);
  }

  private static boolean isTokenCharacter(int c) {
    return (c >= '0' && c <= '9')
        || (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
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

  static void requireFields(Headers headers) {
    for (Header header : headers.list()) {
      requireToken("header name", header.name());
      requireText("value of header " + header.name(), header.value());
    }
  }
}
