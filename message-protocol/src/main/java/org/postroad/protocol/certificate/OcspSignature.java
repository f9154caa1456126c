// SPDX-License-Identifier: MIT

package org.postroad.protocol.certificate;

import java.io.IOException;
import java.security.InvalidKeyException;
import java.security.cert.X509Certificate;
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
import org.jspecify.annotations.Nullable;
import org.postroad.protocol.algorithm.SignatureAlgorithm;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/**
 * The signed bytes of an OCSP response, the signature over them, who is said to have made it, and
 * the certificates that came along.
 */
record OcspSignature(
    byte[] signed,
    byte[] value,
    SignatureAlgorithm algorithm,
    ResponderID responder,
    List<X509Certificate> enclosed) {
  private static final int MAX_CERTIFICATES = 8;
  private static final Set<ASN1ObjectIdentifier> UNDERSTOOD =
      Set.of(OCSPObjectIdentifiers.id_pkix_ocsp_nonce);

  static OcspSignature of(BasicOCSPResp response) throws IOException {
    if (!UNDERSTOOD.containsAll(response.getCriticalExtensionOIDs())) {
      throw refusal("OCSP response has a critical extension that is not understood");
    }
    SignatureAlgorithm algorithm =
        Oids.signature(response.getSignatureAlgorithmID())
            .orElseThrow(() ->
                refusal(
                    "OCSP response is signed with algorithm "
                        + response.getSignatureAlgOID()
                        + ", expected RSA or ECDSA with SHA-2"));
    X509CertificateHolder[] holders = response.getCerts();
    if (holders.length > MAX_CERTIFICATES) {
      throw refusal(
          "OCSP response has " + holders.length + " certificates, at most " + MAX_CERTIFICATES);
    }
    List<X509Certificate> enclosed = new ArrayList<>();
    for (X509CertificateHolder holder : holders) {
      enclosed.add(Certificates.parse(holder.getEncoded()));
    }
    return new OcspSignature(
        response.getTBSResponseData(),
        response.getSignature(),
        algorithm,
        response.getResponderId().toASN1Primitive(),
        List.copyOf(enclosed));
  }

  /** Whether the certificate bears the name or the key that the response claims to come from. */
  boolean claims(X509Certificate certificate) {
    byte @Nullable [] keyHash = responder.getKeyHash();
    return keyHash == null
        ? X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded())
            .equals(responder.getName())
        : Arrays.equals(keyHash, OcspCertId.keyHash(certificate));
  }

  /** Whether the key of the certificate made the signature. */
  boolean isBy(X509Certificate certificate) {
    try {
      return algorithm.verifies(certificate.getPublicKey(), signed, value);
    } catch (InvalidKeyException e) {
      return false;
    }
  }

  private static Fault refusal(String text) {
    return new Fault(FaultCode.INCORRECT_VALIDATION_INFO, text);
  }
}
