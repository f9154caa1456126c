// SPDX-License-Identifier: MIT
package org.postroad.securityserver.signer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.algorithm.SigningKey;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.token.KeyKind;
import org.postroad.securityserver.testing.TestInstance;
import org.postroad.testing.TestAuthority;

/** The token of a server and its certificates over restarts (C04, C05, C67). */
final class ServerKeysTest {
  private static final TestAuthority AUTHORITY = TestAuthority.create();

  @TempDir Path directory;

  @Test
  void keysAndCertificatesSurviveARestart() throws Exception {
    ServerKeys before = open();
    X509Certificate signing = Fixtures.signing(before, AUTHORITY, TestInstance.CALLER.member());
    X509Certificate authentication =
        Fixtures.authentication(before, AUTHORITY, TestInstance.CALLER.member());

    ServerKeys after = open();
    assertEquals(List.of(signing), certificates(after.signing()));
    assertEquals(List.of(authentication), certificates(after.authentication()));
    assertEquals(2, after.certificates().size());

    SigningKey key = after.signing().getFirst().key().signer(DigestAlgorithm.SHA512);
    byte[] data = "signed after the restart".getBytes(StandardCharsets.UTF_8);
    Signature verifier = key.algorithm().newVerifier(signing.getPublicKey());
    verifier.update(data);
    assertTrue(verifier.verify(key.sign(data)));
  }

  @Test
  void importedCertificatesAreInUseAtOnce() {
    ServerKeys keys = open();
    assertEquals(List.of(), keys.signing());
    X509Certificate signing = Fixtures.signing(keys, AUTHORITY, TestInstance.CALLER.member());
    assertEquals(List.of(signing), certificates(keys.signing()));
    assertEquals(List.of(), keys.authentication());
  }

  @Test
  void importingTheSameCertificateAgainChangesNothing() {
    ServerKeys keys = open();
    X509Certificate signing = Fixtures.signing(keys, AUTHORITY, TestInstance.CALLER.member());
    keys.importCertificate(signing);
    assertEquals(List.of(signing), keys.certificates());
    assertEquals(List.of(signing), open().certificates());
  }

  @Test
  void refusesACertificateOfAnotherKey() {
    ServerKeys keys = open();
    X509Certificate foreign = AUTHORITY.signing(TestInstance.CALLER.member()).certificate();
    Fault fault = assertThrows(Fault.class, () -> keys.importCertificate(foreign));
    assertEquals(FaultCode.KEY_NOT_FOUND, fault.code());
    assertEquals(List.of(), open().certificates());
  }

  @Test
  void wrongPinOpensNothing() {
    open().generate(KeyKind.EC_P256, Fixtures.RANDOM);
    Fault fault =
        assertThrows(Fault.class, () -> ServerKeys.open(directory, "wrong".toCharArray()));
    assertFalse(fault.text().contains("wrong"), "the PIN is told to nobody: " + fault.text());
  }

  @Test
  void callerMayWipeThePinAfterOpening() {
    char[] pin = Fixtures.pin();
    ServerKeys keys = ServerKeys.open(directory, pin);
    java.util.Arrays.fill(pin, ' ');
    Fixtures.signing(keys, AUTHORITY, TestInstance.CALLER.member());
    assertEquals(1, open().signing().size());
  }

