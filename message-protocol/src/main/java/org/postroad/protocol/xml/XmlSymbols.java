// SPDX-License-Identifier: MIT

package org.postroad.protocol.xml;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Strings for byte ranges that repeat in a document. The table is small and a look-up visits few
 * slots, so that hostile names cost no more than plain decoding.
 */
final class XmlSymbols {
  private static final int SLOTS = 64;
  private static final int PROBES = 4;

  private final @Nullable String[] values = new @Nullable String[SLOTS];
  private final int[] starts = new int[SLOTS];
  private final int[] lengths = new int[SLOTS];

  /** All ranges must come from the same array. */
  String of(byte[] in, int from, int to) {
    int length = to - from;
    if (length == 0) {
      return "";
    }
    int hash = length;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + in[i];
    }
    hash ^= hash >>> 15;
    for (int probe = 0; probe < PROBES; probe++) {
      int slot = (hash + probe) & (SLOTS - 1);
      String known = values[slot];
      if (known == null) {
        String made = decode(in, from, to);
        values[slot] = made;
        starts[slot] = from;
        lengths[slot] = length;
        return made;
      }
      if (lengths[slot] == length && same(in, from, starts[slot], length)) {
        return known;
      }
    }
    return decode(in, from, to);
  }

  private static boolean same(byte[] in, int from, int other, int length) {
    for (int i = 0; i < length; i++) {
      if (in[from + i] != in[other + i]) {
        return false;
      }
    }
    return true;
  }

  private static String decode(byte[] in, int from, int to) {
    return new String(in, from, to - from, StandardCharsets.UTF_8);
  }
}
