// SPDX-License-Identifier: MIT

package org.postroad.registry;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks twice a second what other nodes have accepted, on one thread of its own. A failure is told
 * once, not at every try.
 */
final class JournalFollower implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(JournalFollower.class);
  private static final Duration INTERVAL = Duration.ofMillis(500);

  private final Runnable follow;
  private final AtomicBoolean failing = new AtomicBoolean();
  private final ScheduledExecutorService schedule =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("registry-follower").factory());

  JournalFollower(Runnable follow) {
    this.follow = follow;
  }

  void start() {
    var _ =
        schedule.scheduleWithFixedDelay(
            this::run, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void run() {
    try {
      follow.run();
      if (failing.getAndSet(false)) {
        LOG.info("the journal can be followed again");
      }
    } catch (RuntimeException failure) {
      if (!failing.getAndSet(true)) {
        LOG.warn("the journal cannot be followed", failure);
      }
    }
  }

  /** Begins nothing new; whoever closes the journal next waits for what is under way. */
  @Override
  public void close() {
    schedule.shutdown();
  }
}
