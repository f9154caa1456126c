// SPDX-License-Identifier: MIT
package org.postroad.securityserver.conf;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.globalconf.GlobalConfiguration;

/**
 * The one place where the present configuration is to be had. Whoever reads gets a snapshot that
 * never changes; whoever is told of changes is told in their order.
 *
 * <p>Validity is counted by the wall clock and by the monotonic one: a clock set back does not make
 * an old configuration valid again (threat 61).
 *
 * <p>{@code lock} is held while a change is published and while listeners hear of it.
 */
public final class PublishedConfiguration {
  private final Clock clock;
  private final LongSupplier nanoTime;
  private final List<Consumer<Configuration>> listeners = new CopyOnWriteArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();

  @GuardedBy("lock")
  private ServerConfiguration server;

  private volatile Optional<Published> published = Optional.empty();

  /** A snapshot and until when it holds by the monotonic clock. */
  private record Published(Configuration configuration, long receivedNanos, Duration left) {}

  /** Begins with a server configuration alone; there is nothing to read until a global one came. */
  public PublishedConfiguration(ServerConfiguration server, Clock clock) {
    this(server, clock, System::nanoTime);
  }

  PublishedConfiguration(ServerConfiguration server, Clock clock, LongSupplier nanoTime) {
    this.server = server;
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  /**
   * The newest snapshot, whether its global configuration is still valid or not.
   *
   * @throws Fault {@code global_conf_outdated} when no global configuration was ever had
   */
  public Configuration current() {
    return published
        .map(Published::configuration)
        .orElseThrow(() ->
            new Fault(
                FaultCode.GLOBAL_CONF_OUTDATED,
                "Global configuration has not been downloaded yet"));
  }

  /**
   * The newest snapshot, for processing messages (A104).
   *
   * @throws Fault {@code global_conf_outdated} when its global configuration has expired
   */
  public Configuration valid() {
    Configuration configuration = current();
    if (!isValid()) {
      throw new Fault(FaultCode.GLOBAL_CONF_OUTDATED, "Global configuration is expired");
    }
    return configuration;
  }

  /** Whether there is a global configuration that has not expired. */
  public boolean isValid() {
    return published
        .filter(now ->
            now.configuration().global().isValidAt(clock.instant())
                && nanoTime.getAsLong() - now.receivedNanos() <= nanos(now.left()))
        .isPresent();
  }

  /** Whether there was ever a global configuration, valid or not. */
  public boolean isThere() {
    return published.isPresent();
  }

  private static long nanos(Duration left) {
    return left.compareTo(Duration.ofDays(36_500)) > 0 ? Long.MAX_VALUE : left.toNanos();
  }

  /** The server configuration is this from now on. */
  public void publish(ServerConfiguration next) {
    lock.lock();
    try {
      server = next;
      published.ifPresent(now ->
          announce(
              new Published(
                  new Configuration(next, now.configuration().global()),
                  now.receivedNanos(),
                  now.left())));
    } finally {
      lock.unlock();
    }
  }

  /** The global configuration is this from now on. */
  public void publish(GlobalConfiguration next) {
    lock.lock();
    try {
      announce(
          new Published(
              new Configuration(server, next), nanoTime.getAsLong(), left(next.expires())));
    } finally {
      lock.unlock();
    }
  }

  private Duration left(Instant expires) {
    Instant now = clock.instant();
    return expires.equals(Instant.MAX)
        ? Duration.ofSeconds(Long.MAX_VALUE)
        : Duration.between(now, expires);
  }

  private void announce(Published next) {
    published = Optional.of(next);
    listeners.forEach(listener -> listener.accept(next.configuration()));
  }

  /** Calls {@code listener} now, if there is a snapshot, and after each change. */
  public void onChange(Consumer<Configuration> listener) {
    lock.lock();
    try {
      listeners.add(listener);
      published.ifPresent(now -> listener.accept(now.configuration()));
    } finally {
      lock.unlock();
    }
  }
}
