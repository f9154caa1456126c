// SPDX-License-Identifier: MIT

package org.postroad.testing;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.function.Consumer;
import org.postroad.protocol.fault.Fault;

/** A document of which one bit is changed, again and again: its reader has to refuse each. */
public final class ChangedBits {
  /** Takes every bit. */
  public static final int ALL = 1;

  /** Takes few, but in the long run each of the eight of an octet. */
  public static final int SAMPLE = 61;

  private ChangedBits() {}

  /**
   * Changes one bit at a time and gives the document to its reader, which must answer each with a
   * fault and take the unchanged one, before and after.
   *
   * @param step from one changed bit to the next
   * @return how many were tried
   */
  public static int areRefused(byte[] document, int step, Consumer<byte[]> reader) {
    byte[] changed = document.clone();
    reader.accept(changed);
    int tried = 0;
    for (int bit = 0; bit < changed.length * 8; bit += step) {
      int position = bit / 8;
      byte mask = (byte) (1 << (bit % 8));
      changed[position] ^= mask;
      assertThrows(
          Fault.class, () -> reader.accept(changed), () -> "bit " + mask + " of octet " + position);
      changed[position] ^= mask;
      tried++;
    }
    reader.accept(changed);
    return tried;
  }
}
