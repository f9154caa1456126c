// SPDX-License-Identifier: MIT

package org.postroad.protocol.certificate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.postroad.testing.TestAuthority.NOW;
import static org.postroad.testing.TestAuthority.TEST_INSTANCE;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.junit.jupiter.api.Test;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.testing.TestAuthority;
import org.postroad.testing.TestCertificate;
import org.postroad.testing.TestKey;

class CertificateChainTest {
  private static final MemberId MEMBER = new MemberId(TEST_INSTANCE, "GOV", "1234");
  private static final List<FaultCode> NO_PATH =
      List.of(FaultCode.CANNOT_CREATE_CERT_PATH, FaultCode.INTERNAL_ERROR);

  private final TestAuthority authority = TestAuthority.create();
  private final TestKey intermediate =
      TestCertificate.subject("O=Test, CN=Intermediate").authority(0).issuedBy(authority.root());

  @Test
  void twoLevels() {
    X509Certificate leaf = authority.signing(MEMBER).certificate();
    CertificateChain chain = build(leaf, authority.trust());
    assertEquals(List.of(leaf), chain.withoutRoot());
    assertEquals(authority.root().certificate(), chain.root());
    assertEquals(authority.root().certificate(), chain.issuerOf(leaf));
    assertEquals(authority.approved().name(), chain.authority().name());
    assertThrows(IllegalArgumentException.class, () -> chain.issuerOf(chain.root()));
  }

  @Test
  void threeLevelsWithTheIntermediateFromConfigurationOrFromTheSender() {
    X509Certificate leaf = leafOf(intermediate);
    X509Certificate middle = intermediate.certificate();
    for (CertificateChain chain :
        List.of(
            build(leaf, trustWith(List.of(middle))),
            build(leaf, authority.trust(), middle),
            build(leaf, trustWith(List.of(middle)), middle, leaf, middle))) {
      assertEquals(List.of(leaf, middle), chain.withoutRoot());
      assertEquals(List.of(middle), chain.intermediates());
      assertEquals(middle, chain.issuerOf(leaf));
      assertEquals(authority.root().certificate(), chain.issuerOf(middle));
    }
    refuses("not issued by approved", leaf, authority.trust());
  }

  @Test
  void anApprovedIntermediateMayEndTheChain() {
    X509Certificate leaf = leafOf(intermediate);
    var approved =
        new ApprovedAuthority(
            "Intermediate only",
            intermediate.certificate(),
            List.of(),
            List.of(),
            authority.approved().profile(),
            false);
    CertificateChain chain = build(leaf, authority.trust(TEST_INSTANCE, approved));
    assertEquals(List.of(leaf), chain.withoutRoot());
    assertEquals(intermediate.certificate(), chain.root());
  }

  @Test
  void onlyAuthoritiesOfTheSendersInstanceCount() {
    X509Certificate leaf = authority.signing(MEMBER).certificate();
    refuses("not issued by approved", leaf, authority.trust("OTHER", authority.approved()));
    refuses("not issued by approved", leaf, TestAuthority.create("Other CA").trust());
    refuses("not issued by approved", leaf, TestAuthority.create("Test CA").trust());
  }

  @Test
  void anAuthorityForAuthenticationOnlySignsNothing() {
    Trust trust = authority.trust(TEST_INSTANCE, authority.approved(List.of(), List.of(), true));
    X509Certificate signing = authority.signing(MEMBER).certificate();
    X509Certificate server = authority.authentication(MEMBER).certificate();
    assertEquals(server, build(server, trust).leaf());
    refuses("not issued by approved", signing, trust);
    Refused.with(
        NO_PATH,
        "not issued by approved",
        () -> CertificateChain.build(server, List.of(), trust, TEST_INSTANCE, KeyUse.SIGNING, NOW));
  }

  @Test
  void everyCertificateBelowTheRootMustBeValidAtTheInstant() {
    Instant before = NOW.minus(Duration.ofDays(2));
    Instant recent = NOW.minus(Duration.ofDays(1));
    X509Certificate expired =
        TestCertificate.subject("CN=old")
            .signing()
            .valid(before, recent)
            .issuedBy(authority.root())
            .certificate();
    Trust trust = authority.trust();
    assertEquals(expired, build(expired, trust, recent).leaf());
    refuses("not valid at", expired, trust);
    assertEquals(expired, build(expired, trust, before).leaf());
    Refused.with(NO_PATH, "", () -> build(expired, trust, before.minusSeconds(1)));

    TestKey expiredMiddle =
        TestCertificate.subject("CN=Expired")
            .authority()
            .valid(before, recent)
            .issuedBy(authority.root());
    X509Certificate leaf = leafOf(expiredMiddle);
    refuses("not valid at", leaf, authority.trust(), expiredMiddle.certificate());
  }

