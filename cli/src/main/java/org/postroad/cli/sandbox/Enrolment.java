// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import java.io.IOException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.postroad.cli.sandbox.trust.SandboxTrust;
import org.postroad.protocol.certificate.CertificateProfile;
import org.postroad.protocol.certificate.KeyUse;
import org.postroad.protocol.certificate.SubjectRequest;
import org.postroad.protocol.token.KeyKind;
import org.postroad.protocol.token.TokenKey;
import org.postroad.securityserver.ServerDirectory;
import org.postroad.securityserver.signer.ServerKeys;

/**
 * Gives a new security server what its administrator would: a PIN, two keys in its software token,
 * and certificates issued from certificate requests.
 */
final class Enrolment {

  private static final Duration VALIDITY = Duration.ofDays(730);
  private static final Duration BEFORE = Duration.ofMinutes(5);

  private final SandboxTrust trust;
  private final KeyKind signingKeys;
  private final Clock clock;
  private final SecureRandom random;

  Enrolment(SandboxTrust trust, KeyKind signingKeys, Clock clock, SecureRandom random) {
    this.trust = trust;
    this.signingKeys = signingKeys;
    this.clock = clock;
    this.random = random;
  }

  /** What of a new server the registry must know. */
  record Enrolled(Agency agency, X509Certificate authenticationCertificate) {}

  Enrolled enrol(Agency agency, ServerDirectory directory) throws IOException {
    char[] pin = PinFile.of(directory.root(), random);
    CertificateProfile profile = trust.approvedAuthority().profile();
    ServerKeys keys = ServerKeys.open(directory.keys(), pin);
    X509Certificate authentication =
        certify(
            keys,
            KeyUse.AUTHENTICATION,
            profile.authenticationSubject(
                agency.server(), agency.name(), agency.address().getHostAddress()));
    certify(
        keys,
        KeyUse.SIGNING,
        profile.signingSubject(agency.server(), agency.member(), agency.name()));
    return new Enrolled(agency, authentication);
  }

  private X509Certificate certify(ServerKeys keys, KeyUse use, SubjectRequest subject) {
    KeyKind kind =
        switch (use) {
          case SIGNING -> signingKeys;
          case AUTHENTICATION -> KeyKind.EC_P256;
        };
    TokenKey key = keys.generate(kind, random);
    byte[] request =
        key.certificateRequest(subject.distinguishedName(), subject.subjectAlternativeName(), use);
    Instant now = clock.instant();
    X509Certificate certificate = trust.issue(request, use, now.minus(BEFORE), now.plus(VALIDITY));
    keys.importCertificate(certificate);
    return certificate;
  }
}
