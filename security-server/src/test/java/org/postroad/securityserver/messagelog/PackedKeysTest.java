// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** That packed numbers are what sets of numbers without a sign are. */
class PackedKeysTest {
  private static final Comparator<Integer> UNSIGNED = Integer::compareUnsigned;

  private final SplittableRandom random = new SplittableRandom(5);

  private static PackedKeys packed(Collection<Integer> numbers) {
    PackedKeys.Unsorted unsorted = new PackedKeys.Unsorted();
    numbers.forEach(unsorted::add);
    return unsorted.sorted();
  }

  private static List<Integer> list(PackedKeys keys) {
    List<Integer> numbers = new ArrayList<>();
    keys.forEach(numbers::add);
    return numbers;
  }

  /** Some near each other, so that two sets meet, of all signs. */
  private NavigableSet<Integer> some(int count) {
    NavigableSet<Integer> numbers = new TreeSet<>(UNSIGNED);
    for (int i = 0; i < count; i++) {
      numbers.add(random.nextInt(4) * 0x40000000 + random.nextInt(300) - 100);
    }
    return numbers;
  }

  @Test
  void numbersAreAscendingBytesOnceEach() {
    PackedKeys keys = packed(List.of(-1, 7, Integer.MIN_VALUE, 0x01020304, 7, -1));
    byte[] row = {0, 0, 0, 7, 1, 2, 3, 4, (byte) 0x80, 0, 0, 0, -1, -1, -1, -1};
    assertArrayEquals(row, keys.bytes());
    assertEquals(List.of(7, 0x01020304, Integer.MIN_VALUE, -1), list(PackedKeys.of(row)));
    assertEquals(4, PackedKeys.of(row).size());
    assertEquals(0, packed(List.of()).size());
    assertEquals(0, PackedKeys.NONE.size());
  }

  @Test
  void bytesThatMakeNoNumberAreNotRead() {
    PackedKeys keys = PackedKeys.of(new byte[] {0, 0, 0, 7, 1, 2});
    assertEquals(List.of(7), list(keys));
    assertEquals(List.of(7, 9), list(keys.union(packed(List.of(9)))));
    assertEquals(List.of(7), list(keys.without(packed(List.of(9)))));
  }

  @Test
  void twoAreUnitedAndOneIsTakenFromTheOther() {
    for (int i = 0; i < 300; i++) {
      NavigableSet<Integer> some = some(random.nextInt(1_200));
      NavigableSet<Integer> others = some(random.nextInt(600));
      assertEquals(List.copyOf(some), list(packed(some)));
      NavigableSet<Integer> both = new TreeSet<>(some);
      both.addAll(others);
      assertEquals(List.copyOf(both), list(packed(some).union(packed(others))));
      NavigableSet<Integer> left = new TreeSet<>(some);
      left.removeAll(others);
      assertEquals(List.copyOf(left), list(packed(some).without(packed(others))));
    }
  }

  @Test
  void thoseBetweenTwoAreFound() {
    for (int i = 0; i < 300; i++) {
      NavigableSet<Integer> some = some(random.nextInt(400));
      NavigableSet<Integer> limits = some(2);
      List<Integer> found = new ArrayList<>();
      packed(some).between(limits.first(), limits.last(), found::add);
      assertEquals(List.copyOf(some.subSet(limits.first(), true, limits.last(), true)), found);
    }
  }

  @Test
  void allBlocksOfAHashAreFoundAndNoOthers() {
    int largest = (1 << 23) - 1;
    for (int hash : new int[] {0, 1, 1 << 22, (1 << 22) - 1, largest - 1, largest}) {
      PackedKeys keys =
          packed(
              List.of(
                  IndexKey.first(hash),
                  IndexKey.first(hash) + 5,
                  IndexKey.last(hash),
                  IndexKey.first(hash) - 1,
                  IndexKey.last(hash) + 1));
      List<Long> blocks = new ArrayList<>();
      keys.between(
          IndexKey.first(hash), IndexKey.last(hash), key -> blocks.add(IndexKey.block(3, key)));
      assertEquals(List.of(3 * 512L, 3 * 512L + 5, 3 * 512L + 511), blocks);
    }
  }
}
