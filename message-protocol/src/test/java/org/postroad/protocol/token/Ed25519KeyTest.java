// SPDX-License-Identifier: MIT

package org.postroad.protocol.token;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.testing.Openssl;

class Ed25519KeyTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final char[] PIN = "a secret pin".toCharArray();

  @TempDir private Path folder;

  @Test
  void aStoredKeyIsTheSameKey() {
    Ed25519Key key = Ed25519Key.generate(RANDOM);
    Ed25519Key opened = Ed25519Key.open(key.toPem(PIN, RANDOM), PIN);
    byte[] message = "message".getBytes(StandardCharsets.UTF_8);
    assertArrayEquals(key.publicKey(), opened.publicKey());
    assertArrayEquals(key.sign(message), opened.sign(message));
    assertFalse(
        Arrays.equals(key.toPem(PIN, RANDOM), key.toPem(PIN, RANDOM)), "salted anew each time");
  }

  @Test
  void theFileIsReadAndItsSignatureVerifiedByOpenssl() throws IOException {
    Ed25519Key key = Ed25519Key.generate(RANDOM);
    byte[] message = "checkpoint".getBytes(StandardCharsets.UTF_8);
    Files.write(folder.resolve("key"), key.toPem(PIN, RANDOM));
    Files.writeString(folder.resolve("pin"), new String(PIN));
    Files.write(folder.resolve("message"), message);
    Files.write(folder.resolve("signature"), key.sign(message));
    String seen = openssl("pkey -in key -passin file:pin -noout -text_pub");
    String digits = seen.substring(seen.indexOf("pub:") + 4).replaceAll("[\\s:]", "");
    assertEquals(HexFormat.of().formatHex(key.publicKey()), digits);
    openssl("pkey -in key -passin file:pin -pubout -out public");
    String verdict =
        openssl("pkeyutl -verify -pubin -inkey public -rawin -in message -sigfile signature");
    assertTrue(verdict.contains("Signature Verified Successfully"), verdict);
  }

  private String openssl(String command) {
    return Openssl.run(folder, command.split(" ", -1));
  }

  @Test
  void anotherPinOpensNothing() {
    byte[] pem = Ed25519Key.generate(RANDOM).toPem(PIN, RANDOM);
    for (int i = 0; i < 3; i++) {
      char[] wrong = ("a secret pin" + i).toCharArray();
      Fault fault = assertThrows(Fault.class, () -> Ed25519Key.open(pem, wrong));
      assertTrue(
          fault.code().equals(FaultCode.TOKEN_NOT_ACTIVE)
              || fault.code().equals(FaultCode.TOKEN_NOT_AVAILABLE));
    }
  }

  @Test
  void whatIsNoKeyIsRefused() {
    byte[] pem = Ed25519Key.generate(RANDOM).toPem(PIN, RANDOM);
    byte[] cut = Arrays.copyOf(pem, pem.length - 30);
    byte[] text = "-----BEGIN PRIVATE KEY-----\nAAAA\n".getBytes(StandardCharsets.US_ASCII);
    for (byte[] wrong : new byte[][] {cut, text, new byte[0], new byte[5000]}) {
      Fault fault = assertThrows(Fault.class, () -> Ed25519Key.open(wrong, PIN));
      assertEquals(FaultCode.TOKEN_NOT_AVAILABLE, fault.code());
    }
  }

  @Test
  void itsTextHasNothingSecret() {
    Ed25519Key key = Ed25519Key.generate(RANDOM);
    assertEquals("Ed25519 key " + HexFormat.of().formatHex(key.publicKey()), key.toString());
  }
}
