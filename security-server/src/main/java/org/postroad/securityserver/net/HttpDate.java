// SPDX-License-Identifier: MIT

package org.postroad.securityserver.net;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The value of {@code Date} (RFC 9110, 6.6.1): {@code Sat, 21 Nov 2026 02:46:27 GMT}, made once a
 * second.
 */
final class HttpDate {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final InstantSource clock;
  private volatile Made last = new Made(Long.MIN_VALUE, "");

  private record Made(long second, String text) {}

  HttpDate(InstantSource clock) {
    this.clock = clock;
  }

  String now() {
    Instant instant = clock.instant();
    Made made = last;
    if (made.second() != instant.getEpochSecond()) {
      made = new Made(instant.getEpochSecond(), FORMAT.format(instant));
      last = made;
    }
    return made.text();
  }
}
