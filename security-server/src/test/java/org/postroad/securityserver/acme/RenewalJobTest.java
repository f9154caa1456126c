// SPDX-License-Identifier: MIT
package org.postroad.securityserver.acme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.postroad.securityserver.acme.AcmeServerParts.CA;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.certificate.KeyUse;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.management.ManagementRequest.AuthCertReg;
import org.postroad.securityserver.conf.CertificateStatus;
import org.postroad.securityserver.keys.CertificateState;
import org.postroad.securityserver.mail.SmtpSite;
import org.postroad.testing.TestAuthority;

/** C85: what is due is renewed, what fails is kept, told and tried again, nothing is deleted. */
@Tag("long")
final class RenewalJobTest {
  private static final Instant END = TestAuthority.NOW.plus(Duration.ofDays(90));

  @TempDir Path directory;
  private AcmeServerParts parts;

  @BeforeEach
  void open() {
    parts = new AcmeServerParts(directory);
  }

  @AfterEach
  void close() {
    parts.close();
  }

  @Test
  void aSigningCertificateIsRenewedFourteenDaysBeforeItEnds() {
    CertificateState old = order(KeyUse.SIGNING);
    assertTrue(look(), "nothing is due");
    assertEquals(Optional.of(END.minus(Duration.ofDays(14))), state(old).renewal().next());
    assertEquals(1, parts.authority.orders().size());

    parts.clock.set(END.minus(Duration.ofDays(14)));
    assertTrue(look());
    CertificateState renewed = renewed(old);
    assertNotEquals(
        old.certificate().getPublicKey(), renewed.certificate().getPublicKey(), "a new key");
    assertEquals(
        old.certificate().getSubjectX500Principal(),
        renewed.certificate().getSubjectX500Principal());
    assertFalse(renewed.active(), "until somebody says so");
    assertEquals(
        List.of(old.certificate()),
        parts.keys.signing().stream().map(key -> key.certificate()).toList(),
        "nothing in use is touched");
    assertTrue(parts.mail.taken().getLast().text().contains(renewed.hash()), "who cares is told");

    parts.start();
    assertTrue(look(), "and that was that");
    assertEquals(2, parts.authority.orders().size());
  }

  @Test
  void anAuthenticationCertificateIsRegisteredToo() {
    CertificateState old = order(KeyUse.AUTHENTICATION);
    register(old);
    parts.registryDown =
        Optional.of(new Fault(FaultCode.NETWORK_ERROR, "nobody answers at the registry"));
    parts.clock.set(END.minus(Duration.ofDays(13)));
    assertFalse(look());
    assertEquals(
        Optional.of("nobody answers at the registry"), renewed(old).renewal().error(), "shown");
    assertEquals(List.of(), parts.sent);

    parts.start();
    parts.registryDown = Optional.empty();
    assertTrue(look());
    AuthCertReg sent = (AuthCertReg) parts.sent.getFirst();
    assertEquals(renewed(old).certificate(), sent.authCert());
    assertEquals(CertificateStatus.REGISTRATION_IN_PROGRESS, renewed(old).status());
    assertEquals(Optional.empty(), renewed(old).renewal().error());
    assertTrue(
        parts.mail.taken().stream().anyMatch(mail -> mail.text().contains("being registered")));

    register(renewed(old));
    assertTrue(look(true));
    assertTrue(renewed(old).active(), "as the setting says");
    assertEquals(
        List.of(old.certificate(), renewed(old).certificate()),
        parts.keys.authentication().stream().map(key -> key.certificate()).toList(),
        "the one before goes on being shown");
    var _ = parts.administration.deactivate(renewed(old).hash());
    assertTrue(look(true));
    assertFalse(renewed(old).active(), "an administrator has the last word");
  }

  @Test
  void aRenewalThatFailsIsKeptToldAndTriedAgain() {
    CertificateState old = order(KeyUse.SIGNING);
    int before = parts.mail.taken().size();
    parts.clock.set(END.minus(Duration.ofDays(10)));
    parts.authority.outage = Optional.of("we are away");
    assertFalse(look());
    assertTrue(
        state(old).renewal().error().orElseThrow().contains("we are away"),
        state(old).renewal().toString());
    SmtpSite.Taken mail = parts.mail.taken().getLast();
    assertTrue(mail.text().contains("could not be renewed"), mail.text());

    parts.start();
    assertFalse(look());
    assertEquals(before + 1, parts.mail.taken().size(), "told once for each reason");
    int keys = parts.administration.token("0").keys().size();

    parts.authority.outage = Optional.empty();
    assertTrue(look());
    assertEquals(Optional.empty(), state(old).renewal().error());
    assertEquals(keys, parts.administration.token("0").keys().size(), "with the key of the try");
    assertEquals(old.member(), renewed(old).member());
  }

