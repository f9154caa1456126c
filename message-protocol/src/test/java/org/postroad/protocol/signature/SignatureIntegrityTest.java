// SPDX-License-Identifier: MIT
package org.postroad.protocol.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.algorithm.SignatureAlgorithm;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.signature.Fixtures.Kind;
import org.postroad.testing.TestKey;

class SignatureIntegrityTest {

  private static List<FaultCode> refusal(MessageSignature signature, SignedParts parts) {
    return assertThrows(Fault.class, () -> SignatureVerifier.checkIntegrity(signature, parts))
        .path();
  }

  @ParameterizedTest
  @EnumSource
  void acceptsOwnDirectSignatures(Kind kind) throws Exception {
    var signer = Fixtures.signer(kind);
    var parts = Fixtures.message(1, 0);
    var signature =
        MessageSigner.sign(List.of(parts), signer.identityOfThreeLevels(), Fixtures.NOW).getFirst();
    var intact = SignatureVerifier.checkIntegrity(signature, parts);
    assertEquals(signer.certificate(), intact.signer());
    assertEquals(Fixtures.NOW.truncatedTo(ChronoUnit.MILLIS), intact.signingTime());
    assertEquals(kind.algorithm, intact.algorithm());
    assertEquals(
        List.of(Fixtures.signer(Kind.P256).certificate(), Fixtures.signer(Kind.P384).certificate()),
        intact.extraCertificates());
    assertEquals(3, intact.ocspResponses().size());
    for (int i = 0; i < 3; i++) {
      assertArrayEquals(Fixtures.ocsp(i + 1), intact.ocspResponses().get(i));
    }
    assertEquals(Optional.empty(), intact.signatureTimestamp());
    assertFalse(intact.batch());
    assertEquals(parts, SignatureVerifier.partsOf(signature));
  }

  @ParameterizedTest
  @EnumSource
  void acceptsOwnBatchSignatures(Kind kind) {
    var messages = Fixtures.batch(9);
    var signatures = MessageSigner.sign(messages, Fixtures.signer(kind).identity(), Fixtures.NOW);
    for (int i = 0; i < messages.size(); i++) {
      assertTrue(SignatureVerifier.checkIntegrity(signatures.get(i), messages.get(i)).batch());
      assertEquals(messages.get(i), SignatureVerifier.partsOf(signatures.get(i)));
    }
  }

  @Test
  void ecdsaValueInTheDocumentIsRaw() {
    for (var kind : List.of(Kind.P256, Kind.P384)) {
      var parts = Fixtures.message(1, 0);
      var intact = SignatureVerifier.checkIntegrity(Fixtures.sign(kind, parts), parts);
      int field = SignatureAlgorithm.fieldBytes(Fixtures.signer(kind).certificate().getPublicKey());
      assertEquals(2 * field, intact.signatureValue().length);
    }
  }

  @ParameterizedTest
  @EnumSource
  void acceptsWhatSantuarioSigned(Kind kind) throws Exception {
    var signer = Fixtures.signer(kind);
    var parts = Fixtures.message(1, 0);
    var own =
        MessageSigner.sign(List.of(parts), signer.identityOfThreeLevels(), Fixtures.NOW).getFirst();
    var contents = Fixtures.contents(1, 0);
    byte[] document = Santuario.sign(signer, own.document(), contents);
    String text = new String(document, UTF_8);
    assertTrue(text.contains("&#13;\n"), "a line break as the reference writes it");
    assertTrue(Santuario.verifies(document, signer.certificate(), contents));
    boolean sha512 = kind.algorithm.digest() == DigestAlgorithm.SHA512;
    var digested = SignedParts.of(kind.algorithm.digest().digest(Fixtures.content("message 1")));
    var signature = new MessageSignature(document, Optional.empty());
    var intact = SignatureVerifier.checkIntegrity(signature, digested);
    assertEquals(signer.certificate(), intact.signer());
    assertEquals(2, intact.extraCertificates().size());
    assertEquals(sha512, SignatureVerifier.partsOf(signature).equals(parts));
  }

  @Test
  void acceptsBatchThatSantuarioSigned() throws Exception {
    var signer = Fixtures.signer(Kind.RSA);
    var messages = Fixtures.batch(3);
    var own = MessageSigner.sign(messages, signer.identity(), Fixtures.NOW);
    byte[] result = own.getFirst().hashChain().orElseThrow().result();
    byte[] document =
        Santuario.sign(
            signer, own.getFirst().document(), Map.of(HashChain.SIGNATURE_RESULT, result));
    for (int i = 0; i < 3; i++) {
      var signature = new MessageSignature(document, own.get(i).hashChain());
      assertTrue(SignatureVerifier.checkIntegrity(signature, messages.get(i)).batch());
    }
  }

  @Test
  void acceptsReferencesToEveryPartInAnyOrder() throws Exception {
    var signer = Fixtures.signer(Kind.RSA);
    var own = Fixtures.sign(Kind.RSA, Fixtures.message(1, 0));
    var contents = Fixtures.contents(1, 31);
    for (var order : List.of(List.copyOf(contents.keySet()), backwards(contents))) {
      var ordered = new LinkedHashMap<String, byte[]>();
      order.forEach(name -> ordered.put(name, contents.getOrDefault(name, new byte[0])));
      byte[] document = Santuario.sign(signer, own.document(), ordered);
      var signature = new MessageSignature(document, Optional.empty());
      var intact = SignatureVerifier.checkIntegrity(signature, Fixtures.message(1, 31));
      assertFalse(intact.batch());
      assertEquals(
          List.of(FaultCode.MALFORMED_SIGNATURE), refusal(signature, Fixtures.message(1, 30)));
      assertEquals(
          List.of(FaultCode.MALFORMED_SIGNATURE), refusal(signature, Fixtures.message(1, 32)));
    }
  }

