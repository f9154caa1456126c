// SPDX-License-Identifier: MIT

package org.postroad.registry.net;

import java.time.Duration;

/**
 * What callers of one port may cost (B05).
 *
 * @param bodyBytes of one request
 * @param requestsPerMinute of one address
 * @param requestTime for the whole of a request to arrive, also for the TLS handshake
 */
public record PortLimits(
    int connections, int bodyBytes, int requestsPerMinute, Duration requestTime) {
  public static final PortLimits DEFAULTS =
      new PortLimits(200, 50 * 1024, 10, Duration.ofSeconds(10));

  public PortLimits {
    if (connections < 1 || bodyBytes < 1 || requestsPerMinute < 1 || requestTime.isNegative()) {
      throw new IllegalArgumentException("limits are at least one");
    }
  }

  public PortLimits withRequestsPerMinute(int requests) {
    return new PortLimits(connections, bodyBytes, requests, requestTime);
  }
}
