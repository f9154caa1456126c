// SPDX-License-Identifier: MIT
package org.postroad.securityserver.provider;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.postroad.protocol.certificate.KeyUsages;
import org.postroad.protocol.certificate.KeyUse;
import org.postroad.protocol.certificate.Presented;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.protocol.message.Message;
import org.postroad.protocol.message.SoapMessage;
import org.postroad.securityserver.conf.Client;
import org.postroad.securityserver.conf.Configuration;
import org.postroad.securityserver.exchange.Stage;
import org.postroad.securityserver.signer.SigningIdentities;

/**
 * The message must be meant for this server, its provider registered here with a key that can sign
 * the response, and the other security server proven to serve the caller (A-032, A-061, C-011 to
 * C-017).
 */
final class AuthenticatePeer implements Stage<Opened, Authenticated> {

  private final SigningIdentities identities;
  private final Clock clock;

  AuthenticatePeer(SigningIdentities identities, Clock clock) {
    this.identities = identities;
    this.clock = clock;
  }

  /** Its refusals count as refusals to read the message, like those of the parts (C-044). */
  @Override
  public Authenticated apply(Opened opened) {
    try {
      checkAddressee(opened.message(), opened.configuration().server().id());
      checkProvider(opened.message().service().owner(), opened.configuration());
      checkSigner(opened.message().service().owner(), opened.configuration().global());
      checkPeer(opened);
    } catch (Fault fault) {
      throw fault.within(FaultCode.SERVICE_FAILED);
    }
    return new Authenticated(opened);
  }

  private static void checkAddressee(Message message, SecurityServerId self) {
    if (message instanceof SoapMessage soap) {
      soap.header()
          .securityServer()
          .filter(named -> !named.equals(self))
          .ifPresent(named -> {
            throw new Fault(
                FaultCode.INVALID_SECURITY_SERVER,
                "Invalid security server identifier '"
                    + named.text()
                    + "' expected '"
                    + self.text()
                    + "'");
          });
    }
  }

  /** The owner of a server belongs to it without being added. */
  private static void checkProvider(ClientId provider, Configuration configuration) {
    if (provider.equals(configuration.server().id().owner())) {
      return;
    }
    if (configuration.server().client(provider).filter(Client::isRegistered).isEmpty()) {
      throw new Fault(FaultCode.UNKNOWN_MEMBER, "Client '" + provider.text() + "' not found");
    }
  }

  /** Nothing is received that could not be answered. */
  private void checkSigner(ClientId provider, GlobalConfiguration global) {
    identities.signerOf(provider.member(), global, clock.instant());
  }

  private void checkPeer(Opened opened) {
    List<X509Certificate> presented = opened.arrival().exchange().peerCertificates();
    ClientId caller = opened.message().client();
    try {
      checkChain(presented, caller, opened);
    } catch (Fault fault) {
      throw fault.within(FaultCode.SSL_AUTHENTICATION_FAILED);
    }
  }

  private void checkChain(List<X509Certificate> presented, ClientId caller, Opened opened) {
    GlobalConfiguration global = opened.configuration().global();
    if (presented.isEmpty()) {
      throw refused("The other security server showed no TLS certificate");
    }
    X509Certificate leaf = presented.getFirst();
    if (opened.ocspResponses().isEmpty()) {
      throw refused("Cannot verify TLS certificate, corresponding OCSP response is missing");
    }
    if (!KeyUsages.isAuthentication(leaf)) {
      throw refused("Peer certificate is not an authentication certificate");
    }
    if (!global.authenticationCertificateServes(leaf, caller)) {
      throw refused(
          global
              .serverOfAuthenticationCertificate(leaf)
              .map(server ->
                  "Client '"
                      + caller.text()
                      + "' is not registered at security server "
                      + server.text())
              .orElse(
                  "Authentication certificate "
                      + leaf.getSubjectX500Principal()
                      + " is not associated with any security server"));
    }
    Instant now = clock.instant();
    var _ =
        new Presented(
                leaf, presented, opened.ocspResponses(), caller.instance(), KeyUse.AUTHENTICATION)
            .prove(global.trust(), now);
  }

  private static Fault refused(String reason) {
    return new Fault(FaultCode.SSL_AUTHENTICATION_FAILED, reason);
  }
}
