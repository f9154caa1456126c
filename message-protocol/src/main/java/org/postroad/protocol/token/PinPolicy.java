// SPDX-License-Identifier: MIT

package org.postroad.protocol.token;

import java.util.function.IntPredicate;
import java.util.stream.Stream;

/**
 * What a strong PIN is: at least ten printable ASCII characters of three of the four classes lower
 * case, upper case, digit, other (C64).
 */
public final class PinPolicy {
  public static final int LEAST_CHARACTERS = 10;
  public static final int LEAST_CLASSES = 3;

  private PinPolicy() {}

  public static boolean isStrong(char[] pin) {
    return pin.length >= LEAST_CHARACTERS
        && count(pin, c -> c < ' ' || c > '~') == 0
        && classes(pin) >= LEAST_CLASSES;
  }

  private static long classes(char[] pin) {
    Stream<IntPredicate> classes =
        Stream.of(
            PinPolicy::isLower,
            PinPolicy::isUpper,
            PinPolicy::isDigit,
            c -> !isLower(c) && !isUpper(c) && !isDigit(c));
    return classes.filter(characterClass -> count(pin, characterClass) > 0).count();
  }

  private static long count(char[] pin, IntPredicate characterClass) {
    long count = 0;
    for (char c : pin) {
      if (characterClass.test(c)) {
        count++;
      }
    }
    return count;
  }

  private static boolean isLower(int c) {
    return c >= 'a' && c <= 'z';
  }

  private static boolean isUpper(int c) {
    return c >= 'A' && c <= 'Z';
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }
}
