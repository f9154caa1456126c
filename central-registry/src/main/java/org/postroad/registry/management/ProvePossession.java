// SPDX-License-Identifier: MIT

package org.postroad.registry.management;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.certificate.CertificateChain;
import org.postroad.protocol.certificate.KeyUsages;
import org.postroad.protocol.certificate.KeyUse;
import org.postroad.protocol.certificate.OcspResponse;
import org.postroad.protocol.certificate.Trust;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.management.MemberProof;
import org.postroad.protocol.management.OctetSignature;
import org.postroad.protocol.management.SubmittedRequest.Plain;
import org.postroad.protocol.management.SubmittedRequest.Registration;
import org.postroad.protocol.management.SubmittedRequest.Signed;

/**
 * Stage: proves that whoever made the request holds the keys it speaks for (B23, B28). A signing
 * certificate must be by an approved authority of this instance, valid, for signing, and good by
 * the OCSP response that came along; an authentication certificate needs no OCSP. Who the
 * certificate names is found here and compared in {@link CheckRules}.
 */
final class ProvePossession {

  Proven apply(Received received) {
    return switch (received.submitted()) {
      case Plain _ -> new Proven(received, Optional.empty());
      case Signed signed ->
          new Proven(received, Optional.of(signer(signed.signer(), received, "Client")));
      case Registration registration -> {
        possession(registration, received);
        yield new Proven(received, Optional.of(signer(registration.owner(), received, "Owner")));
      }
    };
  }

  private static void possession(Registration registration, Received received) {
    X509Certificate certificate = registration.authCert();
    if (!KeyUsages.isAuthentication(certificate)) {
      throw invalid("Authentication certificate is not valid: it is for another use");
    }
    var _ = chain(certificate, KeyUse.AUTHENTICATION, received);
    verify(registration.possession(), certificate, received, "Auth");
  }

  private static MemberId signer(MemberProof proof, Received received, String who) {
    X509Certificate certificate = proof.certificate();
    if (!KeyUsages.isSigning(certificate)) {
      throw invalid("Member (owner/client) sign certificate is invalid: it is for another use");
    }
    CertificateChain chain = chain(certificate, KeyUse.SIGNING, received);
    Trust trust = received.configuration().trust();
    OcspResponse.parse(proof.ocspResponse())
        .verify(certificate, chain.issuerOf(certificate), trust, received.at());
    verify(proof.signature(), certificate, received, who);
    return chain.authority().profile().memberOf(certificate, received.configuration().instance());
  }

  private static CertificateChain chain(
      X509Certificate certificate, KeyUse use, Received received) {
    try {
      return CertificateChain.build(
          certificate,
          List.of(),
          received.configuration().trust(),
          received.configuration().instance(),
          use,
          received.at());
    } catch (Fault fault) {
      throw fault.within(FaultCode.CERT_VALIDATION);
    }
  }

  private static void verify(
      OctetSignature signature, X509Certificate certificate, Received received, String who) {
    byte[] octets = received.message().soap().bytes();
    if (!signature.verifies(certificate.getPublicKey(), octets)) {
      throw new Fault(FaultCode.INVALID_SIGNATURE_VALUE, who + " signature verification failed");
    }
  }

  private static Fault invalid(String text) {
    return new Fault(FaultCode.CERT_VALIDATION, text);
  }
}
