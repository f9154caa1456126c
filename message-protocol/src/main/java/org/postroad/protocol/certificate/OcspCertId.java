// SPDX-License-Identifier: MIT

package org.postroad.protocol.certificate;

import java.security.cert.X509Certificate;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.ocsp.CertID;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.postroad.protocol.algorithm.DigestAlgorithm;

/**
 * Names a certificate to an OCSP responder: SHA-1 of the issuer's name and key, and the serial
 * number (D-049, C40). SHA-1 is a look-up name here: whoever answers must be authorised by the
 * issuer.
 */
final class OcspCertId {
  private OcspCertId() {}

  static CertID of(X509Certificate certificate, X509Certificate issuer) {
    return new CertID(
        new AlgorithmIdentifier(OIWObjectIdentifiers.idSHA1, DERNull.INSTANCE),
        sha1(issuer.getSubjectX500Principal().getEncoded()),
        new DEROctetString(keyHash(issuer)),
        new ASN1Integer(certificate.getSerialNumber()));
  }

  /** SHA-1 of the bits of the public key, as OCSP names keys. */
  static byte[] keyHash(X509Certificate certificate) {
    var key = SubjectPublicKeyInfo.getInstance(certificate.getPublicKey().getEncoded());
    return DigestAlgorithm.SHA1.digest(key.getPublicKeyData().getBytes()).value();
  }

  /** Compares by meaning: absent parameters of the algorithm count as the usual NULL. */
  static boolean same(CertID expected, CertID found) {
    return found.getHashAlgorithm().getAlgorithm().equals(OIWObjectIdentifiers.idSHA1)
        && expected.getIssuerNameHash().equals(found.getIssuerNameHash())
        && expected.getIssuerKeyHash().equals(found.getIssuerKeyHash())
        && expected.getSerialNumber().equals(found.getSerialNumber());
  }

  private static DEROctetString sha1(byte[] bytes) {
    return new DEROctetString(DigestAlgorithm.SHA1.digest(bytes).value());
  }
}
