// SPDX-License-Identifier: MIT
package org.postroad.securityserver.waiting;

import static org.junit.jupiter.api.Assertions.assertFalse;
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
      List<Future<Long>> waits = new ArrayList<>();
      for (int i = 0; i < 1_000; i++) {
        long nanos = (1 + i * 7 % 40) * MILLISECOND;
        waits.add(threads.submit(() -> late(nanos)));
      }
      for (Future<Long> wait : waits) {
        long late = wait.get();
        assertTrue(late >= 0, () -> "ended " + -late + " ns before its time");
      }
    }
  }

  /** How many nanoseconds after its time a wait is ended. */
  private static long late(long nanos) throws Exception {
    CompletableFuture<Long> ended = new CompletableFuture<>();
    long due = System.nanoTime() + nanos;
    try (Deadline _ = Deadlines.within(nanos, () -> ended.complete(System.nanoTime()))) {
      return ended.get() - due;
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
    try (Deadline _ = Deadlines.within(MILLISECOND, DeadlinesTest::refuse);
        Deadline _ = Deadlines.within(2 * MILLISECOND, DeadlinesTest::fail);
        Deadline _ = Deadlines.within(10 * MILLISECOND, ended::countDown)) {
      assertTrue(ended.await(30, TimeUnit.SECONDS));
    }
  }

  private static void refuse() {
    throw new IllegalStateException("this one cannot be ended");
  }

  private static void fail() {
    throw new AssertionError("nor can this one");
  }
}
