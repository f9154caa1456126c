// SPDX-License-Identifier: MIT
package org.postroad.securityserver;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.protocol.globalconf.SharedParameters;

/**
 * The network addresses of all security servers known, so that their connections are told from
 * those of strangers (C-064).
 *
 * <p>Names are looked up on a thread of its own, again whenever the configuration changes and from
 * time to time; a name that cannot be looked up is a stranger's until it can.
 */
final class PartnerAddresses implements Predicate<InetAddress>, AutoCloseable {

  private static final Duration AGAIN = Duration.ofMinutes(10);

  private final ScheduledExecutorService lookups =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("partner-addresses").factory());
  private final ReentrantLock lock = new ReentrantLock();

  @GuardedBy("lock")
  private List<String> names = List.of();

  private volatile Set<InetAddress> known = Set.of();

  PartnerAddresses() {
    var _ =
        lookups.scheduleWithFixedDelay(
            this::lookUp, AGAIN.toSeconds(), AGAIN.toSeconds(), TimeUnit.SECONDS);
  }

  /** Quick: only literal addresses count at once. */
  void update(GlobalConfiguration global) {
    List<String> next = namesIn(global);
    lock.lock();
    try {
      names = next;
      var literal = new HashSet<>(known);
      next.forEach(name -> parse(name).ifPresent(literal::add));
      known = Set.copyOf(literal);
    } finally {
      lock.unlock();
    }
    lookups.execute(this::lookUp);
  }

  @Override
  public boolean test(InetAddress address) {
    return known.contains(address);
  }

  /** What was found of names that are not those of now any more counts for nothing. */
  private void lookUp() {
    List<String> asked = names();
    var found = new HashSet<InetAddress>();
    for (String name : asked) {
      try {
        found.addAll(List.of(InetAddress.getAllByName(name)));
      } catch (UnknownHostException unknown) {
        // As the class says: a stranger's until it can be looked up.
      }
    }
    lock.lock();
    try {
      if (asked.equals(names)) {
        known = Set.copyOf(found);
      }
    } finally {
      lock.unlock();
    }
  }

  private List<String> names() {
    lock.lock();
    try {
      return names;
    } finally {
      lock.unlock();
    }
  }

  private static List<String> namesIn(GlobalConfiguration global) {
    return global.instances().stream()
        .flatMap(instance -> global.parameters(instance).stream())
        .flatMap(parameters -> parameters.servers().stream())
        .map(SharedParameters.Server::address)
        .flatMap(Optional::stream)
        .distinct()
        .toList();
  }

  private static Optional<InetAddress> parse(String name) {
    try {
      return Optional.of(InetAddress.ofLiteral(name));
    } catch (IllegalArgumentException notLiteral) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    lookups.shutdownNow();
  }
}
