// SPDX-License-Identifier: MIT

package org.postroad.protocol.certificate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.postroad.protocol.fault.FaultCode.CERT_VALIDATION;
import static org.postroad.protocol.fault.FaultCode.INCORRECT_VALIDATION_INFO;
import static org.postroad.testing.TestAuthority.NOW;
import static org.postroad.testing.TestAuthority.TEST_INSTANCE;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.testing.TestAuthority;
import org.postroad.testing.TestCertificate;
import org.postroad.testing.TestKey;
import org.postroad.testing.TestOcsp;

class OcspResponseTest {
  private static final MemberId MEMBER = new MemberId(TEST_INSTANCE, "GOV", "1234");
  private static final ASN1ObjectIdentifier STRANGE = new ASN1ObjectIdentifier("1.2.3.4.5");

  private final TestAuthority authority = TestAuthority.create();
  private final TestKey signer = authority.ocspSigner();
  private final X509Certificate issuer = authority.root().certificate();
  private final X509Certificate subject = authority.signing(MEMBER).certificate();
  private final X509Certificate other = authority.signing(MEMBER).certificate();

  /** The authority with no responder configured: only what it delegates to counts. */
  private final Trust delegationOnly =
      authority.trust(TEST_INSTANCE, authority.approved(List.of(), List.of(), false));

  @Test
  void acceptsTheThreeKindsOfResponders() {
    verify(good().signedBy(signer), authority.trust());
    verify(good().bare().signedBy(signer), authority.trust());
    verify(good().signedBy(signer), delegationOnly);
    verify(good().byName().signedBy(signer), delegationOnly);
    verify(good().bare().signedBy(authority.root()), delegationOnly);
    verify(good().byName().bare().signedBy(authority.root()), delegationOnly);

    // A configured responder needs no extension and no tie to the authority.
    TestKey configured = TestCertificate.subject("CN=Configured").selfSigned();
    verify(good().signedBy(configured), trustConfigured(configured));
    verify(good().byName().bare().signedBy(configured), trustConfigured(configured));
  }

  @Test
  void rsaRespondersWork() {
    TestKey rsa =
        TestCertificate.subject("CN=RSA OCSP")
            .key(TestKey.newPair("RSA"))
            .ocspSigning()
            .issuedBy(authority.root());
    verify(good().signedBy(rsa), delegationOnly);
    verify(good().algorithm("SHA512withRSA").signedBy(rsa), delegationOnly);
    verify(good().algorithm("SHA256withRSAandMGF1").signedBy(rsa), delegationOnly);
    refuses("expected RSA or ECDSA with SHA-2", good().algorithm("SHA1withRSA").signedBy(rsa));
  }

  @Test
  void respondersWithoutAuthorityAreRefused() {
    String notAuthorized = "OCSP responder is not authorized for given CA";
    TestKey withoutPurpose =
        TestCertificate.subject("CN=x")
            .keyUsage(KeyUsage.digitalSignature)
            .issuedBy(authority.root());
    TestKey otherPurpose =
        TestCertificate.subject("CN=x")
            .extendedKeyUsage(false, KeyPurposeId.id_kp_timeStamping)
            .issuedBy(authority.root());
    TestKey strange =
        TestCertificate.subject("CN=x")
            .ocspSigning()
            .extension(STRANGE, true, DERNull.INSTANCE)
            .issuedBy(authority.root());
    TestKey selfSigned = TestCertificate.subject("CN=x").ocspSigning().selfSigned();
    TestKey below =
        TestCertificate.subject("CN=x")
            .ocspSigning()
            .issuedBy(TestCertificate.subject("CN=Sub CA").authority().issuedBy(authority.root()));
    for (TestKey responder : List.of(withoutPurpose, otherPurpose, strange, selfSigned, below)) {
      refuses(notAuthorized, good().signedBy(responder));
      refuses(notAuthorized, good().byName().signedBy(responder));
    }
  }

  @Test
  void anAuthorityOfTheSameNameIsAnother() {
    TestAuthority twin = TestAuthority.create();
    assertEquals(
        issuer.getSubjectX500Principal(), twin.root().certificate().getSubjectX500Principal());
    refuses("not authorized", good().signedBy(twin.ocspSigner()));
    refuses("not authorized", good().byName().signedBy(twin.ocspSigner()));
    refuses("Signature on OCSP response", good().byName().signedBy(twin.root()));
    // Configured for the twin is not configured for the issuer.
    Trust both =
        new Trust(
            Map.of(
                TEST_INSTANCE,
                List.of(authority.approved(List.of(), List.of(), false)),
                "OTHER",
                List.of(twin.approved())),
            Duration.ofHours(1),
            true,
            List.of());
    Refused.with(
        INCORRECT_VALIDATION_INFO,
        "not authorized",
        () -> verify(good().signedBy(twin.ocspSigner()), both));
    // Its CertID is about another certificate.
    refuses("does not apply", TestOcsp.about(subject, twin.root().certificate()).signedBy(signer));
  }

