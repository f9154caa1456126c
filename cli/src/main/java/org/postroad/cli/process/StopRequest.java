// SPDX-License-Identifier: MIT
package org.postroad.cli.process;

import java.util.concurrent.CountDownLatch;

/**
 * The wish that this process ends, from SIGTERM or Ctrl-C. The virtual machine would end at once;
 * here it waits until the work in hand is finished.
 */
public final class StopRequest {

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch done = new CountDownLatch(1);

  private volatile boolean inOrder;

  private StopRequest() {}

  public static StopRequest ofThisProcess() {
    StopRequest request = new StopRequest();
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(request::ask));
    return request;
  }

  /** Returns when somebody wants the process to end. */
  public void await() throws InterruptedException {
    asked.await();
  }

  /**
   * Lets the process end.
   *
   * @param orderly whether it did what it should, so that its exit status is 0 and not that of a
   *     killed process
   */
  public void done(boolean orderly) {
    inOrder = orderly;
    done.countDown();
  }

  private void ask() {
    asked.countDown();
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
