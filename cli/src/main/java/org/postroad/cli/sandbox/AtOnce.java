// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Runs independent steps of the start beside each other, each on a virtual thread. */
final class AtOnce {

  /** The outcome of one step; waiting for it passes its failure on. */
  static final class Result<T> {

    private final FutureTask<T> task;

    private Result(FutureTask<T> task) {
      this.task = task;
    }

    T get() {
      try {
        return task.get();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Interrupted while starting the sandbox", e);
      } catch (ExecutionException e) {
        throw new IllegalStateException(
            "The sandbox could not be started: " + e.getCause(), e.getCause());
      }
    }
  }

  <T> Result<T> start(Callable<T> step) {
    FutureTask<T> task = new FutureTask<>(step);
    Thread.ofVirtual().start(task);
    return new Result<>(task);
  }
}
