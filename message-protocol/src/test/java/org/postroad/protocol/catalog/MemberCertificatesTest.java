// SPDX-License-Identifier: MIT

package org.postroad.protocol.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.testing.TestAuthority;

final class MemberCertificatesTest {
  private static final MemberId MEMBER = new MemberId("DEV", "GOV", "1");
  private static final SecurityServerId SERVER = new SecurityServerId(MEMBER, "SS1");
  private static final TestAuthority AUTHORITY = TestAuthority.create();
  private static final Instant NOW = TestAuthority.NOW;
  private static final Duration DAY = Duration.ofDays(1);

  private final KnownCertificate signing =
      KnownCertificate.of(
          AUTHORITY.signing(MEMBER).certificate(), MEMBER, Optional.empty(), NOW.plus(DAY));
  private final KnownCertificate authentication =
      KnownCertificate.of(
              AUTHORITY.authentication(MEMBER).certificate(), MEMBER, Optional.of(SERVER), NOW)
          .until(NOW.plus(DAY));
  private final MemberCertificates certificates =
      new MemberCertificates("DEV", List.of(signing, authentication));

  @Test
  void theSameCertificatesAreTheSameBytes() {
    byte[] bytes = certificates.toBytes();
    assertEquals(certificates, MemberCertificates.parse(bytes));
    assertEquals(certificates, new MemberCertificates("DEV", List.of(authentication, signing)));
    assertEquals(3, new String(bytes, UTF_8).lines().count());
    assertEquals(
        new MemberCertificates("DEV", List.of()),
        MemberCertificates.parse(new MemberCertificates("DEV", List.of()).toBytes()));
  }

  @ParameterizedTest
  @CsvSource({
    "certificates/v1, certificates/v2",
    "SIGNING, SIGNATURE",
    "AUTHENTICATION, SIGNING",
    "'\"server\":\"SS1\"', '\"server\":\"\"'",
    "'\"serial\":\"', '\"serial\":\"0'",
    "'\"serial\":\"', '\"serial\":\"-'",
    "'\"sha256\":\"', '\"sha256\":\"0'",
    "DEV/GOV/1, DEV/GOV",
    "DEV/GOV/1, TEST/GOV/1",
    "DEV/GOV/1, DEV/GOV/1/Sub",
  })
  void whateverElseIsWrittenIsRefused(String part, String instead) {
    String written = new String(certificates.toBytes(), UTF_8);
    assertTrue(written.contains(part), written);
    byte[] changed = written.replace(part, instead).getBytes(UTF_8);
    assertThrows(Fault.class, () -> MemberCertificates.parse(changed));
  }

  @Test
  void aRegistrationEndsAndASigningCertificateIsJudgedByItsOwnDates() {
    assertTrue(authentication.isValidAt(NOW));
    assertFalse(authentication.isValidAt(NOW.minusSeconds(1)));
    assertFalse(authentication.isValidAt(NOW.plus(DAY)));
    assertTrue(signing.isValidAt(NOW));
    assertTrue(signing.isValidAt(signing.notAfter()));
    assertFalse(signing.isValidAt(signing.notAfter().plusSeconds(1)));
    assertFalse(signing.isValidAt(signing.notBefore().minusSeconds(1)));
  }
}
