// SPDX-License-Identifier: MIT
package org.postroad.securityserver.exchange;

import java.time.Duration;

/**
 * How this server deals with other security servers.
 *
 * @param connect how long reaching one may take
 * @param read how long its response may take, {@link Duration#ZERO} for ever (C-061)
 */
public record PeerSettings(Duration connect, Duration read) {

  public static final PeerSettings DEFAULT =
      new PeerSettings(Duration.ofSeconds(30), Duration.ZERO);

  public PeerSettings {
    if (connect.isNegative() || read.isNegative()) {
      throw new IllegalArgumentException("time-outs of " + connect + " and " + read);
    }
  }
}
