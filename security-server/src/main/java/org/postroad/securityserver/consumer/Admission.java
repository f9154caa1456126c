// SPDX-License-Identifier: MIT
package org.postroad.securityserver.consumer;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.securityserver.conf.Client;
import org.postroad.securityserver.net.ServerExchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether an information system may speak for a client: the connection must be what the client's
 * connection type demands (A-063 to A-065, E-040).
 *
 * <p>A certificate counts only when it equals a listed one exactly; no authority is asked. This
 * server's own certificate counts for every client, since it is how the server calls itself.
 */
public final class Admission {

  private static final Logger LOG = LoggerFactory.getLogger(Admission.class);

  private final ConsumerSettings settings;
  private final Supplier<X509Certificate> own;
  private final Clock clock;

  /**
   * Decides.
   *
   * @param own the certificate that this server shows to itself now
   */
  public Admission(ConsumerSettings settings, Supplier<X509Certificate> own, Clock clock) {
    this.settings = settings;
    this.own = own;
    this.clock = clock;
  }

  void check(Client client, ServerExchange exchange) {
    switch (client.connectionType()) {
      case HTTP -> {}
      case HTTPS_NO_AUTH -> {
        if (!exchange.secure()) {
          throw refused(client, "specifies HTTPS NO AUTH but client made plaintext connection");
        }
      }
      case HTTPS ->
          requireCertificate(client, exchange.secure() ? exchange.peerCertificates() : List.of());
    }
  }

  private void requireCertificate(Client client, List<X509Certificate> presented) {
    if (presented.isEmpty()) {
      throw refused(client, "specifies HTTPS but did not supply TLS certificate");
    }
    X509Certificate shown = presented.getFirst();
    if (shown.equals(own.get())) {
      return;
    }
    if (client.informationSystemCertificates().isEmpty()) {
      throw refused(client, "has no IS certificates");
    }
    if (!client.informationSystemCertificates().contains(shown)) {
      throw refused(client, "TLS certificate does not match any IS certificates");
    }
    checkValidity(client, shown);
  }

  private void checkValidity(Client client, X509Certificate shown) {
    Instant now = clock.instant();
    if (now.isBefore(shown.getNotBefore().toInstant())) {
      outsideValidity(client, "TLS certificate is not yet valid");
    } else if (now.isAfter(shown.getNotAfter().toInstant())) {
      outsideValidity(client, "TLS certificate is expired");
    }
  }

  private void outsideValidity(Client client, String reason) {
    if (settings.enforceValidity()) {
      throw refused(client, reason);
    }
    LOG.warn("Client ({}) {}", client.id().text(), reason);
  }

  private static Fault refused(Client client, String reason) {
    return new Fault(
        FaultCode.SSL_AUTHENTICATION_FAILED, "Client (" + client.id().text() + ") " + reason);
  }
}
