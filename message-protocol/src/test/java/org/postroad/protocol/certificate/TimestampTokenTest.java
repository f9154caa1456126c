// SPDX-License-Identifier: MIT

package org.postroad.protocol.certificate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.postroad.protocol.fault.FaultCode.TIMESTAMPING_FAILED;
import static org.postroad.testing.TestAuthority.NOW;
import static org.postroad.testing.TestAuthority.TEST_INSTANCE;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.testing.TestAuthority;
import org.postroad.testing.TestCertificate;
import org.postroad.testing.TestKey;
import org.postroad.testing.TestTimestamp;

class TimestampTokenTest {
  private static final Digest IMPRINT = DigestAlgorithm.SHA512.digest("data".getBytes(UTF_8));

  private final TestAuthority authority = TestAuthority.create();
  private final Trust trust = authority.trust();
  private final TestKey timestamper = authority.timestamper();

  @Test
  void theRequestHasTheImprintAndNothingElse() {
    // TimeStampReq { version 1, messageImprint { SHA-512 NULL, 64 octets } }
    assertEquals(
        "3056" + "020101" + "3051" + "300d0609608648016503040203" + "0500" + "0440" + IMPRINT.hex(),
        HexFormat.of().formatHex(TimestampRequest.of(IMPRINT)));
    Digest sha1 = DigestAlgorithm.SHA1.digest(new byte[0]);
    assertThrows(IllegalArgumentException.class, () -> TimestampRequest.of(sha1));
  }

  @Test
  void theAuthoritysCertificateIsAddedToTheToken() throws CMSException {
    byte[] response = authority.timestampResponse(IMPRINT, NOW);
    TimestampToken token = TimestampToken.fromResponse(response, IMPRINT, trust, NOW);
    assertEquals(NOW, token.time());
    assertEquals(IMPRINT, token.imprint());
    assertEquals(BigInteger.TEN, token.serialNumber());
    var certificates = new CMSSignedData(token.encoded()).getCertificates().getMatches(null);
    assertEquals(1, certificates.size());
    TimestampToken stored = TimestampToken.parse(token.encoded());
    assertEquals(authority.timestampAuthority(), stored.verify(IMPRINT, trust));
  }

  @Test
  void aCompleteTokenIsKeptAsItCame() {
    byte[] token = authority.timestamp(IMPRINT, NOW);
    byte[] response = TestTimestamp.of(IMPRINT, NOW).encloseCertificate().response(timestamper);
    assertEquals(
        TimestampToken.parse(token).time(),
        TimestampToken.fromResponse(response, IMPRINT, trust, NOW).time());
    assertArrayEquals(token, TimestampToken.parse(token).encoded());
    byte[] withMods =
        TestTimestamp.of(IMPRINT, NOW).encloseCertificate().status(1).response(timestamper);
    assertEquals(NOW, TimestampToken.fromResponse(withMods, IMPRINT, trust, NOW).time());
  }

