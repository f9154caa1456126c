// SPDX-License-Identifier: MIT
package org.postroad.securityserver.signer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.algorithm.SignatureAlgorithm;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.signature.MessageSignature;
import org.postroad.protocol.signature.SignatureVerifier;
import org.postroad.protocol.signature.SignedParts;
import org.postroad.protocol.signature.SigningIdentity;
import org.postroad.protocol.token.KeyKind;
import org.postroad.protocol.token.TokenKey;
import org.postroad.securityserver.testing.DeviceFiles;
import org.postroad.securityserver.testing.TestInstance;
import org.postroad.testing.SoftHsm;
import org.postroad.testing.TestAuthority;

/** A server that signs with keys of its software token and of a device, here SoftHSM. */
@Tag("hsm")
final class ServerKeysOnDeviceTest {
  private static final TestInstance INSTANCE = new TestInstance();
  private static final TestAuthority AUTHORITY = INSTANCE.authority();
  private static final ClientId CALLER = TestInstance.CALLER;

  @TempDir Path directory;
  private final SoftHsm device = SoftHsm.token();

  @BeforeEach
  void configure() throws IOException {
    for (String padding : List.of("pkcs1", "pss")) {
      DeviceFiles.write(directory.resolve("keys"), padding, device, "rsa = " + padding + "\n");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "pkcs1, RSA_2048, RSA_SHA512",
    "pss, RSA_2048, RSA_PSS_SHA512",
    "pkcs1, EC_P256, ECDSA_SHA512",
    "pkcs1, EC_P384, ECDSA_SHA512"
  })
  void messagesAreSignedWithKeysOfTheDeviceAlsoAfterARestart(
      String token, KeyKind kind, SignatureAlgorithm algorithm) {
    try (ServerKeys keys = open()) {
      TokenKey key = keys.generate(token, kind, Fixtures.RANDOM);
      X509Certificate certificate = certify(keys, key);
      List<SignedParts> messages = List.of(message(0), message(1));
      SigningIdentities identities = identities(keys, certificate);
      for (SignedParts parts : messages) {
        verify(sign(identities, parts), parts);
      }
    }
    // Both configurations see the same keys; the first that knows one uses it.
    try (ServerKeys keys = open()) {
      X509Certificate certificate = keys.signing().getFirst().certificate();
      SignedParts parts = message(2);
      MessageSignature signature = sign(identities(keys, certificate), parts);
      verify(signature, parts);
      SignatureAlgorithm used = SignatureVerifier.checkIntegrity(signature, parts).algorithm();
      assertTrue(used == algorithm || token.equals("pss"), used.toString());
    }
  }

  @Test
  void aDeviceSignsInBatchesUnderLoad() throws Exception {
    try (ServerKeys keys = open();
        BatchSigner signer = new BatchSigner(TestInstance.CLOCK, SigningSettings.DEFAULT)) {
      X509Certificate certificate =
          certify(keys, keys.generate("pkcs1", KeyKind.RSA_2048, Fixtures.RANDOM));
      SigningIdentities identities = identities(keys, certificate);
      List<FutureTask<MessageSignature>> tasks = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        SignedParts parts = message(i);
        tasks.add(new FutureTask<>(() -> signer.sign(parts, identity(identities))));
        Thread.ofVirtual().start(tasks.getLast());
      }
      for (int i = 0; i < tasks.size(); i++) {
        verify(tasks.get(i).get(), message(i));
      }
    }
  }

  @Test
  void aLostSessionIsNotNoticedByTheCaller() {
    try (ServerKeys keys = open()) {
      X509Certificate certificate =
          certify(keys, keys.generate("pkcs1", KeyKind.EC_P256, Fixtures.RANDOM));
      SigningIdentities identities = identities(keys, certificate);
      device.logOutEverybody();
      verify(sign(identities, message(1)), message(1));
    }
  }

  @Test
  void authenticationKeysAreThoseOfTheSoftwareToken() {
    try (ServerKeys keys = open()) {
      TokenKey onDevice = keys.generate("pkcs1", KeyKind.EC_P256, Fixtures.RANDOM);
      keys.importCertificate(
          Fixtures.subject(CALLER.member())
              .authentication()
              .key(new KeyPair(onDevice.publicKey(), null))
              .issuedBy(AUTHORITY.root())
              .certificate());
      assertEquals(List.of(), keys.authentication());
      X509Certificate own = Fixtures.authentication(keys, AUTHORITY, CALLER.member());
      assertEquals(own, keys.authentication().getFirst().certificate());
    }
  }

  private ServerKeys open() {
    return ServerKeys.open(directory.resolve("keys"), Fixtures.pin());
  }

  private static X509Certificate certify(ServerKeys keys, TokenKey key) {
    X509Certificate certificate =
        Fixtures.subject(CALLER.member())
            .signing()
            .key(new KeyPair(key.publicKey(), null))
            .issuedBy(AUTHORITY.root())
            .certificate();
    keys.importCertificate(certificate);
    return certificate;
  }

  private SigningIdentities identities(ServerKeys keys, X509Certificate certificate) {
    OcspStore ocsp = OcspStore.open(directory.resolve("ocsp"));
    ocsp.put(certificate, Fixtures.good(AUTHORITY, certificate, TestAuthority.NOW));
    return new SigningIdentities(keys, ocsp);
  }

  private static SigningIdentity identity(SigningIdentities identities) {
    return identities.signerOf(CALLER.member(), INSTANCE.global(), TestAuthority.NOW);
  }

  private static MessageSignature sign(SigningIdentities identities, SignedParts parts) {
    try (BatchSigner signer = new BatchSigner(TestInstance.CLOCK, SigningSettings.DEFAULT)) {
      return signer.sign(parts, identity(identities));
    }
  }

  private static void verify(MessageSignature signature, SignedParts parts) {
    new SignatureVerifier(AUTHORITY.trust()).verify(signature, parts, CALLER, TestAuthority.NOW);
  }

  private static SignedParts message(int number) {
    return SignedParts.of(DigestAlgorithm.SHA512.digest(new byte[] {(byte) number, 1}));
  }
}
