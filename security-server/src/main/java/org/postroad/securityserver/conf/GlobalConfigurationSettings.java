// SPDX-License-Identifier: MIT
package org.postroad.securityserver.conf;

import java.time.Duration;
import java.util.Optional;

/**
 * How the global configuration is kept up to date.
 *
 * @param interval between two refreshes (A29)
 * @param connect to reach a registry (A27)
 * @param answer for all of one answer (A27)
 * @param federations which partners of the instance are followed (A112)
 * @param diagnosticsPort the port on the loopback address that tells how it goes (A115)
 */
public record GlobalConfigurationSettings(
    Duration interval,
    Duration connect,
    Duration answer,
    AllowedFederations federations,
    Optional<Integer> diagnosticsPort) {

  /** The times of the reference. */
  public static final GlobalConfigurationSettings DEFAULT =
      new GlobalConfigurationSettings(
          Duration.ofSeconds(60),
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          AllowedFederations.NONE,
          Optional.empty());

  public GlobalConfigurationSettings {
    if (!interval.isPositive() || !connect.isPositive() || !answer.isPositive()) {
      throw new IllegalArgumentException("times must be longer than zero");
    }
  }
}
