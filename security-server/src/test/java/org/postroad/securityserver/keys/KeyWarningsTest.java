// SPDX-License-Identifier: MIT
package org.postroad.securityserver.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.certificate.OcspResponse;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.token.KeyKind;
import org.postroad.protocol.token.TokenKey;
import org.postroad.securityserver.signer.OcspStore;
import org.postroad.securityserver.signer.ServerKeys;
import org.postroad.securityserver.testing.TestInstance;
import org.postroad.testing.StandingClock;
import org.postroad.testing.TestAuthority;
import org.postroad.testing.TestCertificate;

/** Warnings come before exchanges stop, in simulated time. */
final class KeyWarningsTest {
  private static final TestInstance INSTANCE = new TestInstance();
  private static final TestAuthority AUTHORITY = INSTANCE.authority();
  private static final GlobalConfiguration GLOBAL = INSTANCE.withoutExpiry(INSTANCE.global());
  private static final MemberId MEMBER = TestInstance.CALLER.member();
  private static final Instant NOW = TestAuthority.NOW;

  @TempDir Path directory;
  private final StandingClock clock = new StandingClock();
  private ServerKeys keys;
  private OcspStore ocsp;

  @BeforeEach
  void open() {
    keys = ServerKeys.open(directory.resolve("keys"), "correct horse".toCharArray());
    ocsp = OcspStore.open(directory.resolve("ocsp"));
  }

  @AfterEach
  void close() {
    keys.close();
  }

  @Test
  void aCertificateIsWarnedOfThirtyDaysBeforeItEnds() {
    Instant end = NOW.plus(Duration.ofDays(100));
    signing(MEMBER, end);
    clock.set(end.minus(Duration.ofDays(30)).minusSeconds(1));
    assertEquals(List.of(), warnings());
    clock.move(Duration.ofSeconds(1));
    KeyWarning warning = warnings().getFirst();
    assertEquals(KeyWarning.Kind.CERTIFICATE_ENDS, warning.kind());
    assertEquals(end, warning.stops());
    assertTrue(warning.text().contains(MEMBER.text()), warning.text());
  }

  @Test
  void onlyASuccessorOfTheSameMemberInUseEndsTheWarning() {
    Instant end = NOW.plus(Duration.ofDays(9));
    signing(MEMBER, end);
    signing(TestInstance.PROVIDER.member(), end.plus(Duration.ofDays(100)));
    assertEquals(1, warnings().size());
    X509Certificate successor = signing(MEMBER, end.plus(Duration.ofDays(90)));
    assertEquals(List.of(), warnings());
    keys.changeNotes(notes -> notes.withActive(ServerKeys.hash(successor), false));
    assertEquals(1, warnings().size());
  }

  /** They are renewed at a third of their freshness; whoever is silent at half of it is away. */
  @Test
  void aSilentResponderIsWarnedOfAtHalfOfTheFreshness() {
    X509Certificate certificate = signing(MEMBER, NOW.plus(Duration.ofDays(100)));
    ocsp.put(certificate, OcspResponse.parse(AUTHORITY.good(certificate, NOW)));
    clock.move(TestInstance.FRESHNESS.dividedBy(2).minusSeconds(1));
    assertEquals(List.of(), warnings());
    clock.move(Duration.ofSeconds(1));
    KeyWarning warning = warnings().getFirst();
    assertEquals(KeyWarning.Kind.OCSP_STALE, warning.kind());
    assertEquals(NOW.plus(TestInstance.FRESHNESS), warning.stops());
  }

  @Test
  void theLogIsToldOnceADay() {
    signing(MEMBER, NOW.plus(Duration.ofDays(5)));
    List<String> told = new ArrayList<>();
    try (KeyWatch watch = new KeyWatch(this::warnings, told::add, clock)) {
      watch.look();
      clock.move(Duration.ofHours(23));
      watch.look();
      assertEquals(1, told.size());
      clock.move(Duration.ofHours(1));
      watch.look();
      assertEquals(2, told.size());
    }
  }

  private List<KeyWarning> warnings() {
    Keyring ring = new Keyring(keys, ocsp, _ -> {}, List.of(), (_, change) -> change.run());
    return new KeyWarnings(ring, GLOBAL, clock.instant()).all();
  }

  private X509Certificate signing(MemberId member, Instant end) {
    TokenKey key = keys.generate(KeyKind.EC_P256, new SecureRandom());
    X509Certificate certificate =
        TestCertificate.subject(
                "C=FI, O=Organisation, CN="
                    + member.memberCode()
                    + ", serialNumber=TEST/SERVER/"
                    + member.memberClass())
            .signing()
            .valid(NOW.minusSeconds(60), end)
            .key(new KeyPair(key.publicKey(), null))
            .issuedBy(AUTHORITY.root())
            .certificate();
    keys.importCertificate(certificate);
    return certificate;
  }
}
