// SPDX-License-Identifier: MIT

package org.postroad.cli.sandbox.trust;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.algorithm.SigningKey;
import org.postroad.protocol.certificate.KeyUse;
import org.postroad.protocol.token.KeyKind;
import org.postroad.protocol.token.SoftwareToken;
import org.postroad.protocol.token.TokenKey;

/**
 * The certification authority of the sandbox: three keys in a software token, the certificates of
 * authority, OCSP responder and time-stamping authority, and the list of what was issued.
 */
final class SandboxAuthority {
  static final String NAME = "Sandbox CA";
  static final String TSA_NAME = "Sandbox TSA";
  private static final String OCSP_NAME = "Sandbox OCSP";

  private static final Duration LIFETIME = Duration.ofDays(3650);

  /** Certificates start a little early, so that a neighbour's clock may be behind. */
  private static final Duration EARLY = Duration.ofHours(1);

  private final SoftwareToken token;
  private final AuthorityCertificates certificates;
  private final IssuedCertificates issued;
  private final CertificateIssuer issuer;
  private final Clock clock;

  private SandboxAuthority(
      SoftwareToken token,
      AuthorityCertificates certificates,
      IssuedCertificates issued,
      Clock clock,
      SecureRandom random) {
    this.token = token;
    this.certificates = certificates;
    this.issued = issued;
    this.clock = clock;
    this.issuer = new CertificateIssuer(certificates.ca(), key(certificates.ca()), random);
  }

  /** A new authority; with a journal it remembers there what it issues and revokes. */
  static SandboxAuthority create(
      KeyKind kind, Optional<Path> journal, Clock clock, SecureRandom random) throws IOException {
    SoftwareToken token = SoftwareToken.create();
    TokenKey caKey = token.generate(kind, random);
    TokenKey ocspKey = token.generate(kind, random);
    TokenKey tsaKey = token.generate(kind, random);
    Instant from = clock.instant().truncatedTo(ChronoUnit.SECONDS).minus(EARLY);
    Instant to = from.plus(LIFETIME);
    X509Certificate ca =
        CertificateIssuer.authority(
            "O=Sandbox, CN=" + NAME, caKey.publicKey(), signing(caKey), random, from, to);
    var issuer = new CertificateIssuer(ca, signing(caKey), random);
    var certificates =
        new AuthorityCertificates(
            ca,
            issuer.ocspSigner("O=Sandbox, CN=" + OCSP_NAME, ocspKey.publicKey(), from, to),
            issuer.timestamper("O=Sandbox, CN=" + TSA_NAME, tsaKey.publicKey(), from, to));
    var issued = IssuedCertificates.open(journal);
    issued.add(certificates.ocsp());
    issued.add(certificates.tsa());
    return new SandboxAuthority(token, certificates, issued, clock, random);
  }

  /** The authority kept in a directory; a new one is made and kept when there is none. */
  static SandboxAuthority open(Path directory, KeyKind kind, Clock clock, SecureRandom random)
      throws IOException {
    var store = new AuthorityDirectory(directory);
    if (store.exists()) {
      return new SandboxAuthority(
          store.readToken(),
          store.readCertificates(),
          IssuedCertificates.open(Optional.of(store.journal())),
          clock,
          random);
    }
    store.prepare();
    SandboxAuthority authority = create(kind, Optional.of(store.journal()), clock, random);
    store.write(authority.token, authority.certificates, random);
    return authority;
  }

  X509Certificate issue(
      byte[] request, KeyUse use, Instant notBefore, Instant notAfter, String ocspUrl) {
    X509Certificate certificate =
        issuer.member(CertificateRequest.parse(request), use, notBefore, notAfter, ocspUrl);
    issued.add(certificate);
    return certificate;
  }

  void revoke(X509Certificate certificate) {
    if (!certificate.getIssuerX500Principal().equals(caCertificate().getSubjectX500Principal())) {
      throw new IllegalArgumentException("certificate was not issued by the sandbox");
    }
    issued.revoke(certificate.getSerialNumber(), clock.instant());
  }

  IssuedCertificates issued() {
    return issued;
  }

  X509Certificate caCertificate() {
    return certificates.ca();
  }

  X509Certificate ocspCertificate() {
    return certificates.ocsp();
  }

  X509Certificate tsaCertificate() {
    return certificates.tsa();
  }

  SigningKey ocspKey() {
    return key(certificates.ocsp());
  }

  SigningKey tsaKey() {
    return key(certificates.tsa());
  }

  private SigningKey key(X509Certificate certificate) {
    return signing(
        token
            .keyOf(certificate)
            .orElseThrow(() -> new IllegalStateException("the sandbox has lost a key")));
  }

  private static SigningKey signing(TokenKey key) {
    return key.signer(DigestAlgorithm.SHA256);
  }
}
