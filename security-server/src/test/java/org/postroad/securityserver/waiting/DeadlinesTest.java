// SPDX-License-Identifier: MIT
package org.postroad.securityserver.waiting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postroad.securityserver.waiting.Deadlines.Deadline;

@Timeout(60)
class DeadlinesTest {
  private static final long MILLISECOND = 1_000_000;
  private static final long HOUR = 3_600_000 * MILLISECOND;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition condition = lock.newCondition();

  /** Waits until the time is over, as those do that wait for something to happen. */
  private void awaitAll(long nanos) throws InterruptedException {
    long begin = System.nanoTime();
    lock.lock();
    try (Deadline _ = Deadlines.within(nanos, this::signalAll)) {
      while (System.nanoTime() - begin < nanos) {
        condition.await();
      }
    } finally {
      lock.unlock();
    }
  }

  private void signalAll() {
    lock.lock();
    try {
      condition.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Test
  void nobodyWaitsForEver() throws InterruptedException {
    awaitAll(20 * MILLISECOND);
  }

  @Test
  void oneThatHasNoEndEndsNobody() throws InterruptedException {
    AtomicBoolean ended = new AtomicBoolean();
    try (Deadline _ = Deadlines.within(Long.MAX_VALUE, () -> ended.set(true))) {
      awaitAll(5 * MILLISECOND);
    }
    assertFalse(ended.get());
  }

  @Test
  void aShortWaitIsNotHeldUpByALongOneBeforeIt() throws InterruptedException {
    try (Deadline _ = Deadlines.within(HOUR, () -> {})) {
      awaitAll(MILLISECOND);
    }
  }

  @Test
  void manyWaitsEndEachInItsTime() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> waits = new ArrayList<>();
      for (int i = 0; i < 1_000; i++) {
        long nanos = (1 + i * 7 % 40) * MILLISECOND;
        waits.add(
            threads.submit(() -> {
              awaitAll(nanos);
              return nanos;
            }));
      }
      for (Future<?> wait : waits) {
        wait.get();
      }
    }
  }

  @Test
  void whatIsOverIsNotEnded() throws InterruptedException {
    AtomicBoolean ended = new AtomicBoolean();
    Deadlines.within(5 * MILLISECOND, () -> ended.set(true)).close();
    CountDownLatch later = new CountDownLatch(1);
    try (Deadline _ = Deadlines.within(20 * MILLISECOND, later::countDown)) {
      later.await();
    }
    assertFalse(ended.get());
  }

  @Test
  void aTimeThatIsOverAlreadyEndsAtOnce() throws InterruptedException {
    CountDownLatch ended = new CountDownLatch(1);
    try (Deadline _ = Deadlines.within(-HOUR, ended::countDown)) {
      assertTrue(ended.await(30, TimeUnit.SECONDS));
    }
  }

  @Test
  void oneThatCannotBeEndedHoldsUpNoOther() throws InterruptedException {
    CountDownLatch ended = new CountDownLatch(1);
    try (Deadline _ =
            Deadlines.within(
                MILLISECOND,
                () -> {
                  throw new IllegalStateException("this one cannot be ended");
                });
        Deadline _ = Deadlines.within(10 * MILLISECOND, ended::countDown)) {
      assertTrue(ended.await(30, TimeUnit.SECONDS));
    }
  }

  @Test
  void anInterruptEndsTheWait() throws Exception {
    CompletableFuture<Boolean> held = new CompletableFuture<>();
    Thread waiting =
        Thread.ofVirtual()
            .start(() -> {
              assertThrows(InterruptedException.class, () -> awaitAll(HOUR));
              held.complete(lock.isHeldByCurrentThread());
            });
    waiting.interrupt();
    assertEquals(false, held.get());
  }
}
