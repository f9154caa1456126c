// SPDX-License-Identifier: MIT
package org.postroad.securityserver.acme;

import java.io.IOException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;
import org.postroad.securityserver.acme.AcmeRequests.Problem;
import org.postroad.testing.TestAuthority;
import org.postroad.testing.TestCertificate;

/** Signs what is ordered with the key of a test authority. */
record TestIssuer(TestAuthority authority, Clock clock) implements AcmeAuthority.Issuer {
  private static final Duration VALID = Duration.ofDays(90);

  @Override
  public X509Certificate root() {
    return authority.root().certificate();
  }

  @Override
  public X509Certificate issue(byte[] csr) {
    try {
      var request = new JcaPKCS10CertificationRequest(csr);
      PublicKey key = request.getPublicKey();
      AcmeRequests.require(
          request.isSignatureValid(new JcaContentVerifierProviderBuilder().build(key)), "CSR");
      Instant now = clock.instant();
      TestCertificate certificate =
          TestCertificate.subject(request.getSubject().toString())
              .subject(request.getSubject())
              .key(new KeyPair(key, null))
              .valid(now, now.plus(VALID))
              .extension(
                  Extension.authorityKeyIdentifier,
                  false,
                  new JcaX509ExtensionUtils()
                      .createAuthorityKeyIdentifier(authority.root().publicKey()));
      Extension names =
          request.getRequestedExtensions().getExtension(Extension.subjectAlternativeName);
      if (names != null) {
        certificate.extension(names.getExtnId(), false, names.getParsedValue());
      }
      boolean signs =
          KeyUsage.fromExtensions(request.getRequestedExtensions())
              .hasUsages(KeyUsage.nonRepudiation);
      return (signs ? certificate.signing() : certificate.authentication())
          .issuedBy(authority.root())
          .certificate();
    } catch (IOException
        | OperatorCreationException
        | PKCSException
        | java.security.GeneralSecurityException e) {
      throw new Problem(400, "badCSR", e.toString());
    }
  }
}