  @Test
  void everyFileIsForItsOwnerOnly() throws IOException {
    ServerKeys keys = open();
    Fixtures.signing(keys, AUTHORITY, TestInstance.CALLER.member());
    keys.generate(KeyKind.EC_P256, Fixtures.RANDOM);
    try (Stream<Path> all = Files.walk(directory.resolve("."))) {
      List<Path> files = all.filter(Files::isRegularFile).toList();
      assertEquals(2, files.size(), "token and certificate, no file left over: " + files);
      for (Path file : files) {
        assertEquals(
            "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
      }
    }
    assertEquals(
        "rwx------",
        PosixFilePermissions.toString(
            Files.getPosixFilePermissions(directory.resolve("certificates"))));
  }

  private ServerKeys open() {
    return ServerKeys.open(directory, Fixtures.pin());
  }

  private static List<X509Certificate> certificates(List<CertifiedKey> keys) {
    return keys.stream().map(CertifiedKey::certificate).toList();
  }

  /** F03: a secondary node uses keys that are copied, takes over new ones, and changes none. */
  @Test
  void copiedKeysAreFollowedAndNeverChanged(@TempDir Path copy) throws IOException {
    ServerKeys primary = open();
    X509Certificate first = Fixtures.signing(primary, AUTHORITY, TestInstance.CALLER.member());
    copyTo(copy);
    ServerKeys secondary = ServerKeys.openCopied(copy, Fixtures.pin());
    assertEquals(List.of(first), secondary.certificates());
    assertFalse(secondary.reread(), "nothing is new");

    X509Certificate second =
        Fixtures.authentication(primary, AUTHORITY, TestInstance.CALLER.member());
    assertFalse(secondary.reread(), "nothing was copied");
    copyTo(copy);
    assertTrue(secondary.reread());
    assertEquals(java.util.Set.of(first, second), java.util.Set.copyOf(secondary.certificates()));
    assertEquals(1, secondary.authentication().size(), "with its key");
    assertFalse(secondary.reread());

    Files.write(copy.resolve("token.p12"), new byte[] {1});
    assertThrows(Fault.class, secondary::reread);
    assertEquals(2, secondary.certificates().size(), "what was known stays in use");
    Files.delete(copy.resolve("token.p12"));
    assertFalse(secondary.reread());
    assertEquals(1, secondary.authentication().size());

    for (Fault refused :
        List.of(
            assertThrows(Fault.class, () -> secondary.generate(KeyKind.EC_P256, Fixtures.RANDOM)),
            assertThrows(
                Fault.class, () -> secondary.generate("hsm", KeyKind.EC_P256, Fixtures.RANDOM)),
            assertThrows(Fault.class, () -> secondary.importCertificate(first)))) {
      assertEquals(FaultCode.BAD_REQUEST, refused.code());
    }
  }

  /** F03: what is switched off on the primary node is not used on a secondary one either. */
  @Test
  void copiedNotesAreFollowedAndNeverChanged(@TempDir Path copy) throws IOException {
    ServerKeys primary = open();
    X509Certificate only = Fixtures.signing(primary, AUTHORITY, TestInstance.CALLER.member());
    copyTo(copy);
    ServerKeys secondary = ServerKeys.openCopied(copy, Fixtures.pin());
    assertEquals(1, secondary.signing().size());
    primary.changeNotes(notes -> notes.withActive(ServerKeys.hash(only), false));
    copyTo(copy);
    assertTrue(secondary.reread());
    assertEquals(List.of(), secondary.signing());
    for (Fault refused :
        List.of(
            assertThrows(
                Fault.class,
                () ->
                    secondary.changeNotes(notes -> notes.withActive(ServerKeys.hash(only), true))),
            assertThrows(Fault.class, () -> secondary.removeCertificate(only)),
            assertThrows(
                Fault.class,
                () ->
                    secondary.changePin(
                        List.of(), Fixtures.pin(), Fixtures.pin(), Fixtures.RANDOM)))) {
      assertEquals(FaultCode.BAD_REQUEST, refused.code());
    }
  }

  @Test
  void withoutATokenNothingWasCopiedYet(@TempDir Path copy) {
    assertThrows(IllegalStateException.class, () -> ServerKeys.openCopied(copy, Fixtures.pin()));
  }

  /** As a program does that replaces each file as a whole. */
  private void copyTo(Path copy) throws IOException {
    Files.createDirectories(copy.resolve("certificates"));
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = copy.resolve(directory.relativize(file));
        Path arriving = target.resolveSibling(target.getFileName() + ".arriving");
        Files.copy(file, arriving, StandardCopyOption.REPLACE_EXISTING);
        Files.move(arriving, target, StandardCopyOption.ATOMIC_MOVE);
      }
    }
  }
}
