// SPDX-License-Identifier: MIT
package org.postroad.securityserver.signer;

import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import org.postroad.protocol.certificate.OcspResponse;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.token.KeyKind;
import org.postroad.protocol.token.TokenKey;
import org.postroad.testing.TestAuthority;
import org.postroad.testing.TestCertificate;

/** Keys of a server's token with certificates, and OCSP responses about them. */
final class Fixtures {
  static final SecureRandom RANDOM = new SecureRandom();

  private Fixtures() {}

  static char[] pin() {
    return "correct horse".toCharArray();
  }

  /** Generates a key and imports a certificate for a member to sign with. */
  static X509Certificate signing(ServerKeys keys, TestAuthority authority, MemberId member) {
    return imported(keys, authority, subject(member).signing());
  }

  static X509Certificate authentication(ServerKeys keys, TestAuthority authority, MemberId owner) {
    return imported(keys, authority, subject(owner).authentication());
  }

  private static X509Certificate imported(
      ServerKeys keys, TestAuthority authority, TestCertificate kind) {
    TokenKey key = keys.generate(KeyKind.EC_P256, RANDOM);
    X509Certificate certificate =
        kind.key(new java.security.KeyPair(key.publicKey(), null))
            .issuedBy(authority.root())
            .certificate();
    keys.importCertificate(certificate);
    return certificate;
  }

  /** As the Finnish profile names a member (see {@link TestAuthority}). */
  static TestCertificate subject(MemberId member) {
    return TestCertificate.subject(
        "C=FI, O=Organisation, CN="
            + member.memberCode()
            + ", serialNumber="
            + member.instance()
            + "/SERVER/"
            + member.memberClass());
  }

  static OcspResponse good(TestAuthority authority, X509Certificate certificate, Instant time) {
    return OcspResponse.parse(authority.good(certificate, time));
  }
}
