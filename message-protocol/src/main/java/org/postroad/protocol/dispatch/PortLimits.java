// SPDX-License-Identifier: MIT

package org.postroad.protocol.dispatch;

import java.time.Duration;

/**
 * What callers of one port may cost (B05, E06).
 *
 * @param bodyBytes of one request
 * @param uploadBytes of one request whose body is a file: a form with parts, or octets
 * @param requestsPerSecond of one address
 * @param requestsPerMinute of one address
 * @param requestTime for the whole of a request to arrive, also for the TLS handshake; and how long
 *     a connection may be without one
 */
public record PortLimits(
    int connections,
    int bodyBytes,
    int uploadBytes,
    int requestsPerSecond,
    int requestsPerMinute,
    Duration requestTime) {
  /** Of the ports for management requests. */
  public static final PortLimits DEFAULTS =
      new PortLimits(200, 50 * 1024, 10, Duration.ofSeconds(10));

  /** Of the port for administration. */
  public static final PortLimits ADMINISTRATION =
      new PortLimits(64, 50 * 1024, 10 * 1024 * 1024, 20, 600, Duration.ofMinutes(1));

  public PortLimits {
    if (connections < 1 || bodyBytes < 1 || requestsPerMinute < 1 || requestTime.isNegative()) {
      throw new IllegalArgumentException("limits are at least one");
    }
    if (uploadBytes < bodyBytes || requestsPerSecond < 1) {
      throw new IllegalArgumentException("files are not smaller, and one request a second comes");
    }
  }

  /** Without larger files, and without a limit for a second. */
  public PortLimits(int connections, int bodyBytes, int requestsPerMinute, Duration requestTime) {
    this(connections, bodyBytes, bodyBytes, requestsPerMinute, requestsPerMinute, requestTime);
  }

  public PortLimits withRequestsPerMinute(int requests) {
    return new PortLimits(
        connections,
        bodyBytes,
        uploadBytes,
        Math.max(requestsPerSecond, requests),
        requests,
        requestTime);
  }

  /** How large the body of this request may be. */
  public int bodyBytes(PortHead head) {
    return switch (head.mediaType()) {
      case "multipart/form-data", "application/octet-stream" -> uploadBytes;
      default -> bodyBytes;
    };
  }
}
