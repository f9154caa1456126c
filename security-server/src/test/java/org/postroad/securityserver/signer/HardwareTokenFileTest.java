// SPDX-License-Identifier: MIT
package org.postroad.securityserver.signer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.token.HardwareTokenOptions;
import org.postroad.protocol.token.HardwareTokenSlot;
import org.postroad.protocol.token.KeyAttribute;
import org.postroad.protocol.token.KeyAttributes;
import org.postroad.protocol.token.KeyKind;
import org.postroad.protocol.token.KeyMechanism;
import org.postroad.protocol.token.RsaPadding;
import org.postroad.securityserver.testing.TestInstance;
import org.postroad.testing.TestAuthority;

/** How hardware tokens are configured (D-012, C70). */
final class HardwareTokenFileTest {
  private static final String LIBRARY = "library = /opt/hsm/lib.so\n";

  @TempDir Path directory;

  @Test
  void namesTheTokenAfterTheFile() throws IOException {
    assertEquals(
        new HardwareTokenOptions(
            "main-hsm", "/opt/hsm/lib.so", new HardwareTokenSlot.Id(1234567890), RsaPadding.PKCS1),
        read(LIBRARY + "slot = 1234567890\n").options());
    assertEquals(
        new HardwareTokenOptions(
            "main-hsm", "/opt/hsm/lib.so", new HardwareTokenSlot.Index(2), RsaPadding.PSS),
        read(LIBRARY + "slot-index = 2\nrsa = pss\n").options());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "slot = 1\n",
        "library = lib.so\nslot = 1\n",
        "library = /opt/lib.so\\nslot=2\nslot = 1\n",
        "library = /opt/x\\nattributes=compatibility\nslot = 1\n",
        LIBRARY,
        LIBRARY + "slot = 1\nslot-index = 1\n",
        LIBRARY + "slot = -1\n",
        LIBRARY + "slot = first\n",
        LIBRARY + "slot = 99999999999\n",
        LIBRARY + "slot = 2147483648\n",
        LIBRARY + "slot = 1\nrsa = raw\n",
        LIBRARY + "slot = 1\npin = 1234\n",
        LIBRARY + "slot = 1\nread-only = yes\n",
        LIBRARY + "slot = 1\nbatch-signing = \n",
        LIBRARY + "slot = 1\nprivate-key-derive = true\n",
        LIBRARY + "slot = 1\nprivate-key-decrypt = 1\n",
        LIBRARY + "slot = 1\nprivate-key-sign = false\n",
        LIBRARY + "slot = 1\nprivate-key-sensitive = false\nprivate-key-extractable = true\n",
        LIBRARY + "slot = 1\nprivate-key-allowed-mechanisms = CKM_RSA_X_509\n",
        LIBRARY + "slot = 1\nprivate-key-allowed-mechanisms = CKM_RSA_PKCS,\n",
        LIBRARY + "slot = 1\nrsa = pss\nprivate-key-allowed-mechanisms = CKM_RSA_PKCS\n"
      })
  void refusesWhatIsNotKnownOrNotThere(String content) {
    assertThrows(IllegalArgumentException.class, () -> read(content));
  }

  @Test
  void takesEverySlotThatTheProviderTakes() throws IOException {
    assertEquals(
        new HardwareTokenSlot.Id(Integer.MAX_VALUE),
        read(LIBRARY + "slot = 2147483647\n").options().slot());
  }

  @Test
  void saysWhatNewKeysAreLikeAndWhatIsNotDone() throws IOException {
    HardwareTokenOptions options =
        read(LIBRARY
                + """
                slot = 1
                read-only = true
                batch-signing = false
                private-key-decrypt = true
                private-key-sensitive = true
                public-key-wrap = false
                private-key-allowed-mechanisms = CKM_RSA_PKCS, CKM_ECDSA
                """)
            .options();
    assertTrue(options.readOnly());
    assertFalse(options.batches());
    assertEquals(
        new KeyAttributes(
            Map.of(
                KeyAttribute.PRIVATE_KEY_DECRYPT, true,
                KeyAttribute.PRIVATE_KEY_SENSITIVE, true,
                KeyAttribute.PUBLIC_KEY_WRAP, false),
            Set.of(KeyMechanism.CKM_RSA_PKCS, KeyMechanism.CKM_ECDSA),
            Set.of()),
        options.attributes());
    assertEquals(KeyAttributes.PRESET, read(LIBRARY + "slot = 1\n").options().attributes());
  }

  @Test
  void aRefusalTellsTheFileTheValueAndWhatWasExpected() {
    String said =
        String.valueOf(
            assertThrows(
                    IllegalArgumentException.class,
                    () -> read(LIBRARY + "slot = 1\nprivate-key-unwrap = maybe\n"))
                .getMessage());
    assertTrue(
        said.endsWith("main-hsm.properties: private-key-unwrap is 'maybe', expected true or false"),
        said);
  }

  @Test
  void takesThePinOfTheServerUnlessAFileHasAnother() throws IOException {
    char[] ofServer = Fixtures.pin();
    char[] taken = read(LIBRARY + "slot = 1\n").pin(ofServer);
    assertArrayEquals(ofServer, taken);
    assertNotSame(ofServer, taken, "the caller wipes it");

    pinFile("rw-------", "other PIN\n");
    HardwareTokenFile file = read(LIBRARY + "slot = 1\npin-file = hsm.pin\n");
    assertEquals("other PIN", new String(file.pin(ofServer)));
  }

  @Test
  void refusesAPinThatOthersCanRead() throws IOException {
    pinFile("rw-r-----", "other PIN");
    HardwareTokenFile file = read(LIBRARY + "slot = 1\npin-file = hsm.pin\n");
    var refusal = assertThrows(IllegalArgumentException.class, () -> file.pin(Fixtures.pin()));
    assertFalse(String.valueOf(refusal.getMessage()).contains("other PIN"));
    var absent = read(LIBRARY + "slot = 1\npin-file = nowhere\n");
    assertThrows(IllegalArgumentException.class, () -> absent.pin(Fixtures.pin()));
  }

  @Test
  void aDeviceThatIsNotThereDoesNotStopTheServer() throws IOException {
    Files.createDirectories(directory.resolve("tokens"));
    Files.writeString(
        directory.resolve("tokens").resolve("away.properties"),
        "library = /nowhere/lib.so\nslot = 1\n");
    TestAuthority authority = TestAuthority.create();
    try (ServerKeys keys = ServerKeys.open(directory, Fixtures.pin())) {
      X509Certificate certificate = Fixtures.signing(keys, authority, TestInstance.CALLER.member());
      assertEquals(List.of(certificate), keys.certificates());
      Fault away =
          assertThrows(
              Fault.class, () -> keys.generate("away", KeyKind.EC_P256, new SecureRandom()));
      assertEquals(FaultCode.TOKEN_NOT_AVAILABLE, away.code());
      Fault unknown =
          assertThrows(
              Fault.class, () -> keys.generate("other", KeyKind.EC_P256, new SecureRandom()));
      assertEquals(FaultCode.TOKEN_NOT_FOUND, unknown.code());
      assertTrue(unknown.text().contains("away"), unknown.text());
    }
  }

  @Test
  void aMistakeInTheConfigurationStopsTheServer() throws IOException {
    Files.createDirectories(directory.resolve("tokens"));
    Files.writeString(directory.resolve("tokens").resolve("bad.properties"), "libary = /x\n");
    assertThrows(IllegalArgumentException.class, () -> ServerKeys.open(directory, Fixtures.pin()));
  }

  private HardwareTokenFile read(String content) throws IOException {
    return HardwareTokenFile.read(
        Files.writeString(directory.resolve("main-hsm.properties"), content));
  }

  private void pinFile(String permissions, String content) throws IOException {
    Path file = Files.writeString(directory.resolve("hsm.pin"), content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }
}
