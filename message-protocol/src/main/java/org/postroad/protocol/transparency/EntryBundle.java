// SPDX-License-Identifier: MIT
package org.postroad.protocol.transparency;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Up to 256 entries one after the other, each behind its length in two bytes, big endian (C2SP
 * tlog-tiles, <i>Log entries</i>).
 */
public final class EntryBundle {
  static final int LONGEST_ENTRY = 0xFFFF;

  private byte[] bytes = new byte[1 << 14];
  private int length;

  /** The entries of a bundle, which ends with the last of them. */
  public static List<byte[]> parse(byte[] bundle, TilePath path) {
    ByteBuffer in = ByteBuffer.wrap(bundle);
    List<byte[]> entries = new ArrayList<>();
    while (in.remaining() >= Short.BYTES && entries.size() < path.width()) {
      int next = Short.toUnsignedInt(in.getShort());
      if (next > in.remaining()) {
        throw new Unproven(
            path + ": entry of " + next + " bytes where " + in.remaining() + " are left");
      }
      byte[] entry = new byte[next];
      in.get(entry);
      entries.add(entry);
    }
    if (in.hasRemaining() || entries.size() != path.width()) {
      throw new Unproven(
          path + ": " + entries.size() + " entries and " + in.remaining() + " bytes more");
    }
    return entries;
  }

  /** Puts an entry behind those that were kept; it stays only when it is kept. */
  int offer(byte[] entry) {
    if (entry.length > LONGEST_ENTRY) {
      throw new IllegalArgumentException(
          "entry of " + entry.length + " bytes, at most " + LONGEST_ENTRY);
    }
    int end = length + Short.BYTES + entry.length;
    if (end > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(end, 2 * bytes.length));
    }
    ByteBuffer.wrap(bytes).position(length).putShort((short) entry.length).put(entry);
    return end;
  }

  /** Everything up to an end that {@link #offer} gave. */
  byte[] upTo(int end) {
    return Arrays.copyOf(bytes, end);
  }

  byte[] toByteArray() {
    return upTo(length);
  }

  void keep(int end) {
    length = end;
  }

  void clear() {
    length = 0;
  }
}
