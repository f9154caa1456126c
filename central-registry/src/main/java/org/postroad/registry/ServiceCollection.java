// SPDX-License-Identifier: MIT

package org.postroad.registry;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.registry.catalog.CollectServices;
import org.postroad.registry.catalog.CollectionStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Collects services at an interval, on one thread of its own, until closed. */
public final class ServiceCollection implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ServiceCollection.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final CollectServices collecting;
  private final Supplier<? extends Collection<ClientId>> clients;
  private final ScheduledExecutorService schedule =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("registry-catalogue").factory());

  private ServiceCollection(
      CollectServices collecting, Supplier<? extends Collection<ClientId>> clients) {
    this.collecting = collecting;
    this.clients = clients;
  }

  static ServiceCollection begin(
      CollectServices collecting,
      Supplier<? extends Collection<ClientId>> clients,
      Duration interval) {
    var collection = new ServiceCollection(collecting, clients);
    var _ =
        collection.schedule.scheduleWithFixedDelay(
            collection::round, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    collection.schedule.execute(collection::round);
    return collection;
  }

  private void round() {
    try {
      collecting.run(clients.get());
    } catch (RuntimeException failure) {
      LOG.warn("services cannot be collected", failure);
    }
  }

  /** Collects now, and returns when that is done. */
  public void run() {
    var round = schedule.submit(this::round);
    try {
      round.get();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException failure) {
      throw new IllegalStateException("a round never throws", failure);
    }
  }

  /** How it went, for each client asked so far. */
  public Map<ClientId, CollectionStatus> statuses() {
    return collecting.statuses();
  }

  @Override
  public void close() {
    schedule.shutdownNow();
    collecting.close();
    try {
      if (!schedule.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        LOG.warn("collecting services did not end in time");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
