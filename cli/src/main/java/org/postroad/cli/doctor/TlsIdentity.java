// SPDX-License-Identifier: MIT
package org.postroad.cli.doctor;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/** A certificate that this server shows to those inside: information systems, administrators. */
final class TlsIdentity {
  private static final Duration SOON = Duration.ofDays(30);

  private TlsIdentity() {}

  /**
   * Looks at its dates; nothing where there is none yet, since the server makes one.
   *
   * @param whose who is shown it
   * @param next what makes a new one
   */
  static Optional<Finding> look(String whose, Path file, String next, Instant now)
      throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    String check = "TLS certificate";
    String means = whose + " who verify it do not connect";
    try {
      X509Certificate leaf = leaf(Files.readAllBytes(file));
      Instant end = leaf.getNotAfter().toInstant();
      String what = "what " + whose + " are shown, " + file.getFileName() + ",";
      if (!now.isBefore(end)) {
        return Optional.of(
            Finding.failed(check, what + " has expired at " + end, means, Finding.HERE, next));
      }
      return Optional.of(
          now.isBefore(end.minus(SOON))
              ? Finding.good(check, what + " is good until " + end)
              : Finding.warning(
                  check, what + " expires at " + end, "then " + means, Finding.HERE, next));
    } catch (CertificateException e) {
      return Optional.of(
          Finding.failed(
              check, file + " holds no certificate: " + e.getMessage(), means, Finding.HERE, next));
    }
  }

  /** In DER, or the first of a chain in PEM. */
  private static X509Certificate leaf(byte[] file) throws CertificateException {
    Collection<? extends Certificate> all =
        CertificateFactory.getInstance("X.509")
            .generateCertificates(new ByteArrayInputStream(file));
    if (all.isEmpty() || !(all.iterator().next() instanceof X509Certificate leaf)) {
      throw new CertificateException("none was found");
    }
    return leaf;
  }
}
