// SPDX-License-Identifier: MIT
package org.postroad.securityserver.acme;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/** Waits for a time to come, and no longer than the server runs. */
@FunctionalInterface
interface Waiting {
  /**
   * Waits.
   *
   * @throws Fault {@code service_failed} when the server stops meanwhile
   */
  void until(Instant time);

  /** Until it is closed. {@code lock} guards whether it is. */
  final class OfServer implements Waiting, AutoCloseable {
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition closing = lock.newCondition();

    @GuardedBy("lock")
    private boolean closed;

    OfServer(Clock clock) {
      this.clock = clock;
    }

    @Override
    public void until(Instant time) {
      lock.lock();
      try {
        long left = Duration.between(clock.instant(), time).toNanos();
        while (left > 0 && !closed) {
          left = closing.awaitNanos(left);
        }
        if (closed) {
          throw stopped();
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        throw stopped();
      } finally {
        lock.unlock();
      }
    }

    private static Fault stopped() {
      return new Fault(FaultCode.SERVICE_FAILED, "The server stops; the order goes on later");
    }

    @Override
    public void close() {
      lock.lock();
      try {
        closed = true;
        closing.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }
}
