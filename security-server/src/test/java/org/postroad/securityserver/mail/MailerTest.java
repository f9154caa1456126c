// SPDX-License-Identifier: MIT
package org.postroad.securityserver.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.testing.StandingClock;

/** C86: who cares for a member is told by mail, and mail that does not arrive stops nothing. */
final class MailerTest {
  private static final MemberId MEMBER = new MemberId("TEST", "GOV", "1234");
  private static final MemberId OTHER = new MemberId("TEST", "GOV", "5678");

  @TempDir Path directory;
  private final SmtpSite site = new SmtpSite();

  @AfterEach
  void close() {
    site.close();
  }

  @Test
  void aContactIsTold() throws IOException {
    write("");
    mailer(MailSettings.DEFAULT)
        .tell(MailKind.ACME_SUCCESS, MEMBER, "A certificate was issued", "Päivää");
    SmtpSite.Taken mail = site.taken().getFirst();
    assertEquals("postroad@127.0.0.1", mail.from());
    assertEquals("keys@example.org", mail.to());
    assertTrue(mail.text().contains("Subject: [ss1] A certificate was issued\n"), mail.text());
    assertTrue(mail.text().contains("P=C3=A4iv=C3=A4=C3=A4"), mail.text());
    assertTrue(mail.text().contains("Date: Sat, 21 Nov 2026 "), mail.text());
  }

  @Test
  void nobodyIsToldWhatIsSwitchedOffOrOfMembersWithoutAContact() throws IOException {
    write("");
    var silent = new MailSettings(Optional.empty(), false, true, true);
    mailer(silent).tell(MailKind.ACME_SUCCESS, MEMBER, "subject", "text");
    mailer(silent).tell(MailKind.ACME_FAILURE, OTHER, "subject", "text");
    assertEquals(List.of(), site.said());
    assertEquals(
        new Mailer.Status(
            true,
            EnumSet.of(MailKind.ACME_FAILURE, MailKind.AUTH_CERT_REGISTERED),
            List.of("TEST:GOV:1234: keys@example.org")),
        mailer(silent).status());
  }

  @Test
  void withoutAFileNobodyIsTold() {
    Mailer mailer = mailer(MailSettings.DEFAULT);
    mailer.tell(MailKind.ACME_SUCCESS, MEMBER, "subject", "text");
    assertEquals(new Mailer.Status(false, Set.of(MailKind.values()), List.of()), mailer.status());
    Fault refused = assertThrows(Fault.class, () -> mailer.test("anna@example.org"));
    assertEquals(FaultCode.INVALID_REQUEST, refused.code());
  }

  @Test
  void aPasswordDoesNotTravelInTheClear() throws IOException {
    write("username: anna\npassword: s3cret\n");
    Fault refused =
        assertThrows(Fault.class, () -> mailer(MailSettings.DEFAULT).test("anna@example.org"));
    assertEquals(FaultCode.SERVICE_FAILED, refused.code());
    assertTrue(refused.text().contains("STARTTLS"), refused.text());
    assertEquals(List.of(), site.taken());
    assertTrue(site.said().stream().noneMatch(line -> line.startsWith("AUTH")), "no login");
  }

  @Test
  void whatTheServerSaysIsToldToWhoeverTries() throws IOException {
    write("");
    Mailer mailer = mailer(MailSettings.DEFAULT);
    mailer.test("anna@example.org");
    assertEquals("anna@example.org", site.taken().getFirst().to());
    site.refuse();
    Fault refused = assertThrows(Fault.class, () -> mailer.test("anna@example.org"));
    assertTrue(refused.text().contains("550 not from you"), refused.text());
    mailer.tell(MailKind.ACME_FAILURE, MEMBER, "subject", "text");
    assertEquals(1, site.taken().size(), "and stops nothing");
  }

  @Test
  void aFileThatMakesNoSenseIsRefused() throws IOException {
    write("contact: nobody\n");
    assertRefused("has [contact], expected some of [contacts, host, ");
    write("username: anna\n");
    assertRefused("has only one of username and password");
    write("use-ssl-tls: maybe\n");
    assertRefused("use-ssl-tls is neither true nor false");
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-rw----"));
    assertRefused("can be used by others than its owner");
  }

  private void assertRefused(String expected) {
    Fault refused = assertThrows(Fault.class, () -> mailer(MailSettings.DEFAULT).status());
    assertTrue(refused.text().contains(expected), refused.text());
  }

  private Mailer mailer(MailSettings settings) {
    return new Mailer(file(), settings, "ss1", new StandingClock());
  }

  private Path file() {
    return directory.resolve("mail.yml");
  }

  private void write(String more) throws IOException {
    Files.writeString(
        file(),
        "host: 127.0.0.1\nport: %d\ncontacts:\n  'TEST:GOV:1234': keys@example.org\n%s"
            .formatted(site.port(), more));
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-------"));
  }
}
