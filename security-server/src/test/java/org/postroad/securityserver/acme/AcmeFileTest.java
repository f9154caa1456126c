// SPDX-License-Identifier: MIT
package org.postroad.securityserver.acme;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.certificate.KeyUse;
import org.postroad.protocol.identifier.MemberId;

/** C81: the file with credentials is read strictly, and says nothing of what is in it. */
final class AcmeFileTest {
  private static final MemberId ONE = new MemberId("EU", "COM", "1234567-8");
  private static final MemberId OTHER = new MemberId("EU", "GOV", "9090909-1");
  private static final String GOOD =
      """
      eab-credentials:
        certificate-authorities:
          'Example Root CA':
            mac-key-base64-encoded: true
            members:
              'EU:COM:1234567-8':
                auth-kid: key_2
                auth-mac-key: YXV0aGVudGljYXRpb24_c2VjcmV0
                sign-kid: key_3
                sign-mac-key: c2lnbmluZyBzZWNyZXQ
          'Some Other CA':
            members:
              'EU:GOV:9090909-1':
                kid: kid123
                mac-key: a secret word
      account-keystore-password: acmep12Password1234
      """;

  @TempDir Path directory;

  @Test
  void everyUseHasItsCredentials() throws IOException {
    AcmeFile file = read(GOOD).orElseThrow();
    AcmeFile.Binding signing = file.binding("Example Root CA", ONE, KeyUse.SIGNING).orElseThrow();
    assertEquals("key_3", signing.keyId());
    assertArrayEquals(
        "signing secret".getBytes(StandardCharsets.US_ASCII), signing.key().getEncoded());
    AcmeFile.Binding authentication =
        file.binding("Example Root CA", ONE, KeyUse.AUTHENTICATION).orElseThrow();
    assertEquals("key_2", authentication.keyId());
    AcmeFile.Binding both =
        file.binding("Some Other CA", OTHER, KeyUse.AUTHENTICATION).orElseThrow();
    assertArrayEquals("a secret word".getBytes(StandardCharsets.US_ASCII), both.key().getEncoded());
    assertEquals(Optional.empty(), file.binding("Some Other CA", ONE, KeyUse.SIGNING));
    assertArrayEquals("acmep12Password1234".toCharArray(), file.password());
  }

  @Test
  void aKeyForEachUseHasANameForEach() throws IOException {
    AcmeFile file = read(GOOD).orElseThrow();
    assertEquals("sign_EU:COM:1234567-8", file.alias("Example Root CA", ONE, KeyUse.SIGNING));
    assertEquals(
        "auth_EU:COM:1234567-8", file.alias("Example Root CA", ONE, KeyUse.AUTHENTICATION));
    assertEquals("EU:GOV:9090909-1", file.alias("Some Other CA", OTHER, KeyUse.SIGNING));
    assertEquals("EU:COM:1234567-8", file.alias("Free CA", ONE, KeyUse.SIGNING));
  }

  @Test
  void thereNeedBeNoFile() throws IOException {
    assertEquals(Optional.empty(), AcmeFile.read(directory.resolve("acme.yml")));
  }

  @Test
  void whatIsWrongIsSaidWithoutTheSecret() {
    assertRefused("account-keystore-password:", " has no account-keystore-password");
    assertRefused(
        "account-keystore-password: s3cret\nacount: s3cret",
        " has [acount], expected some of [account-keystore-password, eab-credentials]");
    assertRefused(
        "account-keystore-password: s3cret\naccount-keystore-password: s3cret",
        " is no YAML in line 2");
    assertRefused("account-keystore-password: [s3cret", " is no YAML in line 1");
    assertRefused(
        "account-keystore-password: {s3cret: 1}", ": account-keystore-password is no text");
    assertRefused("- s3cret", " is no mapping");
  }

  private void assertRefused(String text, String expected) {
    var refused = assertThrows(IllegalArgumentException.class, () -> read(text));
    assertEquals(directory.resolve("acme.yml") + expected, refused.getMessage());
  }

  @Test
  void aKeyWithoutItsIdIsRefused() {
    var refused =
        assertThrows(
            IllegalArgumentException.class, () -> read(GOOD.replace("        kid: kid123\n", "")));
    assertEquals(
        directory.resolve("acme.yml")
            + ": eab-credentials.certificate-authorities.Some Other CA.members.EU:GOV:9090909-1"
            + " has only one of kid and mac-key",
        refused.getMessage());
  }

  @Test
  void aFileForOthersIsRefused() throws IOException {
    Path file = Files.writeString(directory.resolve("acme.yml"), GOOD);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    var refused = assertThrows(IllegalArgumentException.class, () -> AcmeFile.read(file));
    assertEquals(file + " can be used by others than its owner", refused.getMessage());
  }

  private Optional<AcmeFile> read(String text) throws IOException {
    Path file = Files.writeString(directory.resolve("acme.yml"), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return AcmeFile.read(file);
  }
}
