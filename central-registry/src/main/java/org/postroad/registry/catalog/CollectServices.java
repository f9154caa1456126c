// SPDX-License-Identifier: MIT

package org.postroad.registry.catalog;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.postroad.protocol.identifier.ClientId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects the services of all clients into the catalogue, so many clients at a time, each on a
 * virtual thread. What one of them answers, or does not, concerns nobody else.
 */
public final class CollectServices implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CollectServices.class);

  private final Catalog catalog;
  private final Metaservices metaservices;
  private final CollectClient collectClient;
  private final int atOnce;
  private final Clock clock;
  private final Map<ClientId, CollectionStatus> statuses = new ConcurrentHashMap<>();

  /**
   * @param ids makes the id of each message, which is new every time
   */
  public CollectServices(
      Catalog catalog, CollectionSettings settings, Supplier<UUID> ids, Clock clock) {
    this.catalog = catalog;
    this.metaservices = new Metaservices(settings, ids);
    this.collectClient = new CollectClient(metaservices, settings.limits(), clock);
    this.atOnce = settings.limits().atOnce();
    this.clock = clock;
  }

  /** One round; returns when every client has been asked, or when interrupted. */
  public void run(Collection<ClientId> clients) {
    catalog.refresh();
    var _ = catalog.keepOnly(clients);
    statuses.keySet().retainAll(List.copyOf(clients));
    var slots = new Semaphore(atOnce);
    var threads = Thread.ofVirtual().name("catalogue-client-", 0).factory();
    try (ExecutorService executor = Executors.newThreadPerTaskExecutor(threads)) {
      for (ClientId client : clients) {
        slots.acquire();
        executor.execute(() -> {
          try {
            collect(client);
          } finally {
            slots.release();
          }
        });
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void collect(ClientId client) {
    try {
      CollectClient.Collected collected = collectClient.apply(client);
      List<Sighting> news = catalog.take(collected.listing());
      if (!news.isEmpty()) {
        LOG.info("{} services of {} are new, changed or gone", news.size(), client);
      }
      note(client, collected.problems());
    } catch (RuntimeException failure) {
      LOG.warn("the services of {} cannot be collected", client, failure);
      note(client, List.of("an error of the registry"));
    }
  }

  private void note(ClientId client, List<String> problems) {
    CollectionStatus before = statuses.getOrDefault(client, CollectionStatus.NONE);
    if (!problems.isEmpty() && before.problems().isEmpty()) {
      LOG.warn("not all services of {} are collected: {}", client, problems.getFirst());
    }
    statuses.put(client, before.after(clock.instant(), problems));
  }

  /** How it went, for each client asked so far. */
  public Map<ClientId, CollectionStatus> statuses() {
    return Map.copyOf(statuses);
  }

  @Override
  public void close() {
    metaservices.close();
  }
}
