// SPDX-License-Identifier: MIT

package org.postroad.protocol.identifier;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/**
 * One segment of a URL path, percent-encoded UTF-8 (B-004, B-005). What stands for itself: {@code
 * A-Z a-z 0-9 - . _ ~ ! $ & ' ( ) * + , ; = : @}. Anything else raw, a broken escape or escapes
 * that are not UTF-8 are refused.
 */
public final class PathSegment {
  private static final boolean[] PLAIN = new boolean[128];
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  static {
    String marks = "-._~!$&'()*+,;=:@";
    for (char c = 0; c < PLAIN.length; c++) {
      boolean letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
      PLAIN[c] = letter || (c >= '0' && c <= '9') || marks.indexOf(c) >= 0;
    }
  }

  private PathSegment() {}

  public static String encode(String text) {
    if (isPlain(text)) {
      return text;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    var out = new StringBuilder(bytes.length + 16);
    for (byte b : bytes) {
      if (standsForItself(b)) {
        out.append((char) b);
      } else {
        HEX.toHexDigits(out.append('%'), b);
      }
    }
    return out.toString();
  }

  public static String decode(String segment) {
    if (isPlain(segment)) {
      return segment;
    }
    var bytes = new byte[segment.length()];
    int n = 0;
    for (int i = 0; i < segment.length(); i++) {
      char c = segment.charAt(i);
      if (c == '%') {
        bytes[n++] = (byte) escaped(segment, i);
        i += 2;
      } else if (standsForItself(c)) {
        bytes[n++] = (byte) c;
      } else {
        throw invalid(segment);
      }
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, n)).toString();
    } catch (CharacterCodingException e) {
      throw invalid(segment);
    }
  }

  private static int escaped(String segment, int percent) {
    if (percent + 2 >= segment.length()) {
      throw invalid(segment);
    }
    char high = segment.charAt(percent + 1);
    char low = segment.charAt(percent + 2);
    if (!HexFormat.isHexDigit(high) || !HexFormat.isHexDigit(low)) {
      throw invalid(segment);
    }
    return HexFormat.fromHexDigit(high) << 4 | HexFormat.fromHexDigit(low);
  }

  private static boolean standsForItself(int c) {
    return c >= 0 && c < PLAIN.length && PLAIN[c];
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!standsForItself(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static Fault invalid(String segment) {
    String shown = segment.length() > 80 ? segment.substring(0, 80) + "..." : segment;
    return new Fault(
        FaultCode.BAD_REQUEST,
        "Invalid path segment '" + shown + "': percent-encoded UTF-8 expected");
  }
}
