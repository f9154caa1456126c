// SPDX-License-Identifier: MIT
package org.postroad.securityserver.acme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.postroad.securityserver.acme.AcmeServerParts.CA;
import static org.postroad.securityserver.acme.AcmeServerParts.MEMBER;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.certificate.KeyUse;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.token.AccountKeys;
import org.postroad.securityserver.keys.CertificateState;
import org.postroad.securityserver.signer.KeptRequest;
import org.postroad.testing.TestAuthority;

/** C80 to C84: orders, from nothing to a certificate that is in use. */
final class OrderingTest {
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
  void anOrderBecomesASigningCertificateInUse() throws IOException {
    KeptRequest request = parts.request(KeyUse.SIGNING);
    CertificateState state = parts.certificates().order(request.id(), CA);

    assertTrue(state.active());
    assertEquals(Optional.of(MEMBER), state.member());
    assertEquals(state.certificate(), parts.keys.signing().getFirst().certificate());
    assertEquals(List.of(), parts.administration.key(request.key()).requests(), "answered");
    assertEquals(List.of(), parts.keys.notes().orders());

    var told = parts.authority.orders().getFirst().told;
    assertEquals("ss1.test", told.get("identifiers").get(0).get("value").asString());
    assertEquals(
        TestAuthority.NOW.plus(Duration.ofDays(365)),
        Instant.parse(told.get("notAfter").asString()));
    assertFalse(told.has("replaces"));
    assertEquals(
        "mailto:keys@example.org",
        parts.authority.accounts().getFirst().get("contact").get(0).asString());
    assertTrue(
        parts.authority.agents.stream().allMatch(agent -> agent.startsWith("profile_id=8 acme4j/")),
        parts.authority.agents.toString());
    assertEquals(Optional.empty(), parts.challenges.answer("token-0"), "served no longer");
  }

  @Test
  void theAccountOfAMemberIsMadeOnce() throws IOException {
    parts.authority.badNonces.set(1);
    Files.delete(directory.resolve("keys/acme.p12"));
    var _ = parts.certificates().order(parts.request(KeyUse.SIGNING).id(), CA);
    parts.start();
    var _ = parts.certificates().order(parts.request(KeyUse.AUTHENTICATION).id(), CA);
    assertEquals(1, parts.authority.accounts().size());
    try (var file = Files.newInputStream(directory.resolve("keys/acme.p12"))) {
      AccountKeys keys = AccountKeys.open(file, "account password".toCharArray());
      assertTrue(keys.key("TEST:GOV:1234").isPresent());
    }
    assertTrue(
        parts.authority.agents.getLast().startsWith("profile_id=7 "), "the use is told (C83)");
  }

  @Test
  void anAccountIsBoundToTheOneTheAuthorityKnows() {
    byte[] secret = "a secret of thirty-two characters".getBytes(StandardCharsets.US_ASCII);
    parts.authority.external.put("key-3", secret);
    KeptRequest request = parts.request(KeyUse.SIGNING);
    assertEquals(
        new CertificateOffice.Credentials(true, false),
        parts.certificates().credentials(CA, MEMBER, KeyUse.SIGNING));
    Fault refused = refused(request);
    assertEquals(FaultCode.INVALID_REQUEST, refused.code());
    assertTrue(refused.text().contains("acme.yml has none for "), refused.text());

    String credentials =
        """
        account-keystore-password: account password
        eab-credentials:
          certificate-authorities:
            '%s':
              members:
                'TEST:GOV:1234':
                  sign-kid: key-3
                  sign-mac-key: %s
        """;
    parts.write("acme.yml", credentials.formatted(CA, "of another account, also of 33 bytes"));
    assertEquals(FaultCode.SERVICE_FAILED, refused(request).code(), "another MAC");
    parts.write(
        "acme.yml", credentials.formatted(CA, new String(secret, StandardCharsets.US_ASCII)));
    assertEquals(
        new CertificateOffice.Credentials(true, true),
        parts.certificates().credentials(CA, MEMBER, KeyUse.SIGNING));
    assertTrue(parts.certificates().order(request.id(), CA).active());
  }

