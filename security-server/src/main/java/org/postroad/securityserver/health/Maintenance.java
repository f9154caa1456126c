// SPDX-License-Identifier: MIT
package org.postroad.securityserver.health;

import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes this node out of service for a load balancer, and back; messages that come all the same are
 * processed. Of this process alone: a start begins in service (F08). The maintenance mode that the
 * registry publishes is another thing (B.3 of the registry rows).
 */
public final class Maintenance {
  private static final Logger LOG = LoggerFactory.getLogger(Maintenance.class);

  private final AtomicBoolean on = new AtomicBoolean();
  private volatile boolean stopping;

  /** From now on this node is on its way out, whatever else is set. */
  public void stop() {
    stopping = true;
  }

  boolean isStopping() {
    return stopping;
  }

  boolean isOn() {
    return on.get();
  }

  /** Tells what was and what is, in the words of the reference, which scripts look for. */
  String set(boolean target) {
    String told = "Maintenance mode set: " + on.getAndSet(target) + " => " + target;
    LOG.info("{}", told);
    return told;
  }
}
