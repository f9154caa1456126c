// SPDX-License-Identifier: MIT
package org.postroad.securityserver.conf;

import java.util.Locale;
import java.util.Optional;

/**
 * What one process is among those that together are one security server (F01, F02): nodes behind a
 * load balancer with the same configuration and the same keys.
 */
public enum NodeType {
  /** The only one. */
  STANDALONE,
  /** The one whose configuration is changed, and copied to the others. */
  PRIMARY,
  /** One that takes over what the primary node has and changes none of it. */
  SECONDARY;

  /** Reads it as settings spell it, or as X-Road spells it: master and slave. */
  public static Optional<NodeType> parse(String word) {
    return switch (word) {
      case "standalone" -> Optional.of(STANDALONE);
      case "primary", "master" -> Optional.of(PRIMARY);
      case "secondary", "slave" -> Optional.of(SECONDARY);
      default -> Optional.empty();
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
