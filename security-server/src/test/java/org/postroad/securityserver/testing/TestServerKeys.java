// SPDX-License-Identifier: MIT
package org.postroad.securityserver.testing;

import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.certificate.OcspResponse;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.signature.MessageSignature;
import org.postroad.protocol.signature.MessageSigner;
import org.postroad.protocol.signature.SignedParts;
import org.postroad.protocol.signature.SigningIdentity;
import org.postroad.protocol.token.KeyKind;
import org.postroad.protocol.token.TokenKey;
import org.postroad.securityserver.signer.CertifiedKey;
import org.postroad.securityserver.signer.OcspStore;
import org.postroad.securityserver.signer.ServerKeys;
import org.postroad.securityserver.signer.SigningIdentities;
import org.postroad.testing.TestAuthority;
import org.postroad.testing.TestCertificate;

/**
 * A server's own keys: one to authenticate itself with, one to sign with for the member of one
 * client, and OCSP responses for both as of {@link TestAuthority#NOW}.
 */
public final class TestServerKeys {
  private final ServerKeys keys;
  private final OcspStore ocsp;
  private final CertifiedKey authentication;
  private final CertifiedKey signing;

  public TestServerKeys(Path directory, TestAuthority authority, ClientId client) {
    keys = ServerKeys.open(directory.resolve("keys"), "correct horse battery staple".toCharArray());
    ocsp = OcspStore.open(directory.resolve("ocsp"));
    SecureRandom random = new SecureRandom();
    MemberId member = client.member();
    authentication =
        certified(
            authority, subject(member).authentication(), keys.generate(KeyKind.EC_P256, random));
    signing =
        certified(authority, subject(member).signing(), keys.generate(KeyKind.EC_P256, random));
  }

  private CertifiedKey certified(TestAuthority authority, TestCertificate kind, TokenKey key) {
    X509Certificate certificate =
        kind.key(new KeyPair(key.publicKey(), null)).issuedBy(authority.root()).certificate();
    keys.importCertificate(certificate);
    ocsp.put(certificate, OcspResponse.parse(authority.good(certificate, TestAuthority.NOW)));
    return new CertifiedKey(key, certificate);
  }

  /** As the profile of {@link TestAuthority} names a member. */
  private static TestCertificate subject(MemberId member) {
    return TestCertificate.subject(
        "C=FI, O=Organisation, CN="
            + member.memberCode()
            + ", serialNumber="
            + member.instance()
            + "/SERVER/"
            + member.memberClass());
  }

  /** A second certificate to authenticate with, for a key of its own. */
  public X509Certificate anotherAuthentication(TestAuthority authority, ClientId client) {
    TokenKey key = keys.generate(KeyKind.EC_P256, new SecureRandom());
    return certified(authority, subject(client.member()).authentication(), key).certificate();
  }

  /** A second certificate to sign with, for a key of its own. */
  public X509Certificate anotherSigning(TestAuthority authority, ClientId client) {
    TokenKey key = keys.generate(KeyKind.EC_P256, new SecureRandom());
    return certified(authority, subject(client.member()).signing(), key).certificate();
  }

  public ServerKeys keys() {
    return keys;
  }

  public SigningIdentities identities() {
    return new SigningIdentities(keys, ocsp);
  }

  public OcspStore ocsp() {
    return ocsp;
  }

  public CertifiedKey authentication() {
    return authentication;
  }

  public CertifiedKey signing() {
    return signing;
  }

  /** The OCSP response for the authentication certificate. */
  public byte[] authenticationOcsp() {
    return ocsp.find(authentication.certificate()).orElseThrow().encoded();
  }

  /** What the member of this server signs. */
  public MessageSignature sign(byte[] message, byte[]... bodies) {
    List<Digest> attachments =
        java.util.Arrays.stream(bodies).map(DigestAlgorithm.SHA512::digest).toList();
    SigningIdentity identity =
        new SigningIdentity(
            signing.certificate(),
            List.of(),
            List.of(ocsp.find(signing.certificate()).orElseThrow().encoded()),
            signing.key().signer(DigestAlgorithm.SHA512));
    SignedParts parts = new SignedParts(DigestAlgorithm.SHA512.digest(message), attachments);
    return MessageSigner.sign(List.of(parts), identity, TestAuthority.NOW).getFirst();
  }
}
