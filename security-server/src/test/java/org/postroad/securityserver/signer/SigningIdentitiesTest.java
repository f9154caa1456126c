// SPDX-License-Identifier: MIT
package org.postroad.securityserver.signer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.certificate.OcspResponse;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.fault.FaultSpelling;
import org.postroad.protocol.fault.Origin;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.signature.MessageSignature;
import org.postroad.protocol.signature.SignatureVerifier;
import org.postroad.protocol.signature.SignedParts;
import org.postroad.protocol.signature.SigningIdentity;
import org.postroad.securityserver.exchange.SignMessage;
import org.postroad.securityserver.testing.TestInstance;
import org.postroad.testing.TestAuthority;
import org.postroad.testing.TestOcsp;

/** Which key signs for whom (C68, C69, D-019 to D-021). */
final class SigningIdentitiesTest {
  private static final TestInstance INSTANCE = new TestInstance();
  private static final TestAuthority AUTHORITY = INSTANCE.authority();
  private static final MemberId MEMBER = TestInstance.CALLER.member();
  private static final Instant NOW = TestAuthority.NOW;

  @TempDir Path directory;
  private ServerKeys keys;
  private OcspStore ocsp;
  private SigningIdentities identities;

  @BeforeEach
  void open() {
    keys = ServerKeys.open(directory.resolve("keys"), Fixtures.pin());
    ocsp = OcspStore.open(directory.resolve("ocsp"));
    identities = new SigningIdentities(keys, ocsp);
  }

  @Test
  void signsForTheMemberOfTheCertificate() {
    X509Certificate certificate = signing(MEMBER, NOW);
    SigningIdentity identity = identities.signerOf(MEMBER, INSTANCE.global(), NOW);
    assertEquals(certificate, identity.certificate());
    assertArrayEquals(
        ocsp.find(certificate).orElseThrow().encoded(), identity.ocspResponses().getFirst());

    SignedParts parts = new SignedParts(DigestAlgorithm.SHA512.digest(new byte[] {1}), List.of());
    MessageSignature signature = signWith(identity, parts);
    new SignatureVerifier(AUTHORITY.trust()).verify(signature, parts, TestInstance.CALLER, NOW);
  }

  private static MessageSignature signWith(SigningIdentity identity, SignedParts parts) {
    try (BatchSigner signer = new BatchSigner(TestInstance.CLOCK, SigningSettings.DEFAULT)) {
      return signer.sign(parts, identity);
    }
  }

  @Test
  void theIdentityStaysTheSameUntilTheOcspResponseChanges() {
    X509Certificate certificate = signing(MEMBER, NOW.minusSeconds(60));
    SigningIdentity first = identities.signerOf(MEMBER, INSTANCE.global(), NOW);
    assertSame(first, identities.signerOf(MEMBER, INSTANCE.global(), NOW));
    OcspResponse newer = Fixtures.good(AUTHORITY, certificate, NOW);
    ocsp.put(certificate, newer);
    SigningIdentity next = identities.signerOf(MEMBER, INSTANCE.global(), NOW);
    assertArrayEquals(newer.encoded(), next.ocspResponses().getFirst());
  }

  @Test
  void doesNotSignForAnotherMember() {
    signing(MEMBER, NOW);
    assertCannotSign(TestInstance.PROVIDER.member());
  }

  @Test
  void doesNotSignWithACertificateOfAForeignAuthority() {
    TestAuthority foreign = TestAuthority.create("Foreign CA");
    X509Certificate certificate = Fixtures.signing(keys, foreign, MEMBER);
    ocsp.put(certificate, Fixtures.good(foreign, certificate, NOW));
    assertCannotSign(MEMBER);
  }

  @Test
  void doesNotSignWithAnAuthenticationCertificate() {
    X509Certificate certificate = Fixtures.authentication(keys, AUTHORITY, MEMBER);
    ocsp.put(certificate, Fixtures.good(AUTHORITY, certificate, NOW));
    assertCannotSign(MEMBER);
  }

  @Test
  void doesNotSignWithoutAnOcspResponse() {
    Fixtures.signing(keys, AUTHORITY, MEMBER);
    assertCannotSign(MEMBER);
  }

  @Test
  void doesNotSignWithAStaleOcspResponse() {
    signing(MEMBER, NOW.minus(TestInstance.FRESHNESS).minusSeconds(1));
    assertCannotSign(MEMBER);
  }

  @Test
  void signsUntilTheLastSecondOfFreshness() {
    X509Certificate certificate = signing(MEMBER, NOW.minus(TestInstance.FRESHNESS));
    assertEquals(certificate, identities.signerOf(MEMBER, INSTANCE.global(), NOW).certificate());
  }

  @Test
  void doesNotSignAfterARevocationHasComeIn() {
    X509Certificate certificate = signing(MEMBER, NOW.minusSeconds(60));
    ocsp.put(
        certificate,
        OcspResponse.parse(
            TestOcsp.about(certificate, AUTHORITY.root().certificate())
                .thisUpdate(NOW)
                .revoked(NOW.minusSeconds(5))
                .signedBy(AUTHORITY.ocspSigner())));
    assertCannotSign(MEMBER);
  }

