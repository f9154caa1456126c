// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * Numbers of 32 bits without a sign, ascending, none twice, as a row of the index has them: four
 * bytes each, the highest first. Cannot be changed.
 */
final class PackedKeys {
  private static final VarHandle NUMBERS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  static final PackedKeys NONE = new PackedKeys(new byte[0]);

  /** Gathers numbers that come in any order, and some of them twice. */
  static final class Unsorted {
    private static final int AT_FIRST = 1 << 9;

    /** With the highest bit turned over, so that they are sorted as if they had no sign. */
    private int[] turned = new int[AT_FIRST];

    private int count;

    void add(int number) {
      if (count == turned.length) {
        turned = Arrays.copyOf(turned, 2 * count);
      }
      turned[count] = number ^ Integer.MIN_VALUE;
      count++;
    }

    PackedKeys sorted() {
      Arrays.sort(turned, 0, count);
      byte[] bytes = new byte[count * Integer.BYTES];
      int kept = 0;
      for (int i = 0; i < count; i++) {
        if (i == 0 || turned[i] != turned[i - 1]) {
          put(bytes, kept, turned[i] ^ Integer.MIN_VALUE);
          kept++;
        }
      }
      return first(bytes, kept);
    }
  }

  private final byte[] bytes;

  private PackedKeys(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * What a row says.
   *
   * @param row is not changed by anybody later; bytes at its end that make no number are not read
   */
  static PackedKeys of(byte[] row) {
    return new PackedKeys(row);
  }

  private static PackedKeys first(byte[] bytes, int count) {
    int length = count * Integer.BYTES;
    return new PackedKeys(length == bytes.length ? bytes : Arrays.copyOf(bytes, length));
  }

  private static void put(byte[] bytes, int index, int number) {
    NUMBERS.set(bytes, index * Integer.BYTES, number);
  }

  /** For a row; nobody changes it. */
  byte[] bytes() {
    return bytes;
  }

  int size() {
    return bytes.length / Integer.BYTES;
  }

  int get(int index) {
    return (int) NUMBERS.get(bytes, index * Integer.BYTES);
  }

  /** What either has. */
  PackedKeys union(PackedKeys other) {
    byte[] both = new byte[(size() + other.size()) * Integer.BYTES];
    int count = 0;
    int mine = 0;
    int others = 0;
    while (mine < size() || others < other.size()) {
      int order = order(mine, other, others);
      put(both, count, order <= 0 ? get(mine) : other.get(others));
      count++;
      mine += order <= 0 ? 1 : 0;
      others += order >= 0 ? 1 : 0;
    }
    return first(both, count);
  }

  /** What this has and the other has not. */
  PackedKeys without(PackedKeys other) {
    byte[] left = new byte[bytes.length];
    int count = 0;
    int others = 0;
    for (int mine = 0; mine < size(); mine++) {
      while (order(mine, other, others) > 0) {
        others++;
      }
      if (order(mine, other, others) < 0) {
        put(left, count, get(mine));
        count++;
      }
    }
    return first(left, count);
  }

  /** Which of two numbers comes first, where one behind the end comes after all. */
  private int order(int mine, PackedKeys other, int others) {
    if (mine == size() || others == other.size()) {
      return Boolean.compare(mine == size(), others == other.size());
    }
    return Integer.compareUnsigned(get(mine), other.get(others));
  }

  void forEach(IntConsumer consumer) {
    for (int i = 0; i < size(); i++) {
      consumer.accept(get(i));
    }
  }

  /** Those from first to last, both included. */
  void between(int first, int last, IntConsumer consumer) {
    for (int i = position(first); i < size() && Integer.compareUnsigned(get(i), last) <= 0; i++) {
      consumer.accept(get(i));
    }
  }

  /** Where the first number stands that is not smaller. */
  private int position(int number) {
    int from = 0;
    int to = size();
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (Integer.compareUnsigned(get(middle), number) < 0) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from;
  }
}
