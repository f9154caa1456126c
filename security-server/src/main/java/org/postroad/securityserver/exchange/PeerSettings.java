// SPDX-License-Identifier: MIT
package org.postroad.securityserver.exchange;

import java.time.Duration;
import java.util.Optional;
import org.postroad.protocol.transport.ProxyVersion;

/**
 * How this server deals with other security servers.
 *
 * @param connect how long reaching one may take
 * @param read how long its response may take, {@link Duration#ZERO} for ever (C-061)
 * @param leastVersion what a server that calls must have at least; absent, any version and none is
 *     served (C-031)
 */
public record PeerSettings(Duration connect, Duration read, Optional<ProxyVersion> leastVersion) {

  public static final PeerSettings DEFAULT =
      new PeerSettings(Duration.ofSeconds(30), Duration.ZERO, Optional.empty());

  public PeerSettings {
    if (connect.isNegative() || read.isNegative()) {
      throw new IllegalArgumentException("time-outs of " + connect + " and " + read);
    }
  }

  public PeerSettings withConnect(Duration time) {
    return new PeerSettings(time, read, leastVersion);
  }

  public PeerSettings withRead(Duration time) {
    return new PeerSettings(connect, time, leastVersion);
  }

  public PeerSettings withLeastVersion(ProxyVersion version) {
    return new PeerSettings(connect, read, Optional.of(version));
  }
}
