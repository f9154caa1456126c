// SPDX-License-Identifier: MIT

package org.postroad.registry;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.postroad.registry.publication.Publication;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes at the interval, on one thread of its own. A failure is told once, not at every try,
 * and leaves what was published before in place.
 */
final class PublicationSchedule implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PublicationSchedule.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Publication publication;
  private final ScheduledExecutorService schedule;

  PublicationSchedule(Publication publication) {
    this.publication = publication;
    this.schedule =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("registry-publication").factory());
  }

  /**
   * Publishes from now on.
   *
   * @param atOnce whether to begin with a generation before this method returns
   */
  void start(Duration interval, boolean atOnce) {
    if (atOnce) {
      publish();
    }
    var _ =
        schedule.scheduleWithFixedDelay(
            this::publish, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void publish() {
    boolean failedBefore = publication.status().isFailing();
    try {
      publication.run();
      if (failedBefore) {
        LOG.info("publishing works again");
      }
    } catch (RuntimeException failure) {
      if (!failedBefore) {
        LOG.warn("cannot publish, the former configuration stays", failure);
      }
    }
  }

  /** Begins nothing new; what is under way goes on until {@link #close}. */
  void stop() {
    schedule.shutdown();
  }

  /** Waits for what is under way. */
  @Override
  public void close() {
    stop();
    try {
      if (!schedule.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        LOG.warn("publishing did not end in time");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
