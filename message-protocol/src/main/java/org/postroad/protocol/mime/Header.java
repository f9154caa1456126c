// SPDX-License-Identifier: MIT

package org.postroad.protocol.mime;

import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/**
 * One header field, {@code Name: value}. The name is a token of RFC 9110 in the letter case it came
 * in; the value has no CR, LF or other control character but tab, so that nothing can be injected
 * when it is written out (threat 43).
 */
public record Header(String name, String value) {
  private static final boolean[] TOKEN = new boolean[128];

  static {
    String marks = "!#$%&'*+-.^_`|~";
    for (char c = 0; c < TOKEN.length; c++) {
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      TOKEN[c] = letter || (c >= '0' && c <= '9') || marks.indexOf(c) >= 0;
    }
  }

  public Header {
    if (!isToken(name)) {
      throw new Fault(
          FaultCode.MIME_PARSING_FAILED, "Invalid header name '" + Shown.text(name) + "'");
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if ((c < ' ' && c != '\t') || c == 0x7F) {
        throw new Fault(
            FaultCode.MIME_PARSING_FAILED,
            "Invalid value of header '%s': character U+%04X".formatted(name, (int) c));
      }
    }
  }

  public boolean is(String otherName) {
    return name.equalsIgnoreCase(otherName);
  }

  /** Whether a text is a token of RFC 9110, as every name of a field is. */
  public static boolean isToken(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= TOKEN.length || !TOKEN[c]) {
        return false;
      }
    }
    return !text.isEmpty();
  }
}
