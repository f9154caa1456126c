// SPDX-License-Identifier: MIT
package org.postroad.securityserver.health;

import java.util.Optional;

/**
 * One thing without which this node cannot process messages (F07).
 *
 * @param name as it stands in front of what is wrong
 */
public record HealthCheck(String name, Probe probe) {

  /** Looks once. It may block; it is not waited for longer than {@link CheckTimes#answer}. */
  @FunctionalInterface
  public interface Probe {
    /** What is wrong, nothing when nothing is; an exception tells what is wrong too. */
    Optional<String> problem() throws Exception;
  }
}
