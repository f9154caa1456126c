// SPDX-License-Identifier: MIT
package org.postroad.securityserver.monitoring;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.securityserver.exchange.ExchangeRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends spans to a collector, behind the exchange and once a second (decision 0060). What a
 * collector does not take is gone: spans never make an exchange wait, and at most {@value #QUEUE}
 * of them wait themselves.
 */
public final class SpanExporter implements Consumer<ExchangeRecord>, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SpanExporter.class);
  private static final int QUEUE = 4096;
  private static final int BATCH = 512;

  private final URI collector;
  private final Duration answer;
  private final SpanJson json;
  private final HttpClient client;
  private final BlockingQueue<Span> waiting = new ArrayBlockingQueue<>(QUEUE);
  private final LongAdder lost = new LongAdder();
  private final ScheduledExecutorService sending =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("spans").factory());

  private SpanExporter(URI collector, Duration answer, SecurityServerId server) {
    this.collector = collector;
    this.answer = answer;
    this.json = new SpanJson(server);
    this.client = HttpClient.newBuilder().connectTimeout(answer).build();
  }

  /** Begins to send to a collector whatever it is told. */
  public static SpanExporter start(URI collector, Duration answer, SecurityServerId server) {
    SpanExporter exporter = new SpanExporter(collector, answer, server);
    var _ = exporter.sending.scheduleWithFixedDelay(exporter::sendAll, 1, 1, TimeUnit.SECONDS);
    return exporter;
  }

  @Override
  public void accept(ExchangeRecord exchange) {
    if (exchange.purpose() == ExchangeRecord.Purpose.MESSAGE) {
      Span.of(exchange)
          .ifPresent(span -> {
            if (!waiting.offer(span)) {
              lost.increment();
            }
          });
    }
  }

  /** Sends what waits now. */
  void sendAll() {
    List<Span> batch = new ArrayList<>(BATCH);
    while (waiting.drainTo(batch, BATCH) > 0) {
      try {
        send(batch);
      } catch (IOException | RuntimeException e) {
        lost.add(batch.size());
        LOG.debug("{} took no spans", collector, e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
      batch.clear();
    }
    long gone = lost.sumThenReset();
    if (gone > 0) {
      LOG.warn("{} spans were lost, {} does not take them", gone, collector);
    }
  }

  private void send(List<Span> batch) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(collector)
            .timeout(answer)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(json.write(batch)))
            .build();
    int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    if (status / 100 != 2) {
      throw new IOException("status " + status);
    }
  }

  /** What waits is sent once more, if the collector takes it at once. */
  @Override
  public void close() {
    sending.shutdown();
    try {
      if (!sending.awaitTermination(1, TimeUnit.SECONDS)) {
        sending.shutdownNow();
      } else {
        sendAll();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    client.shutdownNow();
  }
}
