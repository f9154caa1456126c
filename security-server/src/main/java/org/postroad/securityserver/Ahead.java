// SPDX-License-Identifier: MIT
package org.postroad.securityserver;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** A part of the start that is made on a thread of its own before it is needed. */
final class Ahead<T> {

  private final FutureTask<T> task;

  private Ahead(FutureTask<T> task) {
    this.task = task;
  }

  static <T> Ahead<T> of(String thread, Callable<T> part) {
    FutureTask<T> task = new FutureTask<>(part);
    Thread.ofPlatform().daemon().name(thread).start(task);
    return new Ahead<>(task);
  }

  /** Waits for the part; its failure is the caller's. */
  T get() throws IOException {
    try {
      return task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while the server started", e);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException failed -> throw failed;
        case RuntimeException failed -> throw failed;
        case null, default -> throw new IllegalStateException("The server cannot start", e);
      }
    }
  }
}
