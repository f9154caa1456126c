// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The same request again and again, at a fixed rate whatever the answers do, over a bounded number
 * of connections. The time of an exchange counts from the moment at which its request should have
 * gone out, also when no connection was free then.
 */
final class PacedCalls implements AutoCloseable {
  private static final int CONNECTIONS = 64;

  /** Behind the last moment at which a request is due. */
  private static final long NO_MORE = Long.MIN_VALUE;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ScheduledExecutorService pacer = Executors.newSingleThreadScheduledExecutor();
  private final BlockingQueue<Long> due = new LinkedBlockingQueue<>();
  private final List<Thread> callers = new ArrayList<>();
  private final Queue<Long> nanos = new ConcurrentLinkedQueue<>();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final AtomicInteger answered = new AtomicInteger();
  private final HttpRequest request;
  private final long began = System.nanoTime();

  /**
   * What came of it.
   *
   * @param time until the last answer
   * @param failures what the exchanges that failed ended with
   */
  record Outcome(int exchanges, Duration time, List<String> failures, Duration p99, Duration most) {

    double perSecond() {
      return exchanges * 1e9 / time.toNanos();
    }
  }

  PacedCalls(HttpRequest request, int perSecond) {
    this.request = request;
    for (int i = 0; i < CONNECTIONS; i++) {
      callers.add(Thread.startVirtualThread(this::call));
    }
    long interval = Duration.ofSeconds(1).toNanos() / perSecond;
    AtomicInteger asked = new AtomicInteger();
    var _ =
        pacer.scheduleAtFixedRate(
            () -> due.add(began + asked.getAndIncrement() * interval),
            0,
            interval,
            TimeUnit.NANOSECONDS);
  }

  /** How many have an answer, whatever it is. */
  int answered() {
    return answered.get();
  }

  private void call() {
    try {
      for (long moment = due.take(); moment != NO_MORE; moment = due.take()) {
        call(moment);
        answered.incrementAndGet();
      }
      due.add(NO_MORE);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void call(long moment) throws InterruptedException {
    try {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() == 200) {
        nanos.add(System.nanoTime() - moment);
      } else {
        failures.add(answer.statusCode() + ": " + answer.body());
      }
    } catch (IOException e) {
      failures.add(e.toString());
    }
  }

  /** Asks no more and waits for the answers to what was asked. */
  Outcome end() throws InterruptedException {
    pacer.close();
    due.add(NO_MORE);
    for (Thread caller : callers) {
      caller.join();
    }
    Duration time = Duration.ofNanos(System.nanoTime() - began);
    List<Long> sorted = nanos.stream().sorted().toList();
    return new Outcome(
        answered.get(), time, List.copyOf(failures), share(sorted, 0.99), share(sorted, 1));
  }

  private static Duration share(List<Long> sorted, double share) {
    return sorted.isEmpty()
        ? Duration.ZERO
        : Duration.ofNanos(sorted.get((int) Math.ceil(share * sorted.size()) - 1));
  }

  @Override
  public void close() {
    pacer.shutdownNow();
    callers.forEach(Thread::interrupt);
    http.shutdownNow();
  }
}
