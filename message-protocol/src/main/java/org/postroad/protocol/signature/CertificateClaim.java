// SPDX-License-Identifier: MIT
package org.postroad.protocol.signature;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.IssuerSerial;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.certificate.Certificates;

/**
 * What a signature says of a certificate: its digest, and its issuer and serial number in the form
 * of XAdES 1.3.2 (text) or of its second version (DER, optional).
 */
record CertificateClaim(Digest digest, Optional<NameAndSerial> text, Optional<byte[]> der) {

  /** An RFC 2253 name and a decimal number (D-016). */
  record NameAndSerial(String issuer, String serial) {}

  /** Whether all of it is true of this certificate. */
  boolean matches(X509Certificate certificate) {
    return Certificates.digest(certificate, digest.algorithm()).matches(digest)
        && text.map(claim -> matches(claim, certificate)).orElse(true)
        && der.map(claim -> Arrays.equals(claim, issuerSerial(certificate))).orElse(true);
  }

  private static boolean matches(NameAndSerial claim, X509Certificate certificate) {
    return claim.serial().equals(certificate.getSerialNumber().toString())
        && isName(claim.issuer(), certificate.getIssuerX500Principal());
  }

  /** The digest has decided already, so another spelling of the same name is enough. */
  private static boolean isName(String text, X500Principal name) {
    if (text.equals(name.getName(X500Principal.RFC2253))) {
      return true;
    }
    try {
      return new X500Principal(text).equals(name);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** {@code SEQUENCE { SEQUENCE { [4] Name }, INTEGER serial }}. */
  private static byte[] issuerSerial(X509Certificate certificate) {
    var issuer = X500Name.getInstance(certificate.getIssuerX500Principal().getEncoded());
    try {
      return new IssuerSerial(issuer, certificate.getSerialNumber()).getEncoded(ASN1Encoding.DER);
    } catch (IOException e) {
      throw new IllegalStateException("An issuer that cannot be encoded", e);
    }
  }
}