  private static List<String> backwards(Map<String, byte[]> contents) {
    return List.copyOf(contents.keySet()).reversed();
  }

  @ParameterizedTest
  @EnumSource
  void refusesOtherParts(Kind kind) {
    var direct = Fixtures.sign(kind, Fixtures.message(1, 0));
    assertEquals(
        List.of(FaultCode.INVALID_SIGNATURE_VALUE), refusal(direct, Fixtures.message(2, 0)));
    assertEquals(List.of(FaultCode.MALFORMED_SIGNATURE), refusal(direct, Fixtures.message(1, 1)));
    var batch = Fixtures.sign(kind, Fixtures.message(1, 1));
    assertEquals(
        List.of(FaultCode.MALFORMED_SIGNATURE, FaultCode.INVALID_HASH_CHAIN_REF),
        refusal(batch, Fixtures.message(2, 1)));
    assertEquals(
        List.of(FaultCode.MALFORMED_SIGNATURE, FaultCode.HASH_CHAIN_UNUSED_INPUTS),
        refusal(batch, Fixtures.message(1, 2)));
    assertEquals(
        List.of(FaultCode.MALFORMED_SIGNATURE, FaultCode.INVALID_HASH_CHAIN_REF),
        refusal(batch, Fixtures.message(1, 0)));
  }

  @Test
  void refusesPartDigestedWithAnotherAlgorithm() {
    var direct = Fixtures.sign(Kind.RSA, Fixtures.message(1, 0));
    var other = SignedParts.of(DigestAlgorithm.SHA256.digest(Fixtures.content("message 1")));
    assertEquals(List.of(FaultCode.INVALID_SIGNATURE_VALUE), refusal(direct, other));
  }

  @Test
  void refusesHashChainOfAnotherSignature() {
    var one = Fixtures.sign(Kind.RSA, Fixtures.message(1, 1));
    var two = Fixtures.sign(Kind.RSA, Fixtures.message(2, 1));
    var mixed = new MessageSignature(one.document(), two.hashChain());
    assertEquals(
        List.of(FaultCode.INVALID_SIGNATURE_VALUE), refusal(mixed, Fixtures.message(2, 1)));
  }

  @Test
  void refusesHashChainThatIsMissingOrNotSigned() {
    var batch = Fixtures.sign(Kind.RSA, Fixtures.message(1, 1));
    var direct = Fixtures.sign(Kind.RSA, Fixtures.message(1, 0));
    assertEquals(
        List.of(FaultCode.MALFORMED_SIGNATURE),
        refusal(new MessageSignature(batch.document(), Optional.empty()), Fixtures.message(1, 1)));
    assertEquals(
        List.of(FaultCode.MALFORMED_SIGNATURE),
        refusal(
            new MessageSignature(direct.document(), batch.hashChain()), Fixtures.message(1, 0)));
  }

  private static MessageSignature edited(UnaryOperator<String> edit) {
    var identity = Fixtures.signer(Kind.RSA).identityOfThreeLevels();
    var parts = List.of(Fixtures.message(1, 0));
    byte[] document = MessageSigner.sign(parts, identity, Fixtures.NOW).getFirst().document();
    String good = new String(document, UTF_8);
    String changed = edit.apply(good);
    assertNotEquals(good, changed);
    return new MessageSignature(changed.getBytes(UTF_8), Optional.empty());
  }

  @Test
  void extraCertificatesCountOnlyWhenListed() {
    var parts = Fixtures.message(1, 0);
    var first = Fixtures.signer(Kind.P256).certificate();
    String second = "<xades:Cert URI=\"#encapsulated-cert-2\">.*?</xades:Cert>";
    var oneListed = edited(text -> text.replaceFirst(second, ""));
    assertEquals(
        List.of(first), SignatureVerifier.checkIntegrity(oneListed, parts).extraCertificates());
    String list = "<xades:CompleteCertificateRefs.*</xades:CompleteCertificateRefs>";
    var noneListed = edited(text -> text.replaceFirst(list, ""));
    assertEquals(
        List.of(), SignatureVerifier.checkIntegrity(noneListed, parts).extraCertificates());
  }

  @Test
  void refusesListedCertificatesThatDifferOrAreMissing() {
    for (var edit :
        List.<UnaryOperator<String>>of(
            text -> text.replace("URI=\"#encapsulated-cert-2\"", "URI=\"#encapsulated-cert-3\""),
            text -> text.replace("URI=\"#encapsulated-cert-2\"", "URI=\"encapsulated-cert-2\""),
            text -> text.replaceFirst("<xades:CertificateValues>.*</xades:CertificateValues>", ""),
            text ->
                text.replace("Id=\"encapsulated-cert-1\"", "Id=\"encapsulated-cert-x\"")
                    .replace("Id=\"encapsulated-cert-2\"", "Id=\"encapsulated-cert-1\"")
                    .replace("Id=\"encapsulated-cert-x\"", "Id=\"encapsulated-cert-2\""))) {
      assertEquals(
          List.of(FaultCode.MALFORMED_SIGNATURE), refusal(edited(edit), Fixtures.message(1, 0)));
    }
  }

  @Test
  void refusesSignatureOfAnotherKeyUnderTheSameCertificate() {
    var other = TestKey.newPair();
    var forger = new TestKey(other, Fixtures.signer(Kind.P256).certificate()).signer();
    var parts = Fixtures.message(1, 0);
    var identity = Fixtures.signer(Kind.P256).identity(forger);
    var signature = MessageSigner.sign(List.of(parts), identity, Fixtures.NOW).getFirst();
    assertEquals(List.of(FaultCode.INVALID_SIGNATURE_VALUE), refusal(signature, parts));
  }
}
