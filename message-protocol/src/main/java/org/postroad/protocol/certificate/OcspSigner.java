// SPDX-License-Identifier: MIT

package org.postroad.protocol.certificate;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.ocsp.ResponderID;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/**
 * Who signed an OCSP response, once the signature is verified and the signer is known to speak for
 * the issuer of the certificate in question (D-052, C41).
 *
 * <p>Three kinds of signers are authorised: the issuer itself; a certificate configured for this
 * issuer; a certificate this issuer signed with extended key usage OCSPSigning. Being authorised
 * for another authority of the same name is worth nothing, and nobody answers for itself.
 */
record OcspSigner(X509Certificate certificate, boolean isIssuer) {
  private static final String OCSP_SIGNING = "1.3.6.1.5.5.7.3.9";
  private static final int MAX_CERTIFICATES = 8;
  private static final Set<ASN1ObjectIdentifier> UNDERSTOOD =
      Set.of(OCSPObjectIdentifiers.id_pkix_ocsp_nonce);

  /** Finds and verifies the signer; what does not depend on time is remembered in {@code trust}. */
  static OcspSigner of(
      BasicOCSPResp response,
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
          OcspSigner signer = search(response, subject, issuer, trust);
          trust.ocspSigners().remember(key, signer);
          return signer;
        });
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
      BasicOCSPResp response, X509Certificate subject, X509Certificate issuer, Trust trust) {
    requireAcceptedForm(response);
    List<X509Certificate> configured =
        trust.respondersOf(issuer).stream().flatMap(r -> r.certificate().stream()).toList();
    List<X509Certificate> named = named(response, issuer, configured);
    if (named.isEmpty()) {
      throw refusal("Could not find OCSP certificate for responder ID");
    }
    List<X509Certificate> authorized =
        named.stream()
            .filter(c -> !c.equals(subject))
            .filter(c -> c.equals(issuer) || configured.contains(c) || isDelegated(c, issuer))
            .toList();
    if (authorized.isEmpty()) {
      throw refusal("OCSP responder is not authorized for given CA");
    }
    return authorized.stream()
        .filter(certificate -> isSignedBy(response, certificate))
        .map(certificate -> new OcspSigner(certificate, certificate.equals(issuer)))
        .findFirst()
        .orElseThrow(() -> refusal("Signature on OCSP response is not valid"));
  }

  private static void requireAcceptedForm(BasicOCSPResp response) {
    if (!Oids.isAcceptedSignature(response.getSignatureAlgOID())) {
      throw refusal(
          "OCSP response is signed with algorithm "
              + response.getSignatureAlgOID()
              + ", expected RSA or ECDSA with SHA-2");
    }
    boolean understood =
        UNDERSTOOD.containsAll(response.getCriticalExtensionOIDs())
            && Arrays.stream(response.getResponses())
                .allMatch(entry -> entry.getCriticalExtensionOIDs().isEmpty());
    if (!understood) {
      throw refusal("OCSP response has a critical extension that is not understood");
    }
  }

  /** Certificates that bear the name or the key of the responder. */
  private static List<X509Certificate> named(
      BasicOCSPResp response, X509Certificate issuer, List<X509Certificate> configured) {
    X509CertificateHolder[] enclosed = response.getCerts();
    if (enclosed.length > MAX_CERTIFICATES) {
      throw refusal(
          "OCSP response has " + enclosed.length + " certificates, at most " + MAX_CERTIFICATES);
    }
    List<X509Certificate> candidates = new ArrayList<>(configured);
    candidates.add(issuer);
    for (X509CertificateHolder holder : enclosed) {
      try {
        candidates.add(Certificates.parse(holder.getEncoded()));
      } catch (IOException e) {
        throw new Fault(
            FaultCode.INCORRECT_VALIDATION_INFO,
            "A certificate in the OCSP response cannot be read",
            e);
      }
    }
    ResponderID id = response.getResponderId().toASN1Primitive();
    return candidates.stream().distinct().filter(c -> isNamed(id, c)).toList();
  }

  private static boolean isNamed(ResponderID id, X509Certificate certificate) {
    byte[] keyHash = id.getKeyHash();
    if (keyHash != null) {
      return Arrays.equals(keyHash, OcspCertId.keyHash(certificate));
    }
    return X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded())
        .equals(id.getName());
  }

  private static boolean isDelegated(X509Certificate certificate, X509Certificate issuer) {
    return KeyUsages.extendedKeyUsages(certificate).contains(OCSP_SIGNING)
        && !certificate.hasUnsupportedCriticalExtension()
        && CertificateChain.issued(issuer, certificate);
  }

  private static boolean isSignedBy(BasicOCSPResp response, X509Certificate certificate) {
    try {
      var verifier = new JcaContentVerifierProviderBuilder().build(certificate.getPublicKey());
      return response.isSignatureValid(verifier);
    } catch (OCSPException | OperatorCreationException e) {
      return false;
    }
  }

  private static Fault refusal(String text) {
    return new Fault(FaultCode.INCORRECT_VALIDATION_INFO, text);
  }
}
