// SPDX-License-Identifier: MIT

package org.postroad.protocol.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.algorithm.SignatureAlgorithm;
import org.postroad.protocol.algorithm.SigningKey;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.testing.Openssl;
import org.postroad.testing.TestCertificate;

class SoftwareTokenTest {
  private static final char[] PIN = "Secret-1234".toCharArray();
  private static final byte[] DATA = "data".getBytes(UTF_8);

  private final SecureRandom random = new SecureRandom();

  @ParameterizedTest
  @EnumSource(names = {"RSA_2048", "EC_P256", "EC_P384"})
  void keysSurviveSavingAndSign(KeyKind kind) throws Exception {
    SoftwareToken token = SoftwareToken.create();
    TokenKey key = token.generate(kind, random);
    TokenKey again = reopened(token).key(key.id()).orElseThrow();
    assertEquals(kind, again.kind());
    assertEquals(key.publicKey(), again.publicKey());
    for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
      if (algorithm.isEcdsa() == kind.isRsa()) {
        Fault fault = assertThrows(Fault.class, () -> again.signer(algorithm));
        assertEquals(FaultCode.UNSUPPORTED_SIGN_ALGORITHM, fault.code());
        continue;
      }
      assertVerifies(again.signer(algorithm), key);
    }
    assertVerifies(again.signer(DigestAlgorithm.SHA512), key);
  }

  @Test
  void idsAreFortyUpperCaseHexDigits() throws IOException {
    SoftwareToken token = SoftwareToken.create();
    var ids = new HashSet<String>();
    for (int i = 0; i < 5; i++) {
      ids.add(token.generate(KeyKind.EC_P256, random).id());
    }
    assertEquals(5, ids.size());
    assertTrue(ids.stream().allMatch(id -> id.matches("[0-9A-F]{40}")), ids::toString);
    assertEquals(ids, idsOf(reopened(token)));

    String gone = token.keys().getFirst().id();
    assertTrue(token.remove(gone));
    assertFalse(token.remove(gone));
    assertEquals(4, reopened(token).keys().size());
    assertEquals(Optional.empty(), token.key(gone));
  }

  @Test
  void theKeyOfACertificateIsFoundByItsPublicKey() {
    SoftwareToken token = SoftwareToken.create();
    TokenKey key = token.generate(KeyKind.EC_P256, random);
    token.generate(KeyKind.EC_P256, random);
    var now = java.time.Instant.now();
    var certificate = key.selfSigned("CN=x", now, now.plusSeconds(60));
    assertEquals(Optional.of(key), token.keyOf(certificate));
    assertEquals(
        Optional.empty(), token.keyOf(TestCertificate.subject("CN=x").selfSigned().certificate()));
  }

  @Test
  void wrongPinAndBrokenTokensAreToldApart() throws IOException {
    SoftwareToken token = SoftwareToken.create();
    token.generate(KeyKind.EC_P256, random);
    byte[] saved = saved(token);
    assertCode(
        FaultCode.TOKEN_NOT_ACTIVE,
        () -> SoftwareToken.open(new ByteArrayInputStream(saved), "wrong".toCharArray()));
    for (byte[] broken :
        List.of(new byte[0], DATA, java.util.Arrays.copyOf(saved, saved.length / 2))) {
      assertCode(
          FaultCode.TOKEN_NOT_AVAILABLE,
          () -> SoftwareToken.open(new ByteArrayInputStream(broken), PIN));
    }
    assertCode(FaultCode.TOKEN_NOT_AVAILABLE, () -> SoftwareToken.open(new EndlessStream(), PIN));
  }

  @Test
  void keyFilesMadeElsewhereOpen(@TempDir Path folder) throws IOException {
    Openssl.run(
        folder,
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-keyout",
        "k",
        "-out",
        "c",
        "-subj",
        "/CN=none",
        "-days",
        "1");
    Openssl.run(
        folder,
        "pkcs12",
        "-export",
        "-inkey",
        "k",
        "-in",
        "c",
        "-name",
        "A1B2",
        "-out",
        "t.p12",
        "-passout",
        "pass:" + new String(PIN));
    try (InputStream in = Files.newInputStream(folder.resolve("t.p12"))) {
      assertEquals(KeyKind.RSA_2048, SoftwareToken.open(in, PIN).keys().getFirst().kind());
    }
  }

  @Test
  void opensslOpensOurTokens(@TempDir Path folder) throws IOException {
    SoftwareToken token = SoftwareToken.create();
    TokenKey key = token.generate(KeyKind.EC_P256, random);
    Files.write(folder.resolve("t.p12"), saved(token));
    String text =
        Openssl.run(
            folder, "pkcs12", "-in", "t.p12", "-nodes", "-passin", "pass:" + new String(PIN));
    assertTrue(text.contains("subject=CN = " + key.id()), "subject");
    assertTrue(text.contains("PRIVATE KEY"), "key");
  }

  @Test
  void weakKeysAreNotTaken(@TempDir Path folder) throws IOException {
    Openssl.run(
        folder,
        "req",
        "-x509",
        "-newkey",
        "rsa:1024",
        "-nodes",
        "-keyout",
        "k",
        "-out",
        "c",
        "-subj",
        "/CN=none",
        "-days",
        "1");
    Openssl.run(
        folder,
        "pkcs12",
        "-export",
        "-inkey",
        "k",
        "-in",
        "c",
        "-out",
        "t.p12",
        "-passout",
        "pass:" + new String(PIN));
    byte[] bytes = Files.readAllBytes(folder.resolve("t.p12"));
    assertCode(
        FaultCode.TOKEN_NOT_AVAILABLE,
        () -> SoftwareToken.open(new ByteArrayInputStream(bytes), PIN));
    assertEquals(Optional.empty(), KeyKind.of(edwards()));
  }

  @Test
  void nothingPrintsAPrivateKey() {
    TokenKey key = SoftwareToken.create().generate(KeyKind.EC_P256, random);
    assertEquals("SHA256withECDSA key", key.signer(SignatureAlgorithm.ECDSA_SHA256).toString());
    assertEquals("EC_P256 key " + key.id(), key.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "Secret-123, true",
    "secret-123, true",
    "SECRET1234, false",
    "Secret-12, false",
    "alllowercase, false",
    "Lettersonly, false",
    "Letters0nly, true",
    "Sécret-1234, false"
  })
  void pinPolicy(String pin, boolean strong) {
    assertEquals(strong, PinPolicy.isStrong(pin.toCharArray()));
  }

  private static java.security.PublicKey edwards() {
    try {
      return java.security.KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void assertVerifies(SigningKey signer, TokenKey key)
      throws GeneralSecurityException {
    var verifier = signer.algorithm().newVerifier(key.publicKey());
    verifier.update(DATA);
    assertTrue(verifier.verify(signer.sign(DATA)), signer.toString());
  }

  private static void assertCode(FaultCode code, org.junit.jupiter.api.function.Executable action) {
    assertEquals(code, assertThrows(Fault.class, action).code());
  }

  private static Set<String> idsOf(SoftwareToken token) {
    return new HashSet<>(token.keys().stream().map(TokenKey::id).toList());
  }

  private static byte[] saved(SoftwareToken token) throws IOException {
    var out = new ByteArrayOutputStream();
    token.save(out, PIN);
    return out.toByteArray();
  }

  private static SoftwareToken reopened(SoftwareToken token) throws IOException {
    return SoftwareToken.open(new ByteArrayInputStream(saved(token)), PIN);
  }

  private static final class EndlessStream extends InputStream {
    @Override
    public int read() {
      return 0;
    }
  }
}
