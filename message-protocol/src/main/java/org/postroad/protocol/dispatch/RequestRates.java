// SPDX-License-Identifier: MIT

package org.postroad.protocol.dispatch;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** How often each address may ask one port, in a second and in a minute. */
public final class RequestRates {
  private final RequestRate second;
  private final RequestRate minute;
  private final InstantSource clock;

  public RequestRates(PortLimits limits, InstantSource clock) {
    this.second = new RequestRate(limits.requestsPerSecond(), Duration.ofSeconds(1));
    this.minute = new RequestRate(limits.requestsPerMinute(), Duration.ofMinutes(1));
    this.clock = clock;
  }

  /** Whether the address may ask now; if so, that is counted. */
  public boolean admit(InetAddress address) {
    Instant now = clock.instant();
    return second.admits(address, now) && minute.admits(address, now);
  }
}
