// SPDX-License-Identifier: MIT
package org.postroad.securityserver.exchange;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one exchange must give back when it ends, however it ends: connections, spooled bodies. */
public final class Scope implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Scope.class);

  private final Deque<AutoCloseable> held = new ArrayDeque<>();

  /** Closes the resource with the exchange; returns it for use. */
  public <T extends AutoCloseable> T hold(T resource) {
    held.push(resource);
    return resource;
  }

  @Override
  public void close() {
    for (AutoCloseable resource : held) {
      try {
        resource.close();
      } catch (Exception e) {
        LOG.warn("Could not release {}", resource.getClass().getSimpleName(), e);
      }
    }
    held.clear();
  }
}
