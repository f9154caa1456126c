// SPDX-License-Identifier: MIT
package org.postroad.securityserver.monitoring;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Where spans of exchanges go. */
public record TracingSettings(Otlp otlp) {
  public static final TracingSettings DEFAULT =
      new TracingSettings(new Otlp(Optional.empty(), Duration.ofSeconds(10)));

  /**
   * A collector that takes OTLP with JSON over HTTP.
   *
   * @param url its address for traces; no spans if absent
   * @param answer how long it is waited for
   */
  public record Otlp(Optional<URI> url, Duration answer) {}
}
