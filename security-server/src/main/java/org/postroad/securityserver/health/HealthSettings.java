// SPDX-License-Identifier: MIT
package org.postroad.securityserver.health;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * How this node tells how it is.
 *
 * @param port for load balancers; absent, there is none (F06)
 * @param address that port is opened on
 * @param tokens whether hardware tokens have to be open
 * @param memoryThreshold how many percent of the heap may be in use at most; absent, any
 * @param metrics whether metrics are told on that port too (decision 0059)
 * @param localPort of the loopback address, for taking the node out of service and for diagnostics;
 *     absent, there is none (F08, F09)
 * @param backupAge how old the newest backup may be before somebody is told
 */
public record HealthSettings(
    Optional<Integer> port,
    InetAddress address,
    boolean tokens,
    Optional<Integer> memoryThreshold,
    boolean metrics,
    Optional<Integer> localPort,
    Duration backupAge) {

  public static final HealthSettings DEFAULT =
      new HealthSettings(
          Optional.empty(),
          InetAddress.ofLiteral("0.0.0.0"),
          false,
          Optional.empty(),
          false,
          Optional.empty(),
          Duration.ofDays(2));

  public HealthSettings {
    if (memoryThreshold.filter(percent -> percent < 1 || percent > 100).isPresent()) {
      throw new IllegalArgumentException(
          "memory-threshold is " + memoryThreshold.get() + ", expected 1 to 100");
    }
  }

  /** Whether there is a port where metrics are told. */
  public boolean tellsMetrics() {
    return localPort.isPresent() || (metrics && port.isPresent());
  }

  public HealthSettings withPorts(int ofHealth, int local) {
    return new HealthSettings(
        Optional.of(ofHealth),
        address,
        tokens,
        memoryThreshold,
        metrics,
        Optional.of(local),
        backupAge);
  }
}
