// SPDX-License-Identifier: MIT

package org.postroad.protocol.certificate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.postroad.testing.TestAuthority.NOW;
import static org.postroad.testing.TestAuthority.TEST_INSTANCE;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERUTF8String;
import org.junit.jupiter.api.Test;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.testing.TestAuthority;
import org.postroad.testing.TestCertificate;
import org.postroad.testing.TestKey;
import org.postroad.testing.TestOcsp;

/** What was proven before is accepted again only where judging it anew would accept it too. */
class PresentedTest {
  private static final MemberId MEMBER = new MemberId(TEST_INSTANCE, "GOV", "1234");
  private static final Instant UPDATED = NOW.minusSeconds(600);
  private static final Duration FRESHNESS = Duration.ofHours(1);

  private final TestAuthority authority = TestAuthority.create();
  private final Trust trust = authority.trust();
  private final X509Certificate certificate = authority.signing(MEMBER).certificate();

  private static Presented signing(X509Certificate leaf, byte[]... responses) {
    return new Presented(leaf, List.of(), List.of(responses), TEST_INSTANCE, KeyUse.SIGNING);
  }

  private Presented presented() {
    return signing(certificate, authority.good(certificate, UPDATED));
  }

  /** Proven once, then asked again at this instant: as refused as if it had never been proven. */
  private void isRefusedAt(Instant at, Presented presented) {
    Fault fresh = assertThrows(Fault.class, () -> presented.prove(authority.trust(), at));
    presented.prove(trust, NOW);
    Fault again = assertThrows(Fault.class, () -> presented.prove(trust, at));
    assertEquals(fresh.path(), again.path());
    assertEquals(fresh.text(), again.text());
    assertSame(certificate, presented.prove(trust, NOW).leaf());
  }

  @Test
  void isRememberedAndFoundAgainByItsOctets() {
    byte[] response = authority.good(certificate, UPDATED);
    var chain = signing(certificate, response).prove(trust, NOW);
    var same = signing(Certificates.parse(Certificates.encoded(certificate)), response.clone());
    assertSame(chain, trust.proofs().find(same).orElseThrow().chain());
    assertSame(chain, same.prove(trust, NOW));
  }

  @Test
  void isJudgedToTheLastInstantOfItsFreshness() {
    var presented = presented();
    presented.prove(trust, NOW);
    presented.prove(trust, UPDATED.plus(FRESHNESS));
    isRefusedAt(UPDATED.plus(FRESHNESS).plusNanos(1), presented);
  }

  @Test
  void isNotGoodBeforeItsResponseWasMade() {
    isRefusedAt(UPDATED.minus(OcspResponse.MAX_SKEW).minusNanos(1), presented());
  }

  @Test
  void isNotGoodPastNextUpdate() {
    byte[] response =
        TestOcsp.about(certificate, authority.root().certificate())
            .thisUpdate(UPDATED)
            .nextUpdate(NOW.plusSeconds(10))
            .signedBy(authority.ocspSigner());
    var presented = signing(certificate, response);
    presented.prove(trust, NOW.plusSeconds(10));
    isRefusedAt(NOW.plusSeconds(11), presented);
  }

  @Test
  void isNotGoodOnceTheCertificateHasExpired() {
    X509Certificate soon =
        TestCertificate.subject("C=FI, O=Organisation, CN=1234, serialNumber=TEST/SERVER/GOV")
            .signing()
            .valid(NOW.minusSeconds(60), NOW.plusSeconds(60))
            .issuedBy(authority.root())
            .certificate();
    var presented = signing(soon, authority.good(soon, NOW));
    presented.prove(trust, NOW);
    presented.prove(trust, NOW.plusSeconds(60));
    assertThrows(Fault.class, () -> presented.prove(trust, NOW.plusSeconds(61)));
    assertThrows(Fault.class, () -> presented.prove(trust, NOW.minusSeconds(61)));
  }

  @Test
  void isNotGoodOnceTheResponderHasExpired() {
    TestKey responder =
        TestCertificate.subject("O=Test, CN=Short-lived responder")
            .ocspSigning()
            .valid(NOW.minusSeconds(60), NOW.plusSeconds(60))
            .issuedBy(authority.root());
    byte[] response =
        TestOcsp.about(certificate, authority.root().certificate())
            .thisUpdate(NOW)
            .signedBy(responder);
    isRefusedAt(NOW.plusSeconds(61), signing(certificate, response));
  }

