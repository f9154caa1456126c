// SPDX-License-Identifier: MIT

package org.postroad.protocol.mime;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/** {@code LF--boundary} and where it occurs: Horspool's search, which skips most bytes. */
final class BoundaryPattern {
  private static final int LONGEST = 200;

  private final byte[] pattern;
  private final int[] shift = new int[256];

  BoundaryPattern(String boundary) {
    boolean legal =
        !boundary.isEmpty()
            && boundary.length() <= LONGEST
            && !boundary.endsWith(" ")
            && isPrintable(boundary);
    if (!legal) {
      throw new Fault(
          FaultCode.INVALID_CONTENT_TYPE,
          "Invalid multipart boundary '" + Shown.text(boundary) + "'");
    }
    pattern = ("\n--" + boundary).getBytes(StandardCharsets.US_ASCII);
    Arrays.fill(shift, pattern.length);
    for (int i = 0; i < pattern.length - 1; i++) {
      shift[pattern[i]] = pattern.length - 1 - i;
    }
  }

  private static boolean isPrintable(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < ' ' || text.charAt(i) >= 0x7F) {
        return false;
      }
    }
    return true;
  }

  int length() {
    return pattern.length;
  }

  /**
   * The first occurrence that begins at or after {@code from} and lies before {@code to}, or -1.
   */
  int find(byte[] in, int from, int to) {
    int last = pattern.length - 1;
    int at = from;
    while (at + last < to) {
      byte c = in[at + last];
      if (c == pattern[last] && matches(in, at, last)) {
        return at;
      }
      at += shift[c & 0xFF];
    }
    return -1;
  }

  private boolean matches(byte[] in, int at, int length) {
    return Arrays.equals(in, at, at + length, pattern, 0, length);
  }
}
