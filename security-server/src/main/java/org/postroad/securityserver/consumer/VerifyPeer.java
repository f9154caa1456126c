// SPDX-License-Identifier: MIT
package org.postroad.securityserver.consumer;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.postroad.protocol.certificate.CertificateChain;
import org.postroad.protocol.certificate.KeyUsages;
import org.postroad.protocol.certificate.KeyUse;
import org.postroad.protocol.certificate.OcspResponse;
import org.postroad.protocol.certificate.Presented;
import org.postroad.protocol.certificate.Trust;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.securityserver.signer.OcspStore;

/**
 * Proves that the certificate of another security server is an authentication certificate of a
 * server where a client is registered, issued by an approved authority and good by OCSP (C-011 to
 * C-015, C-023).
 */
final class VerifyPeer {

  private final OcspStore known;
  private final PeerOcsp peerOcsp;
  private final Clock clock;

  VerifyPeer(Outgoing outgoing, Clock clock) {
    this.known = outgoing.ocsp();
    this.peerOcsp = new PeerOcsp(outgoing.client(), outgoing.ocspPort());
    this.clock = clock;
  }

  /**
   * Throws unless the certificates the peer showed, leaf first, belong to a server of the client.
   *
   * @param address the peer was connected to; OCSP responses are asked for there (C-022)
   */
  void verify(
      InetSocketAddress address,
      List<X509Certificate> presented,
      ClientId client,
      GlobalConfiguration global) {
    try {
      check(address, presented, client, global);
    } catch (Fault fault) {
      throw fault.within(FaultCode.SSL_AUTHENTICATION_FAILED);
    }
  }

  private void check(
      InetSocketAddress address,
      List<X509Certificate> presented,
      ClientId client,
      GlobalConfiguration global) {
    if (presented.isEmpty()) {
      throw new Fault(FaultCode.SSL_AUTHENTICATION_FAILED, "No TLS certificate from " + address);
    }
    X509Certificate leaf = presented.getFirst();
    if (!KeyUsages.isAuthentication(leaf)) {
      throw new Fault(
          FaultCode.SSL_AUTHENTICATION_FAILED,
          "Peer certificate is not an authentication certificate");
    }
    if (!global.authenticationCertificateServes(leaf, client)) {
      throw notRegistered(leaf, client, global);
    }
    Instant now = clock.instant();
    Trust trust = global.trust();
    CertificateChain chain =
        CertificateChain.build(
            leaf, presented, trust, client.instance(), KeyUse.AUTHENTICATION, now);
    var known =
        new Presented(leaf, presented, known(chain), client.instance(), KeyUse.AUTHENTICATION);
    if (!isGood(known, trust, now)) {
      fetchAndVerify(chain, address, trust, now);
    }
  }

  private List<byte[]> known(CertificateChain chain) {
    List<byte[]> responses = new ArrayList<>();
    for (X509Certificate certificate : chain.withoutRoot()) {
      known.find(certificate).map(OcspResponse::encoded).ifPresent(responses::add);
    }
    return responses;
  }

  private static boolean isGood(Presented presented, Trust trust, Instant now) {
    try {
      var _ = presented.prove(trust, now);
      return true;
    } catch (Fault _) {
      return false;
    }
  }

  private void fetchAndVerify(
      CertificateChain chain, InetSocketAddress address, Trust trust, Instant now) {
    List<X509Certificate> certificates = chain.withoutRoot();
    List<OcspResponse> fetched = fetch(address, certificates);
    for (int i = 0; i < certificates.size(); i++) {
      X509Certificate certificate = certificates.get(i);
      fetched.get(i).verify(certificate, chain.issuerOf(certificate), trust, now);
      known.put(certificate, fetched.get(i));
    }
  }

  private List<OcspResponse> fetch(InetSocketAddress address, List<X509Certificate> certificates) {
    try {
      return peerOcsp.fetch(address.getAddress(), certificates);
    } catch (IOException e) {
      throw new Fault(
          FaultCode.NETWORK_ERROR,
          "Could not get OCSP responses from " + address.getHostString() + ": " + e.getMessage(),
          e);
    }
  }

  private static Fault notRegistered(
      X509Certificate leaf, ClientId client, GlobalConfiguration global) {
    return new Fault(
        FaultCode.SSL_AUTHENTICATION_FAILED,
        global
            .serverOfAuthenticationCertificate(leaf)
            .map(server ->
                "Client '"
                    + client.text()
                    + "' is not registered at security server "
                    + server.text())
            .orElse(
                "Authentication certificate "
                    + leaf.getSubjectX500Principal()
                    + " is not associated with any security server"));
  }
}
