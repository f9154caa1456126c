// SPDX-License-Identifier: MIT

package org.postroad.protocol.xml;

import java.nio.charset.StandardCharsets;

/** Character and predefined entity references, and the decoding of text that holds them. */
final class XmlReferences {
  private static final String CDATA = "<![CDATA[";

  private XmlReferences() {}

  /**
   * The position behind a numeric reference, with {@code p} behind the number sign; -1 if broken.
   */
  static int numericEnd(byte[] in, int p, int end) {
    boolean hex = p < end && in[p] == 'x';
    int at = hex ? p + 1 : p;
    int first = at;
    int value = 0;
    while (at < end && in[at] != ';') {
      int digit = Character.digit(in[at], hex ? 16 : 10);
      if (digit < 0 || value > 0x10FFFF) {
        return -1;
      }
      value = value * (hex ? 16 : 10) + digit;
      at++;
    }
    return at == first || at >= end || !XmlChars.isChar(value) ? -1 : at + 1;
  }

  /** The position behind a named reference, with {@code p} behind the ampersand; -1 if unknown. */
  static int namedEnd(byte[] in, int p, int end) {
    int at = p;
    while (at < end && at - p <= 4 && in[at] != ';') {
      at++;
    }
    return at >= end || in[at] != ';' || named(in, p, at) < 0 ? -1 : at + 1;
  }

  private static int named(byte[] in, int from, int to) {
    return switch (new String(in, from, to - from, StandardCharsets.ISO_8859_1)) {
      case "lt" -> '<';
      case "gt" -> '>';
      case "amp" -> '&';
      case "quot" -> '"';
      case "apos" -> '\'';
      default -> -1;
    };
  }

  /** Character data that was scanned before: references, CDATA sections and line ends resolved. */
  static String text(byte[] in, int from, int to) {
    var out = new byte[to - from];
    int n = 0;
    int at = from;
    boolean literal = false;
    while (at < to) {
      byte c = in[at];
      if (c == '\r') {
        out[n++] = '\n';
        at += at + 1 < to && in[at + 1] == '\n' ? 2 : 1;
      } else if (literal && c == ']' && at + 2 < to && in[at + 1] == ']' && in[at + 2] == '>') {
        literal = false;
        at += 3;
      } else if (!literal && c == '<') {
        literal = true;
        at += CDATA.length();
      } else if (!literal && c == '&') {
        int close = indexOf(in, at, ';');
        n = put(out, n, referenced(in, at, close));
        at = close + 1;
      } else {
        out[n++] = c;
        at++;
      }
    }
    return new String(out, 0, n, StandardCharsets.UTF_8);
  }

  /** The inside of a comment or instruction: line ends resolved, nothing else. */
  static String literal(byte[] in, int from, int to) {
    String raw = new String(in, from, to - from, StandardCharsets.UTF_8);
    return raw.indexOf('\r') < 0 ? raw : raw.replace("\r\n", "\n").replace('\r', '\n');
  }

  /** An attribute value that was scanned before, normalised as XML 1.0 section 3.3.3 says. */
  static String attribute(byte[] in, int from, int to) {
    var out = new byte[to - from];
    int n = 0;
    int at = from;
    while (at < to) {
      byte c = in[at];
      if (c == '&') {
        int close = indexOf(in, at, ';');
        n = put(out, n, referenced(in, at, close));
        at = close + 1;
      } else if (c == '\r' || c == '\n' || c == '\t') {
        out[n++] = ' ';
        at += c == '\r' && at + 1 < to && in[at + 1] == '\n' ? 2 : 1;
      } else {
        out[n++] = c;
        at++;
      }
    }
    return new String(out, 0, n, StandardCharsets.UTF_8);
  }

  private static int indexOf(byte[] in, int from, char c) {
    int at = from;
    while (in[at] != c) {
      at++;
    }
    return at;
  }

  private static int referenced(byte[] in, int ampersand, int close) {
    int from = ampersand + 1;
    if (in[from] != '#') {
      return named(in, from, close);
    }
    boolean hex = in[from + 1] == 'x';
    int value = 0;
    for (int at = from + (hex ? 2 : 1); at < close; at++) {
      value = value * (hex ? 16 : 10) + Character.digit(in[at], hex ? 16 : 10);
    }
    return value;
  }

  /** A reference is never shorter than the UTF-8 form of what it stands for. */
  private static int put(byte[] out, int n, int point) {
    if (point < 0x80) {
      out[n] = (byte) point;
      return n + 1;
    }
    byte[] encoded = Character.toString(point).getBytes(StandardCharsets.UTF_8);
    System.arraycopy(encoded, 0, out, n, encoded.length);
    return n + encoded.length;
  }
}
