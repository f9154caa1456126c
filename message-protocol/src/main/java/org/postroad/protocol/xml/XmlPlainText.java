// SPDX-License-Identifier: MIT

package org.postroad.protocol.xml;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds the end of ASCII character data that needs no look: eight octets at a time, since most of a
 * message is of that kind.
 */
final class XmlPlainText {
  /** 0: plain ASCII character data; 1: needs a look. */
  private static final byte[] SPECIAL = new byte[256];

  static {
    for (int c = 0; c < 256; c++) {
      boolean space = c == '\t' || c == '\n';
      boolean plain = (c >= 0x20 && c < 0x80) || space;
      SPECIAL[c] = (byte) (plain && c != '<' && c != '&' && c != ']' ? 0 : 1);
    }
  }

  private static final VarHandle OCTETS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long EACH = 0x0101010101010101L;
  private static final long TOP_BITS = EACH << 7;

  private XmlPlainText() {}

  /** The first octet from {@code from} on that needs a look, or {@code limit}. */
  static int endOf(byte[] bytes, int from, int limit) {
    int at = from;
    while (true) {
      while (limit - at >= Long.BYTES && isPlain((long) OCTETS.get(bytes, at))) {
        at += Long.BYTES;
      }
      int stop = Math.min(limit, at + Long.BYTES);
      while (at < stop && SPECIAL[bytes[at] & 0xFF] == 0) {
        at++;
      }
      if (at < stop || at == limit) {
        return at;
      }
    }
  }

  /**
   * Whether all eight octets are printable ASCII and none of them {@code <}, {@code &} or {@code
   * ]}: each term has the top bit of an octet set where that octet is what it looks for. A borrow
   * can set bits only above an octet that is one, where the answer is no already.
   */
  private static boolean isPlain(long octets) {
    long found = octets | (octets - EACH * ' ');
    found |= (octets ^ EACH * '<') - EACH;
    found |= (octets ^ EACH * '&') - EACH;
    found |= (octets ^ EACH * ']') - EACH;
    return (found & TOP_BITS) == 0;
  }
}
