// SPDX-License-Identifier: MIT
package org.postroad.cli.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Asks from one thread, over connections that are kept: as fast as answers come, or at a fixed rate
 * whatever the answers do.
 */
final class LoadGenerator {

  private static final int BUFFER = 64 * 1024;
  private static final long LOOK_EVERY_MILLIS = 50;
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final InetSocketAddress target;
  private final RequestTemplate template;
  private final AtomicLong numbers;

  /**
   * Aims at one port.
   *
   * @param numbers gives every request of a run another query id
   */
  LoadGenerator(InetSocketAddress target, RequestTemplate template, AtomicLong numbers) {
    this.target = target;
    this.template = template;
    this.numbers = numbers;
  }

  static LoadGenerator of(Subject subject, Workload workload, AtomicLong numbers) {
    return new LoadGenerator(subject.entrance(), subject.request(workload), numbers);
  }

  /**
   * Keeps this number of requests under way, each on a connection of its own: the next goes out
   * when the answer before it is whole. It ends not before there is something to tell.
   */
  Latencies run(int inFlight, Duration time) throws IOException {
    Latencies latencies = new Latencies();
    List<LoadConnection> open = new ArrayList<>();
    try (Selector selector = Selector.open()) {
      connect(selector, inFlight, open);
      ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
      long cpu = ownCpu();
      long begin = System.nanoTime();
      long end = begin + time.toNanos();
      for (LoadConnection connection : open) {
        connection.ask(next(), System.nanoTime());
      }
      long patience = end + GRACE.toNanos();
      for (long now = begin;
          now < end || (latencies.answered() < inFlight && now < patience);
          now = System.nanoTime()) {
        selector.select(LOOK_EVERY_MILLIS);
        for (SelectionKey key : selector.selectedKeys()) {
          LoadConnection connection = (LoadConnection) key.attachment();
          if (connection.proceed(buffer, latencies)) {
            connection.ask(next(), System.nanoTime());
          }
        }
        selector.selectedKeys().clear();
      }
      latencies.measuredFor(Duration.ofNanos(System.nanoTime() - begin), ownCpu() - cpu);
    } finally {
      close(open);
    }
    return latencies;
  }

  /**
   * Sends at a fixed rate. The time of an exchange counts from the moment at which its request
   * should have gone out, also when no connection was free then: a server that stands still is seen
   * by everybody who would have called meanwhile. What has no answer soon after the end has failed.
   */
  Latencies runAtRate(double perSecond, int connections, Duration time) throws IOException {
    Latencies latencies = new Latencies();
    List<LoadConnection> open = new ArrayList<>();
    Queue<Long> due = new ConcurrentLinkedQueue<>();
    try (Selector selector = Selector.open()) {
      connect(selector, connections, open);
      Deque<LoadConnection> free = new ArrayDeque<>(open);
      ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
      long cpu = ownCpu();
      long begin = System.nanoTime();
      long planned = Math.max(1, Math.round(perSecond * time.toNanos() / 1e9));
      Thread pacer =
          Thread.ofPlatform()
              .daemon()
              .name("bench-pacer")
              .start(() -> pace(begin, planned, 1e9 / perSecond, due, selector));
      long end = begin + time.plus(GRACE).toNanos();
      while (latencies.answered() < planned && System.nanoTime() < end) {
        selector.select(LOOK_EVERY_MILLIS);
        for (SelectionKey key : selector.selectedKeys()) {
          LoadConnection connection = (LoadConnection) key.attachment();
          if (connection.proceed(buffer, latencies)) {
            free.push(connection);
          }
        }
        selector.selectedKeys().clear();
        while (!due.isEmpty() && !free.isEmpty()) {
          free.pop().ask(next(), due.remove());
        }
      }
      pacer.interrupt();
      latencies.unanswered(planned - latencies.answered());
      latencies.measuredFor(Duration.ofNanos(System.nanoTime() - begin), ownCpu() - cpu);
    } finally {
      close(open);
    }
    return latencies;
  }

  private static void pace(
      long begin, long planned, double interval, Queue<Long> due, Selector selector) {
    for (long i = 0; i < planned && !Thread.currentThread().isInterrupted(); i++) {
      long moment = begin + (long) (i * interval);
      for (long wait = moment - System.nanoTime(); wait > 0; wait = moment - System.nanoTime()) {
        LockSupport.parkNanos(wait);
        if (Thread.currentThread().isInterrupted()) {
          return;
        }
      }
      var _ = due.add(moment);
      var _ = selector.wakeup();
    }
  }

  private byte[] next() {
    return template.numbered(numbers.incrementAndGet());
  }

  private void connect(Selector selector, int connections, List<LoadConnection> open)
      throws IOException {
    for (int i = 0; i < connections; i++) {
      open.add(new LoadConnection(selector, target));
    }
  }

  private static void close(List<LoadConnection> open) throws IOException {
    for (LoadConnection connection : open) {
      connection.close();
    }
  }

  private static long ownCpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