  @Test
  void anAuthorityMaySayWhen() {
    parts.authority.informed = true;
    Instant start = TestAuthority.NOW.plus(Duration.ofDays(20));
    Instant end = start.plus(Duration.ofDays(2));
    parts.authority.window = Optional.of(new Instant[] {start, end});
    CertificateState old = order(KeyUse.SIGNING);
    assertTrue(look());
    Instant next = state(old).renewal().next().orElseThrow();
    assertTrue(!next.isBefore(start) && next.isBefore(end), next.toString());
    parts.start();
    assertTrue(look());
    assertEquals(Optional.of(next), state(old).renewal().next(), "chosen once");

    Instant past = TestAuthority.NOW.minus(Duration.ofHours(1));
    parts.authority.window = Optional.of(new Instant[] {past, past.plusSeconds(60)});
    assertTrue(look(), "at once, as after a revocation");
    assertTrue(parts.authority.orders().getLast().told.has("replaces"), "the old one is named");
    assertEquals(old.member(), renewed(old).member());
  }

  @Test
  void aRenewedCertificateIsActivatedOnceItIsGood() {
    CertificateState old = order(KeyUse.SIGNING);
    parts.clock.set(END.minus(Duration.ofDays(10)));
    parts.unproven = Optional.of("no responder knows it");
    assertFalse(look(true));
    assertFalse(renewed(old).active());
    assertEquals(Optional.of("no responder knows it"), renewed(old).renewal().activationError());
    parts.unproven = Optional.empty();
    assertTrue(look(true));
    assertTrue(renewed(old).active());
    assertEquals(Optional.empty(), renewed(old).renewal().activationError());
    assertEquals(
        renewed(old).certificate(),
        parts.keys.signing().getFirst().certificate(),
        "the newer first");
  }

  @Test
  void anAccountGetsANewKeyBeforeTheOldOneEnds() {
    var _ = order(KeyUse.SIGNING);
    parts.clock.set(TestAuthority.NOW.plus(Duration.ofDays(352)));
    parts.authority.outage = Optional.of("we are away");
    assertFalse(look());
    parts.start();
    parts.authority.outage = Optional.empty();
    assertTrue(look());
    assertEquals(1, parts.authority.asked.stream().filter("key-change"::equals).count());
    parts.start();
    parts.clock.set(TestAuthority.NOW.plus(Duration.ofDays(20)));
    var _ = parts.certificates().order(parts.request(KeyUse.AUTHENTICATION).id(), CA);
    assertEquals(1, parts.authority.accounts().size(), "the same account");
  }

  @Test
  void nothingIsRenewedWithoutCredentialsOrWhenSwitchedOff() throws IOException {
    var _ = order(KeyUse.SIGNING);
    int asked = parts.authority.asked.size();
    parts.clock.set(END.minus(Duration.ofDays(10)));
    var preset = AcmeSettings.DEFAULT;
    var off =
        new AcmeSettings(
            preset.file(),
            preset.trusted(),
            preset.challengePort(),
            false,
            preset.interval(),
            preset.retry(),
            preset.ahead(),
            preset.accountAhead(),
            preset.polls(),
            preset.poll(),
            false,
            false);
    assertTrue(parts.job(off).look());
    Files.delete(directory.resolve("acme.yml"));
    assertTrue(look());
    assertEquals(asked, parts.authority.asked.size());
  }

  private CertificateState order(KeyUse use) {
    return parts.certificates().order(parts.request(use).id(), CA);
  }

  private boolean look() {
    return look(false);
  }

  private boolean look(boolean activate) {
    var preset = AcmeSettings.DEFAULT;
    return parts
        .job(
            new AcmeSettings(
                preset.file(),
                preset.trusted(),
                preset.challengePort(),
                true,
                preset.interval(),
                preset.retry(),
                preset.ahead(),
                preset.accountAhead(),
                preset.polls(),
                preset.poll(),
                activate,
                activate))
        .look();
  }

  private void register(CertificateState state) {
    var _ =
        parts.live.change(
            AcmeServerParts.ANNA,
            now ->
                now.withRegistration(
                    now.registration()
                        .withCertificate(
                            Certificates.sha256(state.certificate()),
                            CertificateStatus.REGISTERED)));
  }

  private CertificateState state(CertificateState known) {
    return parts.administration.certificate(known.hash());
  }

  private CertificateState renewed(CertificateState old) {
    return parts.administration.certificate(state(old).renewal().renewedBy().orElseThrow());
  }
}
