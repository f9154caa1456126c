// SPDX-License-Identifier: MIT
package org.postroad.securityserver.monitoring;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.postroad.protocol.mime.Headers;
import org.postroad.securityserver.exchange.ExchangeRecord;
import org.postroad.securityserver.net.HttpHandler;
import org.postroad.securityserver.net.ServerExchange;
import org.postroad.securityserver.net.TextResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a server counts, in the text form of Prometheus or of OpenMetrics (decision 0059).
 *
 * <p>The library is loaded in a thread of its own while the server starts; an exchange that ends
 * before is counted as soon as it can be. Nothing here makes an exchange wait or fail. {@code lock}
 * is held by whoever is being told.
 */
public final class Metrics implements Consumer<ExchangeRecord>, HttpHandler, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Metrics.class);
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
  private static final String OPEN_METRICS =
      "application/openmetrics-text; version=1.0.0; charset=utf-8";

  /** What there is once the library is loaded. */
  private record Loaded(PrometheusMeterRegistry registry, ExchangeMeters exchanges) {}

  private final Clock clock;
  private final CompletableFuture<Loaded> loaded = new CompletableFuture<>();

  /** There once those exchanges are counted that ended before the library was loaded. */
  private final CompletableFuture<PrometheusMeterRegistry> told = new CompletableFuture<>();

  private final ReentrantLock lock = new ReentrantLock();

  @GuardedBy("lock")
  private Optional<WatchedServer> watched = Optional.empty();

  @GuardedBy("lock")
  private Optional<ServerMeters> state = Optional.empty();

  private Metrics(Clock clock) {
    this.clock = clock;
  }

  /** Begins to count exchanges. */
  public static Metrics start(Clock clock) {
    Metrics metrics = new Metrics(clock);
    Thread.ofPlatform().daemon().name("metrics").start(metrics::load);
    return metrics;
  }

  private void load() {
    try {
      PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
      new JvmMemoryMetrics().bindTo(registry);
      new JvmThreadMetrics().bindTo(registry);
      new ProcessorMetrics().bindTo(registry);
      new FileDescriptorMetrics().bindTo(registry);
      new UptimeMetrics().bindTo(registry);
      loaded.complete(new Loaded(registry, new ExchangeMeters(registry)));
      told.complete(registry);
    } catch (RuntimeException | LinkageError e) {
      LOG.error("Nothing is counted", e);
      loaded.completeExceptionally(e);
      told.completeExceptionally(e);
    }
  }

  /** The server whose state is told beside what is counted. */
  public void watch(WatchedServer server) {
    lock.lock();
    try {
      watched = Optional.of(server);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void accept(ExchangeRecord exchange) {
    if (exchange.purpose() != ExchangeRecord.Purpose.MESSAGE) {
      return;
    }
    if (loaded.state() == CompletableFuture.State.SUCCESS) {
      loaded.resultNow().exchanges().add(exchange);
    } else {
      var _ = loaded.thenAccept(ready -> ready.exchanges().add(exchange));
    }
  }

  @Override
  public void handle(ServerExchange exchange) throws IOException {
    String wanted = exchange.request().headers().first("Accept").orElse("");
    String type = wanted.contains("application/openmetrics-text") ? OPEN_METRICS : PROMETHEUS;
    new TextResponse(200, "OK", Headers.of("Content-Type", type), text(type)).send(exchange);
  }

  private String text(String type) {
    PrometheusMeterRegistry registry = told.join();
    lock.lock();
    try {
      if (state.isEmpty()) {
        state = watched.map(server -> new ServerMeters(registry, server, clock));
      }
      state.ifPresent(ServerMeters::refresh);
      return registry.scrape(type);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    var _ = loaded.thenAccept(ready -> ready.registry().close());
  }
}
