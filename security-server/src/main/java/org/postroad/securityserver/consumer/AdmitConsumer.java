// SPDX-License-Identifier: MIT
package org.postroad.securityserver.consumer;

import java.security.cert.X509Certificate;
import java.util.List;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.securityserver.conf.Client;
import org.postroad.securityserver.conf.ServerConfiguration;
import org.postroad.securityserver.exchange.Stage;
import org.postroad.securityserver.net.ServerExchange;

/**
 * The caller must be a client registered at this server, and the information system must prove to
 * be one of that client's as its connection type demands.
 */
final class AdmitConsumer implements Stage<Received, Admitted> {

  @Override
  public Admitted apply(Received received) {
    ClientId caller = received.message().client();
    Client client = registered(caller, received.ready().configuration().server());
    authenticate(client, received.ready().exchange());
    return new Admitted(received);
  }

  static Client registered(ClientId caller, ServerConfiguration server) {
    return server
        .client(caller)
        .filter(Client::isRegistered)
        .orElseThrow(
            () -> new Fault(FaultCode.UNKNOWN_MEMBER, "Client '" + caller.text() + "' not found"));
  }

  /** Whether the connection satisfies the connection type of the client (D21 of the registry). */
  static void authenticate(Client client, ServerExchange exchange) {
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

  private static void requireCertificate(Client client, List<X509Certificate> presented) {
    if (presented.isEmpty()) {
      throw refused(client, "specifies HTTPS but did not supply TLS certificate");
    }
    if (client.informationSystemCertificates().isEmpty()) {
      throw refused(client, "has no IS certificates");
    }
    if (!client.informationSystemCertificates().contains(presented.getFirst())) {
      throw refused(client, "TLS certificate does not match any IS certificates");
    }
  }

  private static Fault refused(Client client, String reason) {
    return new Fault(
        FaultCode.SSL_AUTHENTICATION_FAILED, "Client (" + client.id().text() + ") " + reason);
  }
}