  @ParameterizedTest
  @EnumSource(
      value = DigestAlgorithm.class,
      names = {"SHA256", "SHA384", "SHA512"})
  void imprintsOfAnySha2AreVerified(DigestAlgorithm algorithm) {
    Digest imprint = algorithm.digest("data".getBytes(UTF_8));
    TimestampToken token = TimestampToken.parse(authority.timestamp(imprint, NOW));
    assertEquals(algorithm, token.imprintAlgorithm());
    token.verify(imprint, trust);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"SHA256withRSA", "SHA384withRSA", "SHA512withRSA", "SHA512withRSAandMGF1"})
  void rsaAuthoritiesWork(String algorithm) {
    TestKey rsa =
        TestCertificate.subject("CN=RSA TSA")
            .key(TestKey.newPair("RSA"))
            .timestamping()
            .selfSigned();
    byte[] token = TestTimestamp.of(IMPRINT, NOW).algorithm(algorithm).token(rsa);
    TimestampToken.parse(token).verify(IMPRINT, trusting(rsa));
  }

  @Test
  void anotherImprintIsRefused() {
    Digest other = DigestAlgorithm.SHA512.digest("other".getBytes(UTF_8));
    Digest otherAlgorithm = DigestAlgorithm.SHA256.digest("data".getBytes(UTF_8));
    refuses("another SHA-512 digest", other, TestTimestamp.of(IMPRINT, NOW).token(timestamper));
    refuses("another", otherAlgorithm, TestTimestamp.of(IMPRINT, NOW).token(timestamper));
    byte[] response = authority.timestampResponse(other, NOW);
    Refused.with(
        TIMESTAMPING_FAILED,
        "another",
        () -> TimestampToken.fromResponse(response, IMPRINT, trust, NOW));
  }

  @Test
  void onlyApprovedAuthoritiesCount() {
    String notApproved = "not signed by an approved time-stamping authority";
    refuses(notApproved, forged(UnaryOperator.identity(), TestAuthority.create("B").timestamper()));
    refuses(notApproved, forged(UnaryOperator.identity(), authority.ocspSigner()));
    // The issuer of an approved certificate is not approved by that.
    refuses(
        notApproved,
        forged(
            UnaryOperator.identity(),
            TestCertificate.subject("CN=New TSA").timestamping().issuedBy(authority.root())));
  }

  @Test
  void forgedSignersAreRefused() {
    TestKey stranger = TestCertificate.subject("CN=Stranger").timestamping().selfSigned();
    String invalid = "is not valid";
    refuses(
        invalid,
        forged(
            t -> t.namedAs(timestamper.certificate()).attributedTo(timestamper.certificate()),
            stranger));
    refuses(invalid, forged(t -> t.attributedTo(stranger.certificate()), timestamper));
    refuses("cannot be read", forged(t -> t.withoutCertificateAttribute(), timestamper));
    refuses("cannot be read", forged(t -> t.alsoSignedBy(stranger), timestamper));
    refuses(
        "expected RSA or ECDSA with SHA-2", forged(t -> t.algorithm("SHA1withECDSA"), timestamper));
  }

  @Test
  void theCertificateMustBeForTimestampingAlone() {
    var purposes =
        List.of(
            TestCertificate.subject("CN=a").selfSigned(),
            TestCertificate.subject("CN=b")
                .extendedKeyUsage(false, KeyPurposeId.id_kp_timeStamping)
                .selfSigned(),
            TestCertificate.subject("CN=c")
                .extendedKeyUsage(
                    true, KeyPurposeId.id_kp_timeStamping, KeyPurposeId.id_kp_clientAuth)
                .selfSigned(),
            TestCertificate.subject("CN=d")
                .extendedKeyUsage(true, KeyPurposeId.id_kp_OCSPSigning)
                .selfSigned(),
            TestCertificate.subject("CN=e")
                .timestamping()
                .extension(
                    new ASN1ObjectIdentifier("1.2.3.4"),
                    true,
                    org.bouncycastle.asn1.DERNull.INSTANCE)
                .selfSigned());
    for (TestKey signer : purposes) {
      byte[] token = TestTimestamp.of(IMPRINT, NOW).token(signer);
      Refused.with(
          TIMESTAMPING_FAILED,
          "is not valid",
          () -> TimestampToken.parse(token).verify(IMPRINT, trusting(signer)));
    }
  }

  @Test
  void theCertificateMustBeValidAtTheStatedTime() {
    TestKey expired =
        TestCertificate.subject("CN=Old TSA")
            .timestamping()
            .valid(NOW.minus(Duration.ofDays(9)), NOW.minus(Duration.ofDays(1)))
            .selfSigned();
    byte[] then = TestTimestamp.of(IMPRINT, NOW.minus(Duration.ofDays(2))).token(expired);
    TimestampToken.parse(then).verify(IMPRINT, trusting(expired));
    byte[] now = TestTimestamp.of(IMPRINT, NOW).token(expired);
    Refused.with(
        TIMESTAMPING_FAILED,
        "is not valid",
        () -> TimestampToken.parse(now).verify(IMPRINT, trusting(expired)));
  }

  @Test
  void aFreshTokenStatesATimeNearNow() {
    Duration most = TimestampToken.MAX_CLOCK_DIFFERENCE;
    for (Instant time : List.of(NOW.minus(most), NOW, NOW.plus(most))) {
      byte[] response = authority.timestampResponse(IMPRINT, time);
      assertEquals(time, TimestampToken.fromResponse(response, IMPRINT, trust, NOW).time());
    }
    for (Instant time : List.of(NOW.minus(most).minusSeconds(1), NOW.plus(most).plusSeconds(1))) {
      byte[] response = authority.timestampResponse(IMPRINT, time);
      Refused.with(
          TIMESTAMPING_FAILED,
          "asked for at",
          () -> TimestampToken.fromResponse(response, IMPRINT, trust, NOW));
    }
  }

  @Test
  void implausibleContentIsRefused() {
    refuses(
        "critical extension",
        forged(t -> t.criticalExtension(new ASN1ObjectIdentifier("1.2.3")), timestamper));
    refuses("61 seconds", forged(t -> t.accuracySeconds(61), timestamper));
    TimestampToken.parse(forged(t -> t.accuracySeconds(60), timestamper)).verify(IMPRINT, trust);
  }

  @Test
  void refusalsOfTheAuthorityAndStatusLies() {
    for (int status = 2; status <= 5; status++) {
      byte[] empty = TestTimestamp.emptyResponse(status);
      byte[] withToken = TestTimestamp.of(IMPRINT, NOW).status(status).response(timestamper);
      for (byte[] response : List.of(empty, withToken)) {
        Refused.with(
            TIMESTAMPING_FAILED,
            "refused with status " + status,
            () -> TimestampToken.fromResponse(response, IMPRINT, trust, NOW));
      }
    }
    Refused.with(
        TIMESTAMPING_FAILED,
        "granted without a token",
        () -> TimestampToken.fromResponse(TestTimestamp.emptyResponse(0), IMPRINT, trust, NOW));
    byte[] huge = new byte[TimestampToken.MAX_BYTES + 1];
    Refused.with(
        TIMESTAMPING_FAILED, "", () -> TimestampToken.fromResponse(huge, IMPRINT, trust, NOW));
  }

  @Test
  void noTruncationAndNoSingleBitFlipOfTheTokenIsAccepted() {
    byte[] token = TestTimestamp.of(IMPRINT, NOW).token(timestamper);
    for (int length = 0; length < token.length; length++) {
      byte[] cut = Arrays.copyOf(token, length);
      Refused.with(TIMESTAMPING_FAILED, "", () -> TimestampToken.parse(cut));
    }
    StringBuilder accepted = new StringBuilder();
    for (int bit = 0; bit < token.length * 8; bit++) {
      byte[] flipped = token.clone();
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));
      if (!Refused.isRefused(() -> TimestampToken.parse(flipped).verify(IMPRINT, trust))) {
        accepted.append(bit / 8).append(' ');
      }
    }
    assertTrue(accepted.isEmpty(), () -> "accepted with a bit changed in octets " + accepted);
  }

  private Trust trusting(TestKey... signers) {
    return new Trust(
        Map.of(TEST_INSTANCE, List.of(authority.approved())),
        Duration.ofHours(1),
        true,
        Arrays.stream(signers)
            .map(signer -> new TimestampAuthority("TSA", "http://x", signer.certificate()))
            .toList());
  }

  private static byte[] forged(UnaryOperator<TestTimestamp> change, TestKey signer) {
    return change.apply(TestTimestamp.of(IMPRINT, NOW)).token(signer);
  }

  private void refuses(String text, byte[] token) {
    refuses(text, IMPRINT, token);
  }

  private void refuses(String text, Digest imprint, byte[] token) {
    Refused.with(
        TIMESTAMPING_FAILED, text, () -> TimestampToken.parse(token).verify(imprint, trust));
  }
}
