// SPDX-License-Identifier: MIT
package org.postroad.securityserver;

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
  private volatile List<String> names = List.of();
  private volatile Set<InetAddress> known = Set.of();

  PartnerAddresses() {
    var _ =
        lookups.scheduleWithFixedDelay(
            this::lookUp, AGAIN.toSeconds(), AGAIN.toSeconds(), TimeUnit.SECONDS);
  }

  /** Quick: only literal addresses count at once. */
  void update(GlobalConfiguration global) {
    names = namesIn(global);
    var literal = new HashSet<>(known);
    names.forEach(name -> parse(name).ifPresent(literal::add));
    known = Set.copyOf(literal);
    lookups.execute(this::lookUp);
  }

  @Override
  public boolean test(InetAddress address) {
    return known.contains(address);
  }

  private void lookUp() {
    var found = new HashSet<InetAddress>();
    for (String name : names) {
      try {
        found.addAll(List.of(InetAddress.getAllByName(name)));
      } catch (UnknownHostException unknown) {
        // As the class says: a stranger's until it can be looked up.
      }
    }
    known = Set.copyOf(found);
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
