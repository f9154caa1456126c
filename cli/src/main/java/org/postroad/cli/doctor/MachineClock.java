// SPDX-License-Identifier: MIT
package org.postroad.cli.doctor;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.postroad.cli.output.Amounts;

/**
 * The clock of this machine, held against what the services around say in the heads of their
 * answers. None of them is proven, so the one in the middle counts.
 */
final class MachineClock {
  private static final String CHECK = "clock";
  private static final Duration GOOD = Duration.ofSeconds(30);

  /** By more than this nobody accepts what is signed here, or the other way round. */
  private static final Duration MOST = Duration.ofMinutes(5);

  /** Asks a service what time it is. */
  @FunctionalInterface
  interface Times {
    Optional<Instant> of(URI service);
  }

  private MachineClock() {}

  static Finding look(Instant now, Collection<URI> services, Times times) {
    List<Duration> ahead =
        services.stream()
            .distinct()
            .flatMap(service -> times.of(service).stream())
            .map(theirs -> Duration.between(theirs, now))
            .sorted()
            .toList();
    if (ahead.isEmpty()) {
      return Finding.unknown(CHECK, "nobody around says what time it is");
    }
    Duration off = ahead.get(ahead.size() / 2);
    String cause =
        "this machine is "
            + Amounts.time(off.abs())
            + (off.isNegative() ? " behind" : " ahead of")
            + " what "
            + Amounts.count(ahead.size(), "service")
            + " around it say";
    if (off.abs().compareTo(MOST) > 0) {
      return Finding.failed(
          CHECK,
          cause,
          "certificates, OCSP responses, time-stamps and the configuration seem expired, or not"
              + " valid yet",
          Finding.HERE,
          "timedatectl set-ntp true, then look again");
    }
    return off.abs().compareTo(GOOD) > 0
        ? Finding.warning(
            CHECK,
            cause,
            "beyond five minutes nothing is accepted any more",
            Finding.HERE,
            "timedatectl set-ntp true, then look again")
        : Finding.good(CHECK, "agrees with " + Amounts.count(ahead.size(), "service") + " around");
  }

  /** Those whose answers are asked for the time. */
  static List<URI> services(Stream<String> urls) {
    return urls.flatMap(url -> parsed(url).stream()).distinct().limit(5).toList();
  }

  private static Optional<URI> parsed(String url) {
    try {
      return Optional.of(URI.create(url));
    } catch (IllegalArgumentException none) {
      return Optional.empty();
    }
  }
}
