// SPDX-License-Identifier: MIT
package org.postroad.securityserver.audit;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;

/**
 * Runs tasks in a pool and hands on their results in the order in which the tasks came, in the
 * thread that brings them. No more tasks wait than keep the pool busy, so that a log of any length
 * is judged in the same memory.
 */
final class InOrder<T> implements AutoCloseable {

  /** Takes the results one by one; may submit more. */
  interface Sink<T> {
    void take(T result) throws IOException;
  }

  private static final int TASKS_OF_A_THREAD = 4;

  private final ExecutorService pool;
  private final int limit;
  private final Sink<T> sink;
  private final Deque<Future<T>> running = new ArrayDeque<>();

  InOrder(int threads, Sink<T> sink) {
    ThreadFactory factory = Thread.ofPlatform().name("postroad-audit-", 0).daemon().factory();
    this.pool = Executors.newFixedThreadPool(threads, factory);
    this.limit = TASKS_OF_A_THREAD * threads;
    this.sink = sink;
  }

  void submit(Callable<T> task) throws IOException {
    while (running.size() >= limit) {
      takeFirst();
    }
    running.add(pool.submit(task));
  }

  /** Submits without taking results first, for a sink that is being called. */
  void follow(Callable<T> task) {
    running.add(pool.submit(task));
  }

  /** Returns when every result was taken. */
  void finish() throws IOException {
    while (!running.isEmpty()) {
      takeFirst();
    }
  }

  private void takeFirst() throws IOException {
    try {
      sink.take(running.remove().get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while judging", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException unreadable) {
        throw unreadable;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }
}
