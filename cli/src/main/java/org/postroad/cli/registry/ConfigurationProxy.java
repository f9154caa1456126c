// SPDX-License-Identifier: MIT
package org.postroad.cli.registry;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.postroad.protocol.algorithm.SigningKey;
import org.postroad.protocol.globalconf.AnchorCheck;
import org.postroad.registry.distribution.Distribution;
import org.postroad.registry.distribution.DistributionLimits;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running configuration proxy: refreshes its instances one after the other, every minute, and
 * serves what it has (A109). An instance that fails keeps what it served, until that expires.
 */
final class ConfigurationProxy implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ConfigurationProxy.class);

  private final ProxyHome home;
  private final Distribution distribution;
  private final ProxyRefresh refresh;
  private final Map<String, String> failing = new ConcurrentHashMap<>();
  private final ScheduledExecutorService schedule =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("configuration-proxy").factory());

  private ConfigurationProxy(ProxyHome home, Distribution distribution, ProxyRefresh refresh) {
    this.home = home;
    this.distribution = distribution;
    this.refresh = refresh;
  }

  /** Serves; nothing is refreshed before {@link #refreshAll} or {@link #start}. */
  static ConfigurationProxy open(
      ProxyHome home,
      InetSocketAddress listen,
      Optional<String> address,
      AnchorCheck.Fetch fetch,
      Function<String, Optional<SigningKey>> keys,
      Clock clock,
      RandomGenerator random) {
    var files = new ProxyFiles(home.published());
    Distribution distribution =
        Distribution.open(
            listen, files, home.published(), Optional.empty(), DistributionLimits.DEFAULTS, clock);
    String told = address.orElseGet(() -> host(distribution.address()));
    return new ConfigurationProxy(
        home, distribution, new ProxyRefresh(files, told, fetch, keys, clock, random));
  }

  InetSocketAddress address() {
    return distribution.address();
  }

  /** Refreshes now and then every {@code interval}. */
  void start(Duration interval) {
    var _ =
        schedule.scheduleWithFixedDelay(
            this::refreshAll, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  void refreshAll() {
    try {
      for (ProxyInstance instance : home.instances()) {
        refresh(instance);
      }
    } catch (IOException | RuntimeException failure) {
      LOG.error("the instances of the proxy cannot be read", failure);
    }
  }

  private void refresh(ProxyInstance instance) {
    String problem = "";
    try {
      problem = String.join("; ", refresh.apply(instance).failures());
    } catch (IOException | RuntimeException failure) {
      problem = String.valueOf(failure.getMessage());
    }
    String before = problem.isEmpty() ? failing.remove(instance.name()) : "";
    if (!problem.isEmpty() && !problem.equals(failing.put(instance.name(), problem))) {
      LOG.warn("instance {} cannot be refreshed: {}", instance.name(), problem);
    } else if (problem.isEmpty() && before != null) {
      LOG.info("instance {} is refreshed again", instance.name());
    }
  }

  private static String host(InetSocketAddress bound) {
    String host = bound.getAddress().getHostAddress();
    return bound.getPort() == 80 ? host : host + ":" + bound.getPort();
  }

  @Override
  public void close() {
    schedule.shutdown();
    try {
      if (!schedule.awaitTermination(10, TimeUnit.SECONDS)) {
        LOG.warn("refreshing did not end in time");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    distribution.close();
  }
}