  @Test
  void anAuthorityIsAskedAfterItsWorkWithPauses() {
    List<Instant> pauses = new ArrayList<>();
    parts.authority.works = 3;
    var _ =
        parts
            .certificates(time -> {
              pauses.add(time);
              parts.clock.set(time);
            })
            .order(parts.request(KeyUse.SIGNING).id(), CA);
    assertEquals(
        List.of(after(5), after(10)), pauses, "the answer to the first question is at once");
  }

  @Test
  void anAuthorityMaySayWhenToAsk() {
    List<Instant> pauses = new ArrayList<>();
    parts.authority.works = 2;
    parts.authority.retryAfter = Optional.of(after(42));
    var _ =
        parts
            .certificates(time -> {
              pauses.add(time);
              parts.clock.set(time);
            })
            .order(parts.request(KeyUse.SIGNING).id(), CA);
    assertEquals(List.of(after(42)), pauses);
  }

  @Test
  void anOrderThatTakesLongerIsKeptAndEndsLater() {
    KeptRequest request = parts.request(KeyUse.SIGNING);
    parts.authority.works = 10;
    Fault refused = refused(request);
    assertTrue(refused.text().contains("still works on the order"), refused.text());
    assertEquals(1, parts.keys.notes().orders().size());

    parts.start();
    assertTrue(parts.job(AcmeSettings.DEFAULT).look());
    assertEquals(1, parts.authority.orders().size(), "the same order");
    assertTrue(parts.administration.key(request.key()).certificates().getFirst().active());
    assertEquals(List.of(), parts.keys.notes().orders());
  }

  @Test
  void aProcessThatDiesLosesNothing() {
    KeptRequest request = parts.request(KeyUse.SIGNING);
    parts.authority.works = 3;
    var died =
        assertThrows(
            IllegalStateException.class,
            () ->
                parts
                    .certificates(_ -> {
                      throw new IllegalStateException("killed");
                    })
                    .order(request.id(), CA));
    assertEquals("killed", died.getMessage());
    parts.start();
    assertTrue(parts.certificates().order(request.id(), CA).active());
    assertEquals(1, parts.authority.orders().size(), "the same order");
  }

  @Test
  void whatIsNotProvenIsRefusedAndCanBeOrderedAgain() {
    var proofs = parts.authority.proofs;
    parts.authority.proofs = URI.create("http://127.0.0.1:1");
    KeptRequest request = parts.request(KeyUse.SIGNING);
    Fault refused = refused(request);
    assertEquals(FaultCode.SERVICE_FAILED, refused.code());
    assertTrue(
        refused.text().startsWith("The authority did not find the proof at ss1.test"),
        refused.text());
    assertEquals(List.of(), parts.keys.notes().orders(), "nothing comes of it");
    assertEquals(1, parts.administration.key(request.key()).requests().size());

    parts.authority.proofs = proofs;
    assertTrue(parts.certificates().order(request.id(), CA).active());
  }

  @Test
  void whatIsMissingIsSaid() {
    KeptRequest request = parts.request(KeyUse.SIGNING);
    assertEquals(
        FaultCode.NOT_FOUND,
        assertThrows(Fault.class, () -> parts.certificates().order(request.id(), "Nobody CA"))
            .code());
    assertEquals(
        FaultCode.NOT_FOUND,
        assertThrows(Fault.class, () -> parts.certificates().order("none", CA)).code());
    parts.write("mail.yml", "host: 127.0.0.1\n");
    assertTrue(refused(request).text().contains("has no contact for "));
    parts.write("acme.yml", "account-keystore-password: another password\n");
    assertEquals(List.of(), parts.authority.asked, "nobody is asked");
  }

  private Fault refused(KeptRequest request) {
    return assertThrows(Fault.class, () -> parts.certificates().order(request.id(), CA));
  }

  private static Instant after(long seconds) {
    return TestAuthority.NOW.plusSeconds(seconds);
  }
}
