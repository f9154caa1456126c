// SPDX-License-Identifier: MIT
package org.postroad.securityserver.keys;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes warnings about keys into the log: each when it comes up, and again every day for as long
 * as it holds. It looks every five minutes, the first time five minutes after the start.
 */
public final class KeyWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KeyWatch.class);
  private static final Duration INTERVAL = Duration.ofMinutes(5);
  private static final Duration AGAIN = Duration.ofDays(1);

  private final Supplier<List<KeyWarning>> warnings;
  private final Consumer<String> told;
  private final Clock clock;
  private final Map<String, Instant> toldAt = new HashMap<>();
  private final ScheduledExecutorService schedule =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("key-watch").factory());

  KeyWatch(Supplier<List<KeyWarning>> warnings, Consumer<String> told, Clock clock) {
    this.warnings = warnings;
    this.told = told;
    this.clock = clock;
  }

  /** Looks until closed. */
  public static KeyWatch start(KeyAdministration keys, Clock clock) {
    KeyWatch watch = new KeyWatch(keys::warnings, LOG::warn, clock);
    var _ =
        watch.schedule.scheduleWithFixedDelay(
            watch::lookQuietly, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    return watch;
  }

  private void lookQuietly() {
    try {
      look();
    } catch (RuntimeException e) {
      LOG.error("Keys and certificates could not be looked at", e);
    }
  }

  /** Looks once; only in one thread. */
  void look() {
    Instant now = clock.instant();
    toldAt.values().removeIf(time -> !now.isBefore(time.plus(AGAIN)));
    for (KeyWarning warning : warnings.get()) {
      if (toldAt.putIfAbsent(warning.text(), now) == null) {
        told.accept(warning.text());
      }
    }
  }

  @Override
  public void close() {
    schedule.shutdownNow();
  }
}