  @Test
  void provesNothingOfAnotherCertificate() {
    presented().prove(trust, NOW);
    var other = authority.signing(MEMBER).certificate();
    var stolen = signing(other, authority.good(certificate, UPDATED));
    assertThrows(Fault.class, () -> stolen.prove(trust, NOW));
  }

  @Test
  void provesNothingToAnotherConfiguration() {
    var presented = presented();
    presented.prove(trust, NOW);
    var withdrawn = new Trust(Map.of(), FRESHNESS, true, List.of());
    assertThrows(Fault.class, () -> presented.prove(withdrawn, NOW));
    var stricter =
        new Trust(
            Map.of(TEST_INSTANCE, List.of(authority.approved())),
            Duration.ofMinutes(9),
            true,
            List.of());
    assertThrows(Fault.class, () -> presented.prove(stricter, NOW));
  }

  @Test
  void provesNothingForAnotherInstanceOrUse() {
    var presented = presented();
    presented.prove(trust, NOW);
    var elsewhere =
        new Presented(certificate, List.of(), presented.ocspResponses(), "OTHER", KeyUse.SIGNING);
    assertThrows(Fault.class, () -> elsewhere.prove(trust, NOW));
    var authenticationOnly =
        authority.trust(TEST_INSTANCE, authority.approved(List.of(), List.of(), true));
    var authentication =
        new Presented(
            certificate,
            List.of(),
            presented.ocspResponses(),
            TEST_INSTANCE,
            KeyUse.AUTHENTICATION);
    authentication.prove(authenticationOnly, NOW);
    assertThrows(Fault.class, () -> presented.prove(authenticationOnly, NOW));
  }

  /** Certificates beside the signature of a response are not signed: some octets do not matter. */
  @Test
  void provesWithAnOctetOfItsResponseChangedWhatItWouldProveAnew() {
    byte[] response = authority.good(certificate, UPDATED);
    int refused = 0;
    for (int i = 0; i < response.length; i += 11) {
      byte[] changed = response.clone();
      changed[i] ^= 1;
      var presented = signing(certificate, changed);
      boolean anew = Refused.isRefused(() -> presented.prove(authority.trust(), NOW));
      signing(certificate, response).prove(trust, NOW);
      assertEquals(anew, Refused.isRefused(() -> presented.prove(trust, NOW)));
      refused += anew ? 1 : 0;
    }
    assertTrue(refused > response.length / 22, "refused only " + refused);
  }

  @Test
  void isNotTouchedByWhoeverWritesIntoItsResponseLater() {
    byte[] response = authority.good(certificate, UPDATED);
    signing(certificate, response).prove(trust, NOW);
    byte[] kept = response.clone();
    Arrays.fill(response, (byte) 0);
    assertThrows(Fault.class, () -> signing(certificate, response).prove(trust, NOW));
    assertTrue(trust.proofs().find(signing(certificate, kept)).isPresent());
  }

  @Test
  void aNewerRevocationIsSeenBesideAProvenResponse() {
    byte[] good = authority.good(certificate, UPDATED);
    signing(certificate, good).prove(trust, NOW);
    byte[] revoked =
        TestOcsp.about(certificate, authority.root().certificate())
            .thisUpdate(NOW)
            .revoked(NOW)
            .signedBy(authority.ocspSigner());
    assertThrows(Fault.class, () -> signing(certificate, good, revoked).prove(trust, NOW));
  }

  @Test
  void whatTheCallerChecksIsCheckedEachTime() {
    var presented = presented();
    presented.prove(trust, NOW);
    var refused = new IllegalStateException("not this one");
    var thrown =
        assertThrows(
            IllegalStateException.class,
            () ->
                presented.prove(
                    trust,
                    NOW,
                    _ -> {
                      throw refused;
                    }));
    assertSame(refused, thrown);
  }

  @Test
  void isJudgedEachTimeWhenItIsLargerThanAnybodyNeeds() {
    var text = "x".repeat(4 * 1024);
    var large =
        TestCertificate.subject("O=Test, CN=Extra")
            .extension(new ASN1ObjectIdentifier("1.2.3.4"), false, new DERUTF8String(text))
            .selfSigned()
            .certificate();
    var presented =
        new Presented(
            certificate,
            Collections.nCopies(10, large),
            List.of(authority.good(certificate, UPDATED)),
            TEST_INSTANCE,
            KeyUse.SIGNING);
    presented.prove(trust, NOW);
    presented.prove(trust, NOW);
    assertTrue(trust.proofs().find(presented).isEmpty());
  }
}