  @Test
  void nothingIsSignedWithoutAnOcspResponse() {
    Fixtures.signing(keys, AUTHORITY, MEMBER);
    try (BatchSigner signer = new BatchSigner(TestInstance.CLOCK, SigningSettings.DEFAULT)) {
      SignMessage stage = new SignMessage(identities, signer, TestInstance.CLOCK);
      SignedParts parts = SignedParts.of(DigestAlgorithm.SHA512.digest(new byte[] {1}));
      Fault fault = assertThrows(Fault.class, () -> stage.sign(parts, MEMBER, INSTANCE.global()));
      assertEquals(
          "server.clientproxy.cannot_create_signature",
          fault.at(Origin.CONSUMER, FaultSpelling.SINCE_7_8, "").code());
      assertTrue(
          fault.text().startsWith("Failed to get signing info for member '" + MEMBER + "': "),
          fault.text());
    }
  }

  @Test
  void doesNotSignWithAnExpiredCertificate() {
    signing(MEMBER, NOW);
    Instant later = NOW.plus(Duration.ofDays(400));
    assertThrows(Fault.class, () -> identities.signerOf(MEMBER, INSTANCE.global(), later));
  }

  @Test
  void takesTheNextKeyWhenTheFirstIsNotGood() {
    Fixtures.signing(keys, AUTHORITY, MEMBER);
    signing(MEMBER, NOW.minus(TestInstance.FRESHNESS).minus(Duration.ofMinutes(10)));
    X509Certificate good = signing(MEMBER, NOW);
    Fixtures.signing(keys, AUTHORITY, MEMBER);
    assertEquals(good, identities.signerOf(MEMBER, INSTANCE.global(), NOW).certificate());
  }

  @Test
  void authenticatesWithTheRegisteredCertificate() {
    Fixtures.authentication(keys, AUTHORITY, MEMBER);
    X509Certificate registered = Fixtures.authentication(keys, AUTHORITY, MEMBER);
    ocsp.put(registered, Fixtures.good(AUTHORITY, registered, NOW));
    AuthenticationIdentity identity = identities.authentication(globalWith(registered), NOW);
    assertEquals(List.of(registered), identity.chain(), "leaf first, without the root");
    assertEquals(registered, identity.certificate());
    assertEquals(1, identity.ocspResponses().size());
  }

  @Test
  void authenticatesOnlyWithAGoodOcspResponseButListensWithout() {
    X509Certificate registered = Fixtures.authentication(keys, AUTHORITY, MEMBER);
    assertCannotAuthenticate(globalWith(registered));
    ocsp.put(
        registered,
        Fixtures.good(AUTHORITY, registered, NOW.minus(TestInstance.FRESHNESS).minusSeconds(1)));
    assertCannotAuthenticate(globalWith(registered));
    assertEquals(registered, identities.listening(globalWith(registered), NOW).certificate());
    ocsp.put(registered, Fixtures.good(AUTHORITY, registered, NOW));
    assertEquals(registered, identities.authentication(globalWith(registered), NOW).certificate());
  }

  @Test
  void takesTheNextRegisteredCertificateWhenTheFirstIsNotProvenGood() {
    X509Certificate first = Fixtures.authentication(keys, AUTHORITY, MEMBER);
    X509Certificate second = Fixtures.authentication(keys, AUTHORITY, MEMBER);
    GlobalConfiguration global =
        INSTANCE.global(
            TestInstance.server(
                TestInstance.CALLER_SERVER, "caller.test", first, TestInstance.CALLER),
            TestInstance.server(
                TestInstance.PROVIDER_SERVER, "provider.test", second, TestInstance.PROVIDER));
    ocsp.put(second, Fixtures.good(AUTHORITY, second, NOW));
    assertEquals(second, identities.authentication(global, NOW).certificate());
  }

  @Test
  void cannotAuthenticateWithoutARegisteredCertificate() {
    Fixtures.authentication(keys, AUTHORITY, MEMBER);
    assertCannotAuthenticate(INSTANCE.global());
    assertThrows(Fault.class, () -> identities.listening(INSTANCE.global(), NOW));
  }

  private void assertCannotAuthenticate(GlobalConfiguration global) {
    Fault fault = assertThrows(Fault.class, () -> identities.authentication(global, NOW));
    assertEquals(FaultCode.SSL_AUTHENTICATION_FAILED, fault.code());
    assertEquals("Security server has no valid authentication certificate", fault.text());
  }

  private static GlobalConfiguration globalWith(X509Certificate authentication) {
    return INSTANCE.global(
        TestInstance.server(
            TestInstance.CALLER_SERVER, "caller.test", authentication, TestInstance.CALLER));
  }

  private X509Certificate signing(MemberId member, Instant thisUpdate) {
    X509Certificate certificate = Fixtures.signing(keys, AUTHORITY, member);
    ocsp.put(certificate, Fixtures.good(AUTHORITY, certificate, thisUpdate));
    return certificate;
  }

  private void assertCannotSign(MemberId member) {
    Fault fault =
        assertThrows(Fault.class, () -> identities.signerOf(member, INSTANCE.global(), NOW));
    assertEquals(FaultCode.CANNOT_CREATE_SIGNATURE, fault.path().getFirst());
    assertTrue(
        fault.text().contains("Failed to get signing info for member '" + member + "'"),
        fault.text());
  }
}
