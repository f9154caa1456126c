// SPDX-License-Identifier: MIT

package org.postroad.registry.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.postroad.protocol.catalog.CertificateUse;
import org.postroad.protocol.catalog.KnownCertificate;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.registry.TestCertificates;
import org.postroad.registry.catalog.CertificateCommand.NoteSigner;
import org.postroad.registry.membership.RegisteredServer;

final class CertificateLedgerTest {
  private static final MemberId MEMBER = new MemberId("DEV", "GOV", "1");
  private static final MemberId OTHER = new MemberId("DEV", "GOV", "2");
  private static final X509Certificate ONE = TestCertificates.AUTHENTICATION;
  private static final X509Certificate TWO = TestCertificates.OTHER_AUTHENTICATION;
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration DAY = Duration.ofDays(1);

  private final CertificateLedger ledger = new CertificateLedger();

  private static RegisteredServer server(MemberId owner, X509Certificate... certificates) {
    return new RegisteredServer(
        new SecurityServerId(owner, "SS1"),
        "ss1.example",
        List.of(certificates),
        List.of(),
        List.of(),
        Optional.empty());
  }

  private void registered(int day, RegisteredServer... servers) {
    ledger.registered(List.of(servers), START.plus(DAY.multipliedBy(day)));
  }

  /** {@code GOV/1 0-2}: the member, and from and until which day. */
  private List<String> known(X509Certificate certificate) {
    return ledger.snapshot().certificates().stream()
        .filter(known -> known.sha256().equals(KnownCertificate.digest(certificate)))
        .map(known ->
            known.member().memberCode()
                + " "
                + Stream.concat(Stream.of(known.knownFrom()), known.knownUntil().stream())
                    .map(time -> "" + Duration.between(START, time).toDays())
                    .toList())
        .toList();
  }

  @Test
  void registrationsBeginAndEnd() {
    registered(0, server(MEMBER, ONE));
    registered(1, server(MEMBER, ONE, TWO));
    registered(2, server(MEMBER, TWO));
    registered(3);
    assertEquals(List.of("1 [0, 2]"), known(ONE));
    assertEquals(List.of("1 [1, 3]"), known(TWO));
  }

  @Test
  void whatIsRegisteredAgainStandsThereTwice() {
    registered(0, server(MEMBER, ONE));
    registered(1);
    registered(2, server(MEMBER, ONE));
    assertEquals(List.of("1 [0, 1]", "1 [2]"), known(ONE));
  }

  @Test
  void anotherOwnerOfTheServerIsAnotherMembersCertificate() {
    registered(0, server(MEMBER, ONE));
    registered(1, server(OTHER, ONE));
    assertEquals(List.of("1 [0, 1]", "2 [1]"), known(ONE));
    assertTrue(ledger.snapshot().der(KnownCertificate.digest(ONE)).isPresent());
  }

  @Test
  void aSignerIsNotedOnce() {
    var command = new NoteSigner(MEMBER, TestCertificates.SIGNING);
    ledger.apply(command, START);
    assertThrows(Fault.class, () -> ledger.check(command));
    assertThrows(Fault.class, () -> ledger.apply(command, START.plus(DAY)));
    KnownCertificate known = ledger.snapshot().certificates().getFirst();
    assertEquals(CertificateUse.SIGNING, known.use());
    assertEquals(START, known.knownFrom());
    assertEquals(List.of("1 [0]"), known(TestCertificates.SIGNING));
  }
}
