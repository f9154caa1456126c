// SPDX-License-Identifier: MIT
package org.postroad.securityserver.monitoring;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.postroad.securityserver.messagelog.LogStatus;
import org.postroad.securityserver.messagelog.TimestampAuthorities;

/**
 * What is looked at whenever metrics are asked for. Everything answers at once, whatever a database
 * or a network does.
 */
public record WatchedServer(
    Certificates certificates,
    Fetched globalConfiguration,
    Log log,
    Signatures signatures,
    Supplier<Map<URI, Optional<TimestampAuthorities.Outcome>>> timestamping,
    Map<String, IntSupplier> connections,
    LongSupplier waitingBodies) {

  /**
   * The certificates of this server.
   *
   * @param ocsp from when the OCSP response is that is at hand for one, if any is
   */
  public record Certificates(
      Supplier<List<KnownCertificate>> known, Function<X509Certificate, Optional<Instant>> ocsp) {}

  /**
   * The global configuration.
   *
   * @param expires nothing before there is one
   * @param fetched when it was last fetched with success
   */
  public record Fetched(Supplier<Optional<Instant>> expires, Supplier<Optional<Instant>> fetched) {}

  /**
   * The message log.
   *
   * @param commits how often its journal was forced to disk, however many entries at once
   * @param waiting entries that are not on disk yet
   */
  public record Log(Supplier<LogStatus> status, LongSupplier commits, IntSupplier waiting) {}

  /** How much was signed and with how many operations of keys. */
  public record Signatures(LongSupplier messages, LongSupplier operations) {}

  public WatchedServer {
    connections = Map.copyOf(connections);
  }
}
