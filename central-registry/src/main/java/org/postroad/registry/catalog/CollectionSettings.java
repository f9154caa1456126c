// SPDX-License-Identifier: MIT

package org.postroad.registry.catalog;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import org.postroad.protocol.identifier.ClientId;

/**
 * How descriptions are collected.
 *
 * @param server the client port of the security server that asks, usually that of the management
 *     services' member: {@code http://127.0.0.1:8080/}
 * @param serverCertificate that it shows over HTTPS; only this one is taken
 * @param client in whose name it asks; a client of that server that needs no certificate of its own
 * @param interval between the end of one round and the beginning of the next
 */
public record CollectionSettings(
    URI server,
    Optional<X509Certificate> serverCertificate,
    ClientId client,
    Duration interval,
    CollectionLimits limits) {
  public static final Duration USUAL_INTERVAL = Duration.ofHours(1);

  public CollectionSettings {
    boolean https = "https".equals(server.getScheme());
    if ((!https && !"http".equals(server.getScheme())) || server.getHost() == null) {
      throw new IllegalArgumentException(
          "'" + server + "' is not the address of a client port, such as http://127.0.0.1:8080/");
    }
    if (https != serverCertificate.isPresent()) {
      throw new IllegalArgumentException(
          "a certificate of the security server belongs to an https address, and only to one");
    }
    if (interval.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException(
          "collecting every " + interval + ", at least 1 s expected");
    }
  }
}
