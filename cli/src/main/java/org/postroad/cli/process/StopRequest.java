// SPDX-License-Identifier: MIT
package org.postroad.cli.process;

import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The wish that this process ends, from SIGTERM or Ctrl-C. The virtual machine would end at once;
 * here it waits until the work in hand is finished.
 */
public final class StopRequest {

  private final BlockingQueue<Wish> wishes = new LinkedBlockingQueue<>();
  private final CountDownLatch done = new CountDownLatch(1);

  private volatile boolean inOrder;

  private StopRequest() {}

  /** What runs until it is asked to stop. */
  @FunctionalInterface
  public interface Running {

    /** Opens what is to run, waits at {@code stop}, and closes it. */
    void until(StopRequest stop) throws IOException, InterruptedException;
  }

  /** Runs it; the process ends when it returns, with success, or when it fails. */
  public static void runUntilAsked(Running running) throws IOException, InterruptedException {
    StopRequest stop = new StopRequest();
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(stop::ask));
    boolean orderly = false;
    try {
      running.until(stop);
      orderly = true;
    } finally {
      stop.done(orderly);
    }
  }

  /** What somebody wants of a process. */
  public enum Wish {
    STOP,
    START_AGAIN
  }

  /** Returns when somebody wants the process to end. */
  public void await() throws InterruptedException {
    while (next() != Wish.STOP) {
      // What has not to be started again goes on.
    }
  }

  /** Returns what somebody wants next. */
  public Wish next() throws InterruptedException {
    return wishes.take();
  }

  /** Asks for what runs in this process to be started again. */
  public void startAgain() {
    wishes.add(Wish.START_AGAIN);
  }

  /**
   * Lets the process end.
   *
   * @param orderly whether it did what it should, so that its exit status is 0 and not that of a
   *     killed process
   */
  private void done(boolean orderly) {
    inOrder = orderly;
    done.countDown();
  }

  private void ask() {
    wishes.add(Wish.STOP);
    try {
      done.await();
      if (inOrder) {
        Runtime.getRuntime().halt(0);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