  @Test
  void nobodyAnswersForItself() {
    TestKey selfServing =
        TestCertificate.subject("CN=leaf")
            .signing()
            .extendedKeyUsage(false, KeyPurposeId.id_kp_OCSPSigning)
            .issuedBy(authority.root());
    byte[] response = TestOcsp.about(selfServing.certificate(), issuer).signedBy(selfServing);
    Refused.with(
        INCORRECT_VALIDATION_INFO,
        "not authorized",
        () ->
            OcspResponse.parse(response)
                .verify(selfServing.certificate(), issuer, delegationOnly, NOW));
  }

  @Test
  void theResponderMustBeValidAtTheInstant() {
    Instant ended = NOW.minusSeconds(60);
    TestKey expired =
        TestCertificate.subject("CN=Expired OCSP")
            .ocspSigning()
            .valid(NOW.minus(Duration.ofDays(9)), ended)
            .issuedBy(authority.root());
    byte[] response = good().thisUpdate(ended).signedBy(expired);
    refuses("is not valid at", response);
    OcspResponse.parse(response).verify(subject, issuer, delegationOnly, ended);
    // Remembering the signature does not remember the validity.
    refuses("is not valid at", response);
    Refused.with(
        INCORRECT_VALIDATION_INFO,
        "is not valid at",
        () -> verify(response, trustConfigured(expired)));
  }

  @Test
  void theSignatureMustBeTheRespondersOwn() {
    String invalid = "Signature on OCSP response is not valid";
    TestKey stranger = TestCertificate.subject("CN=Stranger").selfSigned();
    refuses(
        invalid,
        good().namedAs(signer.certificate()).enclosing(signer.certificate()).signedBy(stranger));
    refuses(invalid, good().namedAs(issuer).signedBy(stranger));
    refuses("Could not find", good().bare().signedBy(stranger));
    refuses("Could not find", good().bare().byName().signedBy(stranger));
    // A true responder under a false name is not found either.
    refuses(
        "not authorized",
        good().namedAs(stranger.certificate()).enclosing(stranger.certificate()).signedBy(signer));
  }

