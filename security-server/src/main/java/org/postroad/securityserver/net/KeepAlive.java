// SPDX-License-Identifier: MIT

package org.postroad.securityserver.net;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.postroad.protocol.mime.Headers;

/**
 * How long a server says it keeps an idle connection: {@code Keep-Alive: timeout=5, max=100}, in
 * seconds (RFC 2068, 19.7.1.1). Services on Node.js and behind Apache's server close after five and
 * say so. What is not understood counts as nothing said.
 */
final class KeepAlive {
  private static final String TIMEOUT = "timeout=";
  private static final int MOST_DIGITS = 6;

  /** A request must reach the server before it closes. */
  private static final Duration MARGIN = Duration.ofSeconds(1);

  private KeepAlive() {}

  /** For how many nanoseconds the connection may wait for its next request. */
  static OptionalLong keptNanos(Headers headers) {
    Optional<String> field = headers.first("Keep-Alive");
    return field.isEmpty() ? OptionalLong.empty() : parse(field.get());
  }

  private static OptionalLong parse(String field) {
    for (String element : field.toLowerCase(Locale.ROOT).split(",", -1)) {
      String parameter = element.strip();
      if (parameter.startsWith(TIMEOUT)) {
        String seconds = parameter.substring(TIMEOUT.length());
        return isNumber(seconds)
            ? OptionalLong.of(nanos(Long.parseLong(seconds)))
            : OptionalLong.empty();
      }
    }
    return OptionalLong.empty();
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty() && text.length() <= MOST_DIGITS && HeadSyntax.isDigits(text);
  }

  private static long nanos(long seconds) {
    return Math.max(0, Duration.ofSeconds(seconds).minus(MARGIN).toNanos());
  }
}
