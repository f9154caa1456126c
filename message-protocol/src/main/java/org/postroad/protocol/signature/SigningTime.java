// SPDX-License-Identifier: MIT
package org.postroad.protocol.signature;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** The time a signer says it signed at, as XML Schema writes it, with a zone. */
final class SigningTime {

  /** How X-Road and this software write it: the rest may be any digits (D-016). */
  private static final String USUAL = "0000-00-00T00:00:00.000Z";

  private static final int NANOSECONDS_IN_MILLISECOND = 1_000_000;

  private SigningTime() {}

  /**
   * The instant.
   *
   * @throws DateTimeException when it is no time with a zone
   */
  static Instant parse(String text) {
    return isUsual(text)
        ? LocalDateTime.of(
                number(text, 0, 4),
                number(text, 5, 7),
                number(text, 8, 10),
                number(text, 11, 13),
                number(text, 14, 16),
                number(text, 17, 19),
                number(text, 20, 23) * NANOSECONDS_IN_MILLISECOND)
            .toInstant(ZoneOffset.UTC)
        : OffsetDateTime.parse(text).toInstant();
  }

  private static boolean isUsual(String text) {
    boolean usual = text.length() == USUAL.length();
    for (int i = 0; usual && i < text.length(); i++) {
      char c = text.charAt(i);
      usual = USUAL.charAt(i) == '0' ? c >= '0' && c <= '9' : c == USUAL.charAt(i);
    }
    return usual;
  }

  private static int number(String text, int from, int to) {
    return Integer.parseInt(text, from, to, 10);
  }
}
