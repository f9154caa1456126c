// SPDX-License-Identifier: MIT
package org.postroad.protocol.signature;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.algorithm.SignatureAlgorithm;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.token.KeyKind;
import org.postroad.protocol.token.RsaPadding;
import org.postroad.protocol.token.SoftwareToken;
import org.postroad.protocol.token.TokenKey;
import org.postroad.testing.TestAuthority;
import org.postroad.testing.TestCertificate;

/**
 * Every kind of key with every algorithm (D-009 to D-013): signed as a server that is set to this
 * digest does it, verified here and by the XML security library that other implementations use.
 */
class SigningMatrixTest {
  private static final TestAuthority AUTHORITY = TestAuthority.create();
  private static final ClientId SENDER = ClientId.parse("TEST/GOV/1234/Client");
  private static final String SUBJECT = "C=FI, O=Org, CN=1234, serialNumber=TEST/SS/GOV";
  private static final byte[] MESSAGE = bytes("<message/>");
  private static final List<byte[]> ATTACHMENTS =
      List.of(bytes("first"), bytes(""), bytes("third"));
  private static final Map<KeyKind, Signer> SIGNERS = signers();

  private record Signer(TokenKey key, X509Certificate certificate) {
    SigningIdentity identity(SignatureAlgorithm algorithm) {
      byte[] ocsp = AUTHORITY.good(certificate, TestAuthority.NOW);
      return new SigningIdentity(certificate, List.of(), List.of(ocsp), key.signer(algorithm));
    }
  }

  private static Map<KeyKind, Signer> signers() {
    SoftwareToken token = SoftwareToken.create();
    Map<KeyKind, Signer> signers = new EnumMap<>(KeyKind.class);
    for (KeyKind kind : KeyKind.values()) {
      TokenKey key = token.generate(kind, new SecureRandom());
      X509Certificate certificate =
          TestCertificate.subject(SUBJECT)
              .signing()
              .key(new KeyPair(key.publicKey(), null))
              .issuedBy(AUTHORITY.root())
              .certificate();
      signers.put(kind, new Signer(key, certificate));
    }
    return signers;
  }

  private static Signer signer(KeyKind kind) {
    Signer signer = SIGNERS.get(kind);
    if (signer == null) {
      throw new IllegalArgumentException(kind.toString());
    }
    return signer;
  }

  static Stream<Arguments> matrix() {
    List<Arguments> all = new ArrayList<>();
    for (KeyKind kind : KeyKind.values()) {
      for (var digest :
          List.of(DigestAlgorithm.SHA256, DigestAlgorithm.SHA384, DigestAlgorithm.SHA512)) {
        all.add(Arguments.of(kind, kind.signatureAlgorithm(digest, RsaPadding.PKCS1)));
        if (kind.name().startsWith("RSA")) {
          all.add(Arguments.of(kind, kind.signatureAlgorithm(digest, RsaPadding.PSS)));
        }
      }
    }
    return all.stream();
  }

  @Test
  void isComplete() {
    assertEquals(3 * 2 * 3 + 2 * 3, matrix().count());
  }

  @ParameterizedTest
  @MethodSource("matrix")
  void aLoneMessageIsSignedDirectly(KeyKind kind, SignatureAlgorithm algorithm) throws Exception {
    Signer signer = signer(kind);
    SignedParts parts = parts(algorithm.digest(), List.of());
    MessageSignature signature = sign(signer, algorithm, List.of(parts)).getFirst();
    assertTrue(signature.hashChain().isEmpty());
    assertVerified(signature, algorithm, List.of());
    Map<String, byte[]> octets = Map.of(SignedParts.MESSAGE_NAME, MESSAGE);
    assertTrue(Santuario.verifies(signature.document(), signer.certificate(), octets));
    assertBroken(signature);
  }

  @ParameterizedTest
  @MethodSource("matrix")
  void attachmentsAndManyMessagesAreSignedInABatch(KeyKind kind, SignatureAlgorithm algorithm)
      throws Exception {
    Signer signer = signer(kind);
    SignedParts parts = parts(algorithm.digest(), ATTACHMENTS);
    SignedParts other = SignedParts.of(algorithm.digest().digest(bytes("another")));
    for (var batch : List.of(List.of(parts), List.of(parts, other, other))) {
      MessageSignature signature = sign(signer, algorithm, batch).getFirst();
      assertVerified(signature, algorithm, ATTACHMENTS);
      byte[] result = signature.hashChain().orElseThrow().result();
      Map<String, byte[]> octets = new TreeMap<>(Map.of(HashChain.SIGNATURE_RESULT, result));
      assertTrue(Santuario.verifies(signature.document(), signer.certificate(), octets));
      assertBroken(signature);
    }
  }

  /**
   * The verifier digests the octets with the algorithms of the signature and returns just those.
   */
  private static void assertVerified(
      MessageSignature signature, SignatureAlgorithm algorithm, List<byte[]> attachments) {
    PartDigests received =
        named -> {
          assertEquals(1 + attachments.size(), named.size());
          named.values().forEach(each -> assertEquals(algorithm.digest(), each));
          return parts(algorithm.digest(), attachments);
        };
    VerifiedSignature verified =
        new SignatureVerifier(AUTHORITY.trust())
            .verify(signature, received, SENDER, TestAuthority.NOW);
    assertEquals(algorithm, verified.signature().algorithm());
    SignedParts proven = verified.signature().parts();
    assertArrayEquals(algorithm.digest().digest(MESSAGE).value(), proven.message().value());
    assertEquals(parts(algorithm.digest(), attachments), proven);
  }

  /** Another message, and the same message in another digest than the signature names. */
  private static void assertBroken(MessageSignature signature) {
    SignedParts named = SignatureVerifier.partsOf(signature);
    DigestAlgorithm digest = named.message().algorithm();
    Digest other = digest.digest(bytes("<other/>"));
    refuses(signature, new SignedParts(other, named.attachments()));
    DigestAlgorithm another =
        digest == DigestAlgorithm.SHA256 ? DigestAlgorithm.SHA384 : DigestAlgorithm.SHA256;
    refuses(signature, new SignedParts(another.digest(MESSAGE), named.attachments()));
  }

  private static void refuses(MessageSignature signature, SignedParts parts) {
    Fault fault =
        assertThrows(Fault.class, () -> SignatureVerifier.checkIntegrity(signature, parts));
    boolean byChain = fault.path().contains(FaultCode.INVALID_HASH_CHAIN_REF);
    assertTrue(byChain || fault.code() == FaultCode.INVALID_SIGNATURE_VALUE, fault.getMessage());
    assertFalse(byChain && signature.hashChain().isEmpty(), fault.getMessage());
  }

  private static List<MessageSignature> sign(
      Signer signer, SignatureAlgorithm algorithm, List<SignedParts> messages) {
    return MessageSigner.sign(messages, signer.identity(algorithm), TestAuthority.NOW);
  }

  private static SignedParts parts(DigestAlgorithm digest, List<byte[]> attachments) {
    return new SignedParts(
        digest.digest(MESSAGE), attachments.stream().map(digest::digest).toList());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
