// SPDX-License-Identifier: MIT
package org.postroad.protocol.signature;

import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.certificate.Certificates;

/**
 * What a signature says of a certificate: its digest, and its issuer and serial number in the form
 * of XAdES 1.3.2 (text) or of its second version (DER, optional).
 */
record CertificateClaim(Digest digest, Optional<IssuerSerial> text, Optional<byte[]> der) {

  /** An RFC 2253 name and a decimal number (D-016). */
  record IssuerSerial(String issuer, String serial) {}

  private static final int SEQUENCE = 0x30;
  private static final int INTEGER = 0x02;

  /** {@code [4]}, constructed: a directory name among general names. */
  private static final int DIRECTORY_NAME = 0xa4;

  /** Whether all of it is true of this certificate. */
  boolean matches(X509Certificate certificate) {
    return Certificates.digest(certificate, digest.algorithm()).matches(digest)
        && text.map(claim -> matches(claim, certificate)).orElse(true)
        && der.map(claim -> Arrays.equals(claim, issuerSerial(certificate))).orElse(true);
  }

  private static boolean matches(IssuerSerial claim, X509Certificate certificate) {
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
    byte[] name = certificate.getIssuerX500Principal().getEncoded();
    BigInteger serial = certificate.getSerialNumber();
    byte[] names = tagged(SEQUENCE, tagged(DIRECTORY_NAME, name));
    byte[] number = tagged(INTEGER, serial.toByteArray());
    byte[] both = Arrays.copyOf(names, names.length + number.length);
    System.arraycopy(number, 0, both, names.length, number.length);
    return tagged(SEQUENCE, both);
  }

  private static byte[] tagged(int tag, byte[] content) {
    int length = content.length;
    byte[] header =
        length < 0x80
            ? new byte[] {(byte) tag, (byte) length}
            : length < 0x100
                ? new byte[] {(byte) tag, (byte) 0x81, (byte) length}
                : new byte[] {(byte) tag, (byte) 0x82, (byte) (length >>> 8), (byte) length};
    byte[] all = Arrays.copyOf(header, header.length + length);
    System.arraycopy(content, 0, all, header.length, length);
    return all;
  }
}
