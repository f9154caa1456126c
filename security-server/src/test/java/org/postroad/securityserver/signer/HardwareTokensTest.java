// SPDX-License-Identifier: MIT
package org.postroad.securityserver.signer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.token.HardwareToken;
import org.postroad.protocol.token.KeyKind;
import org.postroad.securityserver.testing.DeviceFiles;
import org.postroad.testing.SoftHsm;

/** C72: what is looked at again every minute. */
final class HardwareTokensTest {
  private static final String AWAY = "library = /nowhere/lib.so\nslot = ";

  @TempDir Path directory;
  private ServerKeys keys;

  @BeforeEach
  void open() {
    keys = ServerKeys.open(directory, Fixtures.pin());
  }

  @AfterEach
  void close() {
    keys.close();
  }

  private Path write(String name, String content) throws IOException {
    Path tokens = Files.createDirectories(directory.resolve("tokens"));
    return Files.writeString(tokens.resolve(name + ".properties"), content);
  }

  private List<String> names() {
    return keys.hardwareTokens().stream().map(HardwareToken::name).toList();
  }

  @Test
  void filesThatCameAndWentAreTakenOver() throws IOException {
    assertEquals(List.of(), names());
    write("two", AWAY + 2);
    Path first = write("one", AWAY + 1);
    keys.rescanDevices();
    assertEquals(List.of("one", "two"), names());
    HardwareToken two = keys.hardwareTokens().getLast();
    Files.delete(first);
    keys.rescanDevices();
    assertEquals(List.of("two"), names());
    assertSame(two, keys.hardwareTokens().getFirst());
  }

  @Test
  void aFileThatSaysSomethingElseIsAnotherTokenAndABadOneLeavesWhatWas() throws IOException {
    write("hsm", AWAY + 1);
    keys.rescanDevices();
    HardwareToken before = keys.hardwareTokens().getFirst();
    write("hsm", AWAY + "first");
    write("bad", "libary = /x\n");
    keys.rescanDevices();
    assertEquals(List.of("hsm"), names());
    assertSame(before, keys.hardwareTokens().getFirst());
    write("hsm", AWAY + 2);
    keys.rescanDevices();
    assertNotSame(before, keys.hardwareTokens().getFirst());
    assertEquals("2", keys.hardwareTokens().getFirst().about().get("slot"));
  }

  @Test
  @Tag("hsm")
  void aTokenIsOpenedWhenItsFileComesAndNotUsedWhenItsDeviceIsGone() throws IOException {
    SoftHsm device = SoftHsm.expendableToken();
    AtomicInteger changes = new AtomicInteger();
    keys.onChange(changes::incrementAndGet);
    DeviceFiles.write(directory, device);
    keys.rescanDevices();
    HardwareToken token = keys.hardwareTokens().getFirst();
    assertTrue(token.isOpen());
    var _ = keys.generate("hsm", KeyKind.EC_P256, Fixtures.RANDOM);
    int before = changes.get();
    keys.rescanDevices();
    assertEquals(before, changes.get(), "nothing new");
    device.remove();
    keys.rescanDevices();
    assertFalse(token.isOpen());
    assertFalse(token.isAvailable());
    assertEquals(before + 1, changes.get());
    assertEquals(1, token.publicKeys().size(), "its keys are still known");
  }
}
