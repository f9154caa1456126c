// SPDX-License-Identifier: MIT
package org.postroad.securityserver.signer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.token.Ed25519Key;
import org.postroad.protocol.token.KeyKind;
import org.postroad.protocol.token.TokenKey;

/** C64: another PIN for all files or for none, wherever the process dies. */
final class PinChangeTest {
  private static final String NEXT = "Another battery 7";

  @TempDir Path directory;
  private TokenKey key;

  @BeforeEach
  void makeKeys() throws IOException {
    try (ServerKeys keys = ServerKeys.open(directory, Fixtures.pin())) {
      key = keys.generate(KeyKind.EC_P256, Fixtures.RANDOM);
    }
    var _ = Ed25519KeyFile.openOrMake(logKey(), Fixtures.pin(), Fixtures.RANDOM);
  }

  @Test
  void everyFileIsUnderTheNewPinAndTheServerGoesOn() throws IOException {
    try (ServerKeys keys = ServerKeys.open(directory, Fixtures.pin())) {
      keys.changePin(files(), Fixtures.pin(), next(), Fixtures.RANDOM);
      TokenKey later = keys.generate(KeyKind.EC_P256, Fixtures.RANDOM);
      assertEquals(List.of(key.id(), later.id()).stream().sorted().toList(), ids(next()));
    }
    assertHolds(next(), Fixtures.pin());
  }

  @Test
  void aWrongOldPinChangesNothing() throws IOException {
    try (ServerKeys keys = ServerKeys.open(directory, Fixtures.pin())) {
      Fault fault =
          assertThrows(Fault.class, () -> keys.changePin(files(), next(), next(), Fixtures.RANDOM));
      assertEquals(FaultCode.TOKEN_NOT_ACTIVE, fault.code());
    }
    assertHolds(Fixtures.pin(), next());
  }

  /** Killed while the files were written anew: some are there, one is torn. */
  @Test
  void beforeItIsDecidedTheOldPinHolds() throws IOException {
    change().prepare(files(), Fixtures.pin(), next(), Fixtures.RANDOM);
    Files.write(directory.resolve("pin-change.new").resolve("log-key.pem"), new byte[] {'-'});
    assertHolds(Fixtures.pin(), next());
  }

  @Test
  void onceItIsDecidedTheNewPinHolds() throws IOException {
    change().prepare(files(), Fixtures.pin(), next(), Fixtures.RANDOM);
    change().decide();
    assertHolds(next(), Fixtures.pin());
  }

  /** Killed between two files: one is in its place, the other is not yet. */
  @Test
  void aChangeBrokenOffHalfwayIsEnded() throws IOException {
    change().prepare(files(), Fixtures.pin(), next(), Fixtures.RANDOM);
    change().decide();
    Files.move(
        directory.resolve("pin-change").resolve("log-key.pem"),
        logKey(),
        StandardCopyOption.REPLACE_EXISTING);
    assertHolds(next(), Fixtures.pin());
  }

  @Test
  void aDeviceUnderThePinOfTheServerForbidsIt() throws IOException {
    Path tokens = Files.createDirectories(directory.resolve("tokens"));
    Files.writeString(tokens.resolve("hsm.properties"), "library = /none.so\nslot = 1\n");
    try (ServerKeys keys = ServerKeys.open(directory, Fixtures.pin())) {
      Fault fault =
          assertThrows(
              Fault.class, () -> keys.changePin(files(), Fixtures.pin(), next(), Fixtures.RANDOM));
      assertEquals(FaultCode.INVALID_REQUEST, fault.code());
      assertTrue(fault.text().contains("hsm"), fault.text());
    }
  }

  private void assertHolds(char[] pin, char[] other) throws IOException {
    assertTrue(ids(pin).contains(key.id()));
    assertEquals(32, Ed25519Key.open(Files.readAllBytes(logKey()), pin).publicKey().length);
    assertThrows(Fault.class, () -> ids(other));
    assertThrows(Fault.class, () -> Ed25519Key.open(Files.readAllBytes(logKey()), other));
    try (Stream<Path> all = Files.list(directory)) {
      assertFalse(all.anyMatch(file -> file.toString().contains("pin-change")));
    }
  }

  private List<String> ids(char[] pin) {
    try (ServerKeys keys = ServerKeys.open(directory, pin)) {
      return keys.softwareToken().orElseThrow().keys().stream().map(TokenKey::id).toList();
    }
  }

  private PinChange change() {
    return new PinChange(directory);
  }

  private List<Path> files() {
    return List.of(
        directory.resolve(ServerKeys.TOKEN_FILE), logKey(), directory.resolve("none.pem"));
  }

  private Path logKey() {
    return directory.resolve("log-key.pem");
  }

  private static char[] next() {
    return NEXT.toCharArray();
  }
}
