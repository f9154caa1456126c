// SPDX-License-Identifier: MIT

package org.postroad.registry.catalog;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.catalog.KnownCertificate;

/**
 * The certificates of members, those of the past too, at one moment.
 *
 * @param certificates one certificate can stand there more than once, when it was registered again
 * @param bodies by their SHA-256
 */
public record CertificateSnapshot(
    List<KnownCertificate> certificates, Map<Digest, X509Certificate> bodies) {
  public static final CertificateSnapshot EMPTY = new CertificateSnapshot(List.of(), Map.of());

  public CertificateSnapshot {
    certificates = List.copyOf(certificates);
    bodies = Map.copyOf(bodies);
  }

  /** The certificate in DER. */
  Optional<byte[]> der(Digest sha256) {
    return Optional.ofNullable(bodies.get(sha256))
        .map(certificate -> {
          try {
            return certificate.getEncoded();
          } catch (CertificateEncodingException unreadable) {
            throw new IllegalStateException("a certificate without an encoding", unreadable);
          }
        });
  }
}