  @Test
  void aNewKeyUnderTheSameNameIsToldApart() {
    TestAuthority renewed = TestAuthority.create();
    Trust trust = authority.trust(TEST_INSTANCE, authority.approved(), renewed.approved());
    X509Certificate older = authority.signing(MEMBER).certificate();
    X509Certificate newer = renewed.signing(MEMBER).certificate();
    assertEquals(authority.root().certificate(), build(older, trust).root());
    assertEquals(renewed.root().certificate(), build(newer, trust).root());
    assertEquals(
        renewed.root().certificate(), trust.issuerOf(newer, TEST_INSTANCE).orElseThrow().topCa());
  }

  @Test
  void constraintsOfAuthoritiesHold() {
    TestKey below = TestCertificate.subject("CN=Too deep").authority().issuedBy(intermediate);
    refuses(
        "not valid",
        leafOf(below),
        authority.trust(),
        below.certificate(),
        intermediate.certificate());

    TestKey noAuthority = authority.signing(MEMBER);
    refuses("not valid", leafOf(noAuthority), authority.trust(), noAuthority.certificate());

    var onlySweden = new GeneralSubtree(new GeneralName(new X500Name("C=SE")));
    TestKey constrained =
        TestCertificate.subject("CN=Constrained")
            .authority()
            .extension(
                Extension.nameConstraints,
                true,
                new NameConstraints(new GeneralSubtree[] {onlySweden}, null))
            .issuedBy(authority.root());
    refuses("not valid", leafOf(constrained), authority.trust(), constrained.certificate());
  }

  @Test
  void unknownCriticalExtensionsAndAuthoritiesAsSignersAreRefused() {
    var strange =
        TestCertificate.subject("CN=strange")
            .signing()
            .extension(new ASN1ObjectIdentifier("1.2.3.4.5"), true, DERNull.INSTANCE)
            .issuedBy(authority.root())
            .certificate();
    refuses("not valid", strange, authority.trust());
    refuses("is a certification authority", intermediate.certificate(), authority.trust());
  }

  @Test
  void loopsAndLongPathsEnd() {
    TestKey first = TestCertificate.subject("CN=A").authority().selfSigned();
    TestKey second = TestCertificate.subject("CN=B").authority().issuedBy(first);
    TestKey firstAgain =
        TestCertificate.subject("CN=A").authority().key(first.pair()).issuedBy(second);
    X509Certificate leaf = leafOf(first);
    refuses(
        "not issued by approved",
        leaf,
        authority.trust(),
        first.certificate(),
        second.certificate(),
        firstAgain.certificate());

    TestKey last = authority.root();
    var path = new java.util.ArrayList<X509Certificate>();
    for (int i = 0; i < 5; i++) {
      last = TestCertificate.subject("CN=Level " + i).authority().issuedBy(last);
      path.add(last.certificate());
    }
    refuses(
        "not issued by approved",
        leafOf(last),
        authority.trust(),
        path.toArray(X509Certificate[]::new));
    Refused.with(
        NO_PATH,
        "17 extra certificates",
        () ->
            CertificateChain.build(
                leaf,
                Collections.nCopies(17, first.certificate()),
                authority.trust(),
                TEST_INSTANCE,
                NOW));
  }

  @Test
  void aChainIsBuiltOnceForOneTrust() {
    X509Certificate leaf = authority.signing(MEMBER).certificate();
    Trust trust = authority.trust();
    assertSame(build(leaf, trust), build(leaf, trust, NOW.plusSeconds(5)));
    // Another sender's offer of intermediates is another question.
    assertEquals(build(leaf, trust).root(), build(leaf, trust, leaf).root());
    Refused.with(NO_PATH, "not valid at", () -> build(leaf, trust, NOW.plus(Duration.ofDays(999))));
  }

  private X509Certificate leafOf(TestKey issuer) {
    return TestCertificate.subject("C=FI, CN=leaf").signing().issuedBy(issuer).certificate();
  }

  private Trust trustWith(List<X509Certificate> intermediates) {
    return authority.trust(TEST_INSTANCE, authority.approved(intermediates, List.of(), false));
  }

  private static void refuses(
      String text, X509Certificate leaf, Trust trust, X509Certificate... extra) {
    Refused.with(NO_PATH, text, () -> build(leaf, trust, extra));
  }

  private static CertificateChain build(
      X509Certificate leaf, Trust trust, X509Certificate... extra) {
    return CertificateChain.build(leaf, List.of(extra), trust, TEST_INSTANCE, NOW);
  }

  private static CertificateChain build(X509Certificate leaf, Trust trust, Instant at) {
    return CertificateChain.build(leaf, List.of(), trust, TEST_INSTANCE, at);
  }
}