  @Test
  void everySingleBitCounts() {
    byte[] response = good().bare().signedBy(signer);
    Trust trust = authority.trust();
    verify(response, trust);
    StringBuilder accepted = new StringBuilder();
    for (int bit = 0; bit < response.length * 8; bit++) {
      byte[] flipped = response.clone();
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));
      if (!Refused.isRefused(() -> verify(flipped, trust))) {
        accepted.append(bit / 8).append(' ');
      }
    }
    assertTrue(
        accepted.isEmpty(),
        () ->
            "accepted with a bit changed in octets "
                + accepted
                + HexFormat.of().formatHex(response));
  }

  @Test
  void statusMustBeGood() {
    Refused.with(
        CERT_VALIDATION,
        "certificate status is REVOKED (date: 2026-11-20T12:00:00Z)",
        () ->
            verify(good().revoked(NOW.minus(Duration.ofDays(1))).signedBy(signer), delegationOnly));
    Refused.with(
        CERT_VALIDATION,
        "certificate status is UNKNOWN",
        () -> verify(good().unknown().signedBy(signer), delegationOnly));
  }

  @Test
  void allEntriesAreSearchedAndAllMustAgree() {
    verify(
        TestOcsp.about(other, issuer).andAbout(subject, issuer).signedBy(signer), delegationOnly);
    refuses("does not apply", TestOcsp.about(other, issuer).signedBy(signer));
    for (byte[] twoMinded :
        List.of(
            good().revoked(NOW).andAbout(subject, issuer).signedBy(signer),
            good().andAbout(subject, issuer).revoked(NOW).signedBy(signer))) {
      Refused.with(CERT_VALIDATION, "REVOKED", () -> verify(twoMinded, delegationOnly));
    }
  }

  @Test
  void certIdMustMatchInNameKeyAndSerial() {
    var sameName = TestAuthority.create().root().certificate();
    var sameKey =
        TestCertificate.subject("CN=Other name")
            .key(authority.root().pair())
            .authority()
            .selfSigned()
            .certificate();
    refuses("does not apply", TestOcsp.about(subject, sameName).signedBy(signer));
    refuses("does not apply", TestOcsp.about(subject, sameKey).signedBy(signer));
    refuses("does not apply", TestOcsp.about(other, issuer).signedBy(signer));
    refuses(
        "does not apply",
        good().identifiedBy(subject, issuer, NISTObjectIdentifiers.id_sha256).signedBy(signer));
    assertTrue(OcspResponse.parse(good().signedBy(signer)).isFor(subject, issuer));
    assertFalse(OcspResponse.parse(good().signedBy(signer)).isFor(other, issuer));
  }

  @Test
  void freshnessIsExact() {
    Duration hour = Duration.ofHours(1);
    verify(good().thisUpdate(NOW.minus(hour)).signedBy(signer), delegationOnly);
    refuses("too old", good().thisUpdate(NOW.minus(hour).minusSeconds(1)).signedBy(signer));
    Instant latest = NOW.plus(OcspResponse.MAX_SKEW);
    verify(good().thisUpdate(latest).signedBy(signer), delegationOnly);
    refuses("from the future", good().thisUpdate(latest.plusSeconds(1)).signedBy(signer));
  }

  @Test
  void ageIsJudgedEachTimeThoughTheSignatureIsRemembered() {
    OcspResponse response = OcspResponse.parse(good().signedBy(signer));
    Trust trust = authority.trust();
    response.verify(subject, issuer, trust, NOW.plusSeconds(3599));
    Refused.with(
        INCORRECT_VALIDATION_INFO,
        "too old (thisUpdate: 2026-11-21T12:00:00Z)",
        () -> response.verify(subject, issuer, trust, NOW.plusSeconds(3601)));
  }

  @Test
  void nextUpdateCountsWhenTheConfigurationSaysSo() {
    byte[] past =
        good().thisUpdate(NOW.minusSeconds(60)).nextUpdate(NOW.minusSeconds(1)).signedBy(signer);
    refuses("nextUpdate is too old", past);
    verify(good().nextUpdate(NOW).signedBy(signer), delegationOnly);
    Trust lenient =
        new Trust(
            Map.of(TEST_INSTANCE, List.of(authority.approved())),
            Duration.ofHours(1),
            false,
            List.of());
    verify(past, lenient);
  }

  @Test
  void criticalExtensionsMustBeUnderstood() {
    verify(
        good().responseExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce, true).signedBy(signer),
        delegationOnly);
    verify(good().responseExtension(STRANGE, false).signedBy(signer), delegationOnly);
    refuses("critical extension", good().responseExtension(STRANGE, true).signedBy(signer));
    refuses("critical extension", good().entryExtension(STRANGE, true).signedBy(signer));
  }

  @Test
  void onlySuccessfulBasicResponsesAreRead() {
    byte[] tryLater = {0x30, 0x03, 0x0a, 0x01, 0x03};
    Refused.with(INCORRECT_VALIDATION_INFO, "status 3", () -> OcspResponse.parse(tryLater));
    byte[] empty = {0x30, 0x03, 0x0a, 0x01, 0x00};
    Refused.with(INCORRECT_VALIDATION_INFO, "does not hold", () -> OcspResponse.parse(empty));
    byte[] response = good().signedBy(signer);
    assertArrayEquals(response, OcspResponse.parse(response).encoded());
    assertEquals(NOW, OcspResponse.parse(response).thisUpdate());
    for (int length = 0; length < response.length; length++) {
      byte[] cut = Arrays.copyOf(response, length);
      Refused.with(INCORRECT_VALIDATION_INFO, "", () -> OcspResponse.parse(cut));
    }
    byte[] longer = Arrays.copyOf(response, response.length + 1);
    Refused.with(INCORRECT_VALIDATION_INFO, "", () -> OcspResponse.parse(longer));
    byte[] huge = new byte[OcspResponse.MAX_BYTES + 1];
    Refused.with(INCORRECT_VALIDATION_INFO, "", () -> OcspResponse.parse(huge));
  }

  @Test
  void listsAreBounded() {
    TestOcsp manyEntries = good();
    for (int i = 0; i < 64; i++) {
      manyEntries.andAbout(subject, issuer);
    }
    byte[] entries = manyEntries.bare().signedBy(signer);
    Refused.with(INCORRECT_VALIDATION_INFO, "65 entries", () -> OcspResponse.parse(entries));
    TestOcsp manyCertificates = good();
    for (int i = 0; i < 8; i++) {
      manyCertificates.enclosing(subject);
    }
    refuses("9 certificates", manyCertificates.signedBy(signer));
  }

  @Test
  void aChainNeedsAnAnswerForEveryCertificateBelowTheRoot() {
    TestKey middle =
        TestCertificate.subject("CN=Intermediate").authority().issuedBy(authority.root());
    X509Certificate leaf =
        TestCertificate.subject("CN=leaf").signing().issuedBy(middle).certificate();
    Trust trust = authority.trust();
    CertificateChain chain =
        CertificateChain.build(leaf, List.of(middle.certificate()), trust, TEST_INSTANCE, NOW);
    byte[] forMiddle = authority.good(middle.certificate(), NOW);
    byte[] forLeaf = TestOcsp.about(leaf, middle.certificate()).bare().signedBy(middle);
    OcspCheck.chain(chain, List.of(forLeaf, forMiddle), trust, NOW);
    OcspCheck.chain(chain, List.of(forMiddle, authority.good(other, NOW), forLeaf), trust, NOW);
    List<FaultCode> missing = List.of(FaultCode.INVALID_CERT_PATH, CERT_VALIDATION);
    for (List<byte[]> some : List.of(List.of(forLeaf), List.of(forMiddle), List.<byte[]>of())) {
      Refused.with(
          missing,
          "Unable to find OCSP response for certificate CN=",
          () -> OcspCheck.chain(chain, some, trust, NOW));
    }
    Refused.with(
        missing,
        "33 OCSP responses",
        () -> OcspCheck.chain(chain, java.util.Collections.nCopies(33, forLeaf), trust, NOW));
  }

  @Test
  void anOldGoodAnswerDoesNotCoverANewRevocation() {
    Trust trust = authority.trust();
    CertificateChain chain = CertificateChain.build(subject, List.of(), trust, TEST_INSTANCE, NOW);
    byte[] before = authority.good(subject, NOW.minusSeconds(600));
    byte[] after = good().revoked(NOW.minusSeconds(300)).signedBy(signer);
    OcspCheck.chain(chain, List.of(before), trust, NOW);
    for (List<byte[]> order : List.of(List.of(before, after), List.of(after, before))) {
      Refused.with(
          List.of(FaultCode.INVALID_CERT_PATH, CERT_VALIDATION),
          "REVOKED",
          () -> OcspCheck.chain(chain, order, trust, NOW));
    }
  }

  @Test
  void locationsAreThoseConfiguredThenTheCertificatesOwn() {
    var access =
        new AuthorityInformationAccess(
            new AccessDescription[] {
              location(AccessDescription.id_ad_caIssuers, "http://issuers/"),
              location(AccessDescription.id_ad_ocsp, "http://own/"),
              location(AccessDescription.id_ad_ocsp, "ldap://own/")
            });
    X509Certificate withAccess =
        TestCertificate.subject("CN=x")
            .extension(Extension.authorityInfoAccess, false, access)
            .issuedBy(authority.root())
            .certificate();
    assertEquals(
        List.of("http://127.0.0.1/ocsp", "http://own/"),
        OcspLocations.of(withAccess, List.of("http://127.0.0.1/ocsp", "ldap://configured/")));
    assertEquals(List.of("http://own/"), OcspLocations.of(withAccess, List.of("http://own/")));
    assertEquals(
        List.of("http://127.0.0.1/ocsp"),
        OcspLocations.of(subject, List.of("http://127.0.0.1/ocsp")));
    X509Certificate malformed =
        TestCertificate.subject("CN=x")
            .extension(Extension.authorityInfoAccess, false, DERNull.INSTANCE)
            .issuedBy(authority.root())
            .certificate();
    assertEquals(List.of(), OcspLocations.of(malformed, List.of()));
  }

  private static AccessDescription location(ASN1ObjectIdentifier method, String url) {
    return new AccessDescription(
        method, new GeneralName(GeneralName.uniformResourceIdentifier, url));
  }

  private TestOcsp good() {
    return TestOcsp.about(subject, issuer);
  }

  private Trust trustConfigured(TestKey responder) {
    return authority.trust(
        TEST_INSTANCE,
        authority.approved(
            List.of(),
            List.of(new OcspResponder(issuer, "http://x", Optional.of(responder.certificate()))),
            false));
  }

  private void verify(byte[] response, Trust trust) {
    OcspResponse.parse(response).verify(subject, issuer, trust, NOW);
  }

  private void refuses(String text, byte[] response) {
    Refused.with(INCORRECT_VALIDATION_INFO, text, () -> verify(response, delegationOnly));
  }
}
