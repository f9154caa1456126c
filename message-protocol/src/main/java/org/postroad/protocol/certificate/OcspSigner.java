// SPDX-License-Identifier: MIT

package org.postroad.protocol.certificate;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/**
 * Who signed an OCSP response, once the signature is verified and the signer is known to speak for
 * the issuer of the certificate in question (D-052, C41).
 *
 * <p>Three kinds of signers are authorised: the issuer itself; a certificate configured for this
 * issuer; a certificate this issuer signed with extended key usage OCSPSigning. Being authorised
 * for another authority of the same name is worth nothing, and nobody answers for itself. Whether a
 * delegated certificate carries id-pkix-ocsp-nocheck does not matter: its own status is not asked.
 */
record OcspSigner(X509Certificate certificate, boolean isIssuer) {
  private static final String OCSP_SIGNING = "1.3.6.1.5.5.7.3.9";

  /** Finds and verifies the signer; what does not depend on time is remembered in {@code trust}. */
  static OcspSigner of(
      OcspSignature signature,
      byte[] encoded,
      X509Certificate subject,
      X509Certificate issuer,
      Trust trust) {
    Digest key =
        VerifiedOnce.key(
            List.of(encoded, Certificates.encoded(subject), Certificates.encoded(issuer)));
    return trust
        .ocspSigners()
        .find(key)
        .orElseGet(() -> {
          OcspSigner signer = search(signature, subject, issuer, trust);
          trust.ocspSigners().remember(key, signer);
          return signer;
        });
  }

  /** When {@link #checkValidAt} refuses nothing. */
  Window window() {
    return isIssuer ? Window.ALWAYS : Window.of(certificate);
  }

  /** The validity of the issuer itself is judged with its chain. */
  void checkValidAt(Instant at) {
    if (!isIssuer && !Certificates.isValidAt(certificate, at)) {
      throw refusal(
          "OCSP responder certificate "
              + Certificates.displayName(certificate)
              + " is not valid at "
              + at);
    }
  }

  private static OcspSigner search(
      OcspSignature signature, X509Certificate subject, X509Certificate issuer, Trust trust) {
    List<X509Certificate> configured =
        trust.respondersOf(issuer).stream().flatMap(r -> r.certificate().stream()).toList();
    List<X509Certificate> claimed =
        Stream.of(configured, List.of(issuer), signature.enclosed())
            .flatMap(List::stream)
            .distinct()
            .filter(signature::claims)
            .toList();
    if (claimed.isEmpty()) {
      throw refusal("Could not find OCSP certificate for responder ID");
    }
    List<X509Certificate> authorized =
        claimed.stream()
            .filter(c -> !c.equals(subject))
            .filter(c -> c.equals(issuer) || configured.contains(c) || isDelegated(c, issuer))
            .toList();
    if (authorized.isEmpty()) {
      throw refusal("OCSP responder is not authorized for given CA");
    }
    return authorized.stream()
        .filter(signature::isBy)
        .map(certificate -> new OcspSigner(certificate, certificate.equals(issuer)))
        .findFirst()
        .orElseThrow(() -> refusal("Signature on OCSP response is not valid"));
  }

  private static boolean isDelegated(X509Certificate certificate, X509Certificate issuer) {
    return KeyUsages.extendedKeyUsages(certificate).contains(OCSP_SIGNING)
        && !certificate.hasUnsupportedCriticalExtension()
        && CertificateChain.issued(issuer, certificate);
  }

  private static Fault refusal(String text) {
    return new Fault(FaultCode.INCORRECT_VALIDATION_INFO, text);
  }
}
