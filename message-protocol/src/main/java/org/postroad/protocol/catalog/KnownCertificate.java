// SPDX-License-Identifier: MIT

package org.postroad.protocol.catalog;

import java.math.BigInteger;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.identifier.SecurityServerId;

/**
 * A certificate of a member as the registry of its instance knows it. The certificate itself is
 * fetched by its SHA-256.
 *
 * @param member whose certificate it is: named in a signing certificate, the owner of the server
 *     that an authentication certificate is of
 * @param server of an authentication certificate
 * @param knownFrom when the registry registered it, or first saw it prove something
 * @param knownUntil when its registration ended; never for a signing certificate, of which the
 *     registry is told nothing but that it was used
 */
public record KnownCertificate(
    MemberId member,
    CertificateUse use,
    Digest sha256,
    BigInteger serialNumber,
    String issuer,
    Instant notBefore,
    Instant notAfter,
    Optional<SecurityServerId> server,
    Instant knownFrom,
    Optional<Instant> knownUntil) {

  public KnownCertificate {
    if (sha256.algorithm() != DigestAlgorithm.SHA256) {
      throw new IllegalArgumentException(sha256 + ", expected one of SHA-256");
    }
    if ((use == CertificateUse.AUTHENTICATION) != server.isPresent()) {
      throw new IllegalArgumentException(
          "an authentication certificate is of a server, a signing certificate is not");
    }
    if (serialNumber.signum() < 0) {
      throw new IllegalArgumentException("serial number " + serialNumber);
    }
  }

  /** Known since a moment, and so far. */
  public static KnownCertificate of(
      X509Certificate certificate,
      MemberId member,
      Optional<SecurityServerId> server,
      Instant knownFrom) {
    return new KnownCertificate(
        member,
        server.isPresent() ? CertificateUse.AUTHENTICATION : CertificateUse.SIGNING,
        digest(certificate),
        certificate.getSerialNumber().abs(),
        certificate.getIssuerX500Principal().getName(),
        certificate.getNotBefore().toInstant(),
        certificate.getNotAfter().toInstant(),
        server,
        knownFrom,
        Optional.empty());
  }

  /** What a certificate is looked up by. */
  public static Digest digest(X509Certificate certificate) {
    try {
      return DigestAlgorithm.SHA256.digest(certificate.getEncoded());
    } catch (CertificateEncodingException unreadable) {
      throw new IllegalArgumentException("a certificate without an encoding", unreadable);
    }
  }

  /** The same, registered no longer. */
  public KnownCertificate until(Instant end) {
    return new KnownCertificate(
        member,
        use,
        sha256,
        serialNumber,
        issuer,
        notBefore,
        notAfter,
        server,
        knownFrom,
        Optional.of(end));
  }

  /** Whether the registry vouched for it at that moment and it was within its validity. */
  public boolean isValidAt(Instant time) {
    boolean known =
        use == CertificateUse.SIGNING
            || (!time.isBefore(knownFrom)
                && knownUntil.filter(end -> !time.isBefore(end)).isEmpty());
    return known && !time.isBefore(notBefore) && !time.isAfter(notAfter);
  }
}
