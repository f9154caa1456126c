// SPDX-License-Identifier: MIT
package org.postroad.protocol.algorithm;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * Base64 of RFC 4648 with padding, read so that every value has one spelling.
 *
 * <p>The JDK's decoders are more generous: they take missing padding and pad bits that are not
 * zero, and the MIME one drops whatever it does not know. Here all of that makes the result empty.
 */
public final class StrictBase64 {

  private StrictBase64() {}

  /** Base64 without any white space. */
  public static Optional<byte[]> decode(String text) {
    byte[] ascii = text.getBytes(StandardCharsets.ISO_8859_1);
    return decode(ascii, ascii.length);
  }

  /**
   * Base64 that may be broken into lines, as peers do it in signatures and certificates.
   *
   * <p>Line breaks are LF or CR LF, the same throughout; every line but the last has the same
   * length, a multiple of four; one break may stand before the first line and one after the last.
   */
  public static Optional<byte[]> decodeLines(String text) {
    return decodeLines(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** The same of octets; {@code ascii} is not changed. */
  public static Optional<byte[]> decodeLines(byte[] ascii) {
    int from = breakAt(ascii, 0, ascii.length);
    int to = ascii.length;
    if (to > from && ascii[to - 1] == '\n') {
      to -= to - 1 > from && ascii[to - 2] == '\r' ? 2 : 1;
    }
    int lineEnd = from;
    while (lineEnd < to && ascii[lineEnd] != '\r' && ascii[lineEnd] != '\n') {
      lineEnd++;
    }
    if (lineEnd == to) {
      return from == 0 ? decode(ascii, to) : decode(Arrays.copyOfRange(ascii, from, to), to - from);
    }
    return joinLines(ascii, from, to, lineEnd - from);
  }

  private static Optional<byte[]> joinLines(byte[] ascii, int from, int to, int lineLength) {
    int breakLength = breakAt(ascii, from + lineLength, to);
    if (breakLength == 0 || lineLength == 0 || lineLength % 4 != 0) {
      return Optional.empty();
    }
    var joined = new byte[to - from];
    int length = 0;
    int at = from;
    while (to - at > lineLength) {
      System.arraycopy(ascii, at, joined, length, lineLength);
      length += lineLength;
      at += lineLength;
      if (breakAt(ascii, at, to) != breakLength) {
        return Optional.empty();
      }
      at += breakLength;
    }
    if (at == to) {
      return Optional.empty();
    }
    System.arraycopy(ascii, at, joined, length, to - at);
    return decode(joined, length + to - at);
  }

  /** Octets of the line break at this place: 0, 1 or 2. */
  private static int breakAt(byte[] ascii, int at, int to) {
    if (at < to && ascii[at] == '\n') {
      return 1;
    }
    return at + 1 < to && ascii[at] == '\r' && ascii[at + 1] == '\n' ? 2 : 0;
  }

  private static Optional<byte[]> decode(byte[] ascii, int length) {
    if (length % 4 != 0) {
      return Optional.empty();
    }
    try {
      byte[] exact = length == ascii.length ? ascii : Arrays.copyOf(ascii, length);
      byte[] value = Base64.getDecoder().decode(exact);
      return hasZeroPadBits(exact, value) ? Optional.of(value) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static boolean hasZeroPadBits(byte[] ascii, byte[] value) {
    int tail = value.length % 3;
    if (tail == 0) {
      return true;
    }
    byte[] last = Arrays.copyOfRange(value, value.length - tail, value.length);
    byte[] again = Base64.getEncoder().encode(last);
    return Arrays.equals(again, 0, 4, ascii, ascii.length - 4, ascii.length);
  }
}
