// SPDX-License-Identifier: MIT
package org.postroad.securityserver;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes what was copied from the primary node count on a secondary one, every other second (F03).
 * What cannot be read, since it is still being copied or was damaged, is looked at again the next
 * time; until then everything stays as it is.
 */
final class NodeFollower implements Runnable, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NodeFollower.class);
  private static final Duration INTERVAL = Duration.ofSeconds(2);

  private final List<Followed> followed;
  private final ScheduledExecutorService schedule =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("node-follower").factory());

  /**
   * One thing that is copied.
   *
   * @param name as it stands in the log
   */
  record Followed(String name, Look look) {}

  /** Takes over what is new. */
  @FunctionalInterface
  interface Look {
    /** Whether anything was new. */
    boolean reread();
  }

  NodeFollower(List<Followed> followed) {
    this.followed = List.copyOf(followed);
  }

  static NodeFollower start(List<Followed> followed) {
    NodeFollower follower = new NodeFollower(followed);
    var _ =
        follower.schedule.scheduleWithFixedDelay(
            follower, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    return follower;
  }

  /** Looks once, in the thread of the caller. */
  @Override
  public void run() {
    for (Followed each : followed) {
      try {
        if (each.look().reread()) {
          LOG.info("{} of the primary node taken over", each.name());
        }
      } catch (RuntimeException e) {
        LOG.warn("{} of the primary node cannot be taken over, tried again", each.name(), e);
      }
    }
  }

  @Override
  public void close() {
    schedule.shutdownNow();
  }
}
