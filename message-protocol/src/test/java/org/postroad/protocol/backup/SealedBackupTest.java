// SPDX-License-Identifier: MIT

package org.postroad.protocol.backup;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.postroad.protocol.fault.Fault;
import org.postroad.testing.TestAuthority;

/** A backup is what its key made, bit by bit (E11). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SealedBackupTest {
  private static final Instant NOW = TestAuthority.NOW;
  private static final char[] PASSPHRASE = "a secret pin".toCharArray();
  private static final byte[] JOURNAL = "a journal\n".getBytes(StandardCharsets.UTF_8);

  private final SecureRandom random = new SecureRandom();
  private String text = "";
  private final BackupKey key = opened();

  private BackupKey opened() {
    text = BackupKey.generate("Registry of DEV", PASSPHRASE, NOW);
    return BackupKey.open(text, PASSPHRASE);
  }

  private byte[] sealed = new byte[0];

  @BeforeAll
  void seal() {
    sealed =
        new SealBackup(key, random)
            .apply(new BackupContent("registry DEV", Map.of("a/registry.journal", JOURNAL)), NOW);
  }

  private boolean isRefused(byte[] bytes) {
    try {
      new OpenBackup(key).apply(bytes);
      return false;
    } catch (Fault refused) {
      return true;
    }
  }

  @Test
  void whatWasSealedComesBack() {
    BackupContent content = new OpenBackup(BackupKey.open(text, PASSPHRASE)).apply(sealed);
    assertEquals("registry DEV", content.origin());
    assertEquals(List.of("a/registry.journal"), List.copyOf(content.files().keySet()));
    assertArrayEquals(JOURNAL, content.files().get("a/registry.journal"));
    String visible = new String(sealed, StandardCharsets.ISO_8859_1);
    assertFalse(visible.contains("journal") || visible.contains("DEV"));
  }

  /** All bits of what is outside the encryption, then one of every few bytes. */
  @Test
  void aChangedBitIsRefusedWhereverItIs() {
    changeBits(64, 5);
  }

  @Test
  @Tag("long")
  void everyChangedBitIsRefused() {
    changeBits(sealed.length, 1);
  }

  private void changeBits(int whole, int step) {
    var accepted = new ArrayList<String>();
    for (int at = 0; at < sealed.length; at += at < whole ? 1 : step) {
      for (int bit = 0; bit < (at < whole ? 8 : 1); bit++) {
        byte[] altered = sealed.clone();
        altered[at] ^= (byte) (1 << (at + bit) % 8);
        if (!isRefused(altered)) {
          accepted.add(at + "." + (at + bit) % 8);
        }
      }
    }
    assertEquals(List.of(), accepted);
  }

  @Test
  void everyOtherLengthIsRefused() {
    for (int length = 0; length < sealed.length; length += 5) {
      assertTrue(isRefused(Arrays.copyOf(sealed, length)), "cut at " + length);
    }
    assertTrue(isRefused(Arrays.copyOf(sealed, sealed.length + 1)));
    byte[] twice = Arrays.copyOf(sealed, 2 * sealed.length);
    System.arraycopy(sealed, 0, twice, sealed.length, sealed.length);
    assertTrue(isRefused(twice));
  }

  @Test
  void whatAnotherKeyMadeIsRefused() {
    BackupKey other =
        BackupKey.open(BackupKey.generate("Registry of DEV", PASSPHRASE, NOW), PASSPHRASE);
    byte[] foreign =
        new SealBackup(other, random).apply(new BackupContent("registry DEV", Map.of()), NOW);
    assertTrue(isRefused(foreign));
    assertThrows(Fault.class, () -> new OpenBackup(other).apply(sealed));
  }

  @Test
  void aKeyNeedsItsPassphrase() {
    Fault refused =
        assertThrows(Fault.class, () -> BackupKey.open(text, "another pin".toCharArray()));
    assertFalse(refused.text().contains("another pin"));
    assertThrows(Fault.class, () -> BackupKey.open("no key", PASSPHRASE));
  }

  @Test
  void aKeyIsTheSameUnderAnotherPassphrase() throws IOException {
    char[] next = "another pin".toCharArray();
    String relocked = BackupKey.relock(text, PASSPHRASE, next);
    assertThrows(Fault.class, () -> BackupKey.open(relocked, PASSPHRASE));
    assertThrows(Fault.class, () -> BackupKey.relock(text, next, PASSPHRASE));
    BackupKey opened = BackupKey.open(relocked, next);
    assertEquals("registry DEV", new OpenBackup(opened).apply(sealed).origin());
    assertEquals(opened.fingerprint(), BackupKey.fingerprint(text));
  }

  @Test
  void noFileLeadsAway() {
    for (String path : List.of("", "/etc/passwd", "../a", "a/../../b", "a//b", "a\\b", "./a")) {
      assertThrows(
          IllegalArgumentException.class,
          () -> new BackupContent("registry DEV", Map.of(path, new byte[0])),
          path);
    }
  }
}
