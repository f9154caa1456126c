// SPDX-License-Identifier: MIT

package org.postroad.protocol.xml;

/** Character classes of XML 1.0 (fifth edition), productions 2, 3, 4 and 4a. */
final class XmlChars {
  private static final boolean[] ASCII_NAME_START = new boolean[128];
  private static final boolean[] ASCII_NAME = new boolean[128];

  static {
    for (int c = 0; c < 128; c++) {
      boolean letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
      ASCII_NAME_START[c] = letter || c == '_';
      ASCII_NAME[c] = letter || c == '_' || (c >= '0' && c <= '9') || c == '-' || c == '.';
    }
  }

  private XmlChars() {}

  static boolean isChar(int c) {
    if (c < 0x20) {
      return c == '\t' || c == '\n' || c == '\r';
    }
    return c < 0xD800 || (c >= 0xE000 && c <= 0xFFFD) || (c >= 0x10000 && c <= 0x10FFFF);
  }

  static boolean isSpace(int c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
  }

  /** NCName start: the colon is left out, it is handled by the reader of qualified names. */
  static boolean isNameStart(int c) {
    if (c < 128) {
      return c >= 0 && ASCII_NAME_START[c];
    }
    return (c >= 0xC0 && c <= 0x2FF && c != 0xD7 && c != 0xF7)
        || (c >= 0x370 && c <= 0x1FFF && c != 0x37E)
        || c == 0x200C
        || c == 0x200D
        || (c >= 0x2070 && c <= 0x218F)
        || (c >= 0x2C00 && c <= 0x2FEF)
        || (c >= 0x3001 && c <= 0xD7FF)
        || (c >= 0xF900 && c <= 0xFDCF)
        || (c >= 0xFDF0 && c <= 0xFFFD)
        || (c >= 0x10000 && c <= 0xEFFFF);
  }

  static boolean isName(int c) {
    if (c < 128) {
      return c >= 0 && ASCII_NAME[c];
    }
    return isNameStart(c) || c == 0xB7 || (c >= 0x300 && c <= 0x36F) || c == 0x203F || c == 0x2040;
  }
}
