// SPDX-License-Identifier: MIT
package org.postroad.protocol.signature;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.postroad.testing.TestAuthority.NOW;
import static org.postroad.testing.TestAuthority.TEST_INSTANCE;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.postroad.protocol.algorithm.SignatureAlgorithm;
import org.postroad.protocol.algorithm.SigningKey;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.identifier.SubsystemId;
import org.postroad.protocol.signature.Fixtures.Kind;
import org.postroad.testing.TestAuthority;
import org.postroad.testing.TestCertificate;
import org.postroad.testing.TestKey;
import org.postroad.testing.TestOcsp;

class SignatureVerifierTest {

  private static final MemberId MEMBER = new MemberId(TEST_INSTANCE, "GOV", "1234");
  private static final ClientId SENDER = new SubsystemId(MEMBER, "REGISTER");
  private static final SignedParts PARTS = Fixtures.message(1, 1);

  private final TestAuthority authority = TestAuthority.create();
  private final TestKey signer = authority.signing(MEMBER);
  private final SignatureVerifier verifier = new SignatureVerifier(authority.trust());

  private SigningIdentity identity(TestKey key, byte[]... ocspResponses) {
    return new SigningIdentity(key.certificate(), List.of(), List.of(ocspResponses), key.signer());
  }

  private byte[] good(TestKey key) {
    return authority.good(key.certificate(), NOW.minusSeconds(60));
  }

  private static MessageSignature sign(SigningIdentity identity) {
    return MessageSigner.sign(List.of(PARTS), identity, NOW).getFirst();
  }

  private List<FaultCode> refusal(MessageSignature signature, ClientId sender, Instant at) {
    return assertThrows(Fault.class, () -> verifier.verify(signature, PARTS, sender, at)).path();
  }

  private List<FaultCode> refusal(MessageSignature signature) {
    return refusal(signature, SENDER, NOW);
  }

  @Test
  void acceptsSignatureOfTheSendersMember() {
    var signature = sign(identity(signer, good(signer)));
    var verified = verifier.verify(signature, PARTS, SENDER, NOW);
    assertEquals(MEMBER, verified.signer());
    assertEquals(signer.certificate(), verified.chain().leaf());
    assertEquals(signer.certificate(), verified.signature().signer());
    assertTrue(verified.signature().batch());
    assertEquals(MEMBER, verifier.verify(signature, PARTS, MEMBER, NOW).signer());
    var other = new SubsystemId(MEMBER, "OTHER");
    assertEquals(MEMBER, verifier.verify(signature, PARTS, other, NOW).signer());
  }

  @Test
  void acceptsChainOfThreeLevelsWithItsIntermediateInside() {
    var middle =
        TestCertificate.subject("O=Test, CN=Middle").authority().issuedBy(authority.root());
    var leaf =
        TestCertificate.subject("C=FI, O=Org, CN=1234, serialNumber=TEST/SERVER/GOV")
            .signing()
            .issuedBy(middle);
    var ocspOfMiddle = TestCertificate.subject("CN=OCSP 2").ocspSigning().issuedBy(middle);
    byte[] leafGood =
        TestOcsp.about(leaf.certificate(), middle.certificate())
            .thisUpdate(NOW.minusSeconds(60))
            .signedBy(ocspOfMiddle);
    var identity =
        new SigningIdentity(
            leaf.certificate(),
            List.of(middle.certificate()),
            List.of(leafGood, good(middle)),
            leaf.signer());
    var trust =
        authority.trust(
            TEST_INSTANCE,
            authority.approved(
                List.of(middle.certificate()), authority.approved().responders(), false));
    var verified = new SignatureVerifier(trust).verify(sign(identity), PARTS, SENDER, NOW);
    assertEquals(List.of(middle.certificate()), verified.chain().intermediates());
    assertEquals(List.of(middle.certificate()), verified.signature().extraCertificates());
  }

  @Test
  void refusesAnotherMember() {
    var signature = sign(identity(signer, good(signer)));
    var other = new MemberId(TEST_INSTANCE, "GOV", "12345");
    assertEquals(List.of(FaultCode.INCORRECT_CERTIFICATE), refusal(signature, other, NOW));
    var foreign = new MemberId("OTHER", "GOV", "1234");
    assertEquals(List.of(FaultCode.INTERNAL_ERROR), refusal(signature, foreign, NOW));
  }

  @Test
  void refusesAuthenticationCertificate() {
    var key = authority.authentication(MEMBER);
    var signature = sign(identity(key, good(key)));
    assertEquals(List.of(FaultCode.MALFORMED_SIGNATURE), refusal(signature));
  }

  @Test
  void refusesCertificateOfNobodyApproved() {
    var stranger = TestAuthority.create("Stranger");
    var key = stranger.signing(MEMBER);
    byte[] ocsp = stranger.good(key.certificate(), NOW);
    assertEquals(List.of(FaultCode.INTERNAL_ERROR), refusal(sign(identity(key, ocsp))));
    var namesake = TestAuthority.create();
    var forged = namesake.signing(MEMBER);
    byte[] forgedOcsp = namesake.good(forged.certificate(), NOW);
    var path = refusal(sign(identity(forged, forgedOcsp)));
    assertTrue(path.contains(FaultCode.CANNOT_CREATE_CERT_PATH), path.toString());
  }

  @Test
  void refusesWithoutGoodOcspResponse() {
    var other = authority.signing(MEMBER);
    byte[] revoked =
        TestOcsp.about(signer.certificate(), authority.root().certificate())
            .thisUpdate(NOW.minusSeconds(60))
            .revoked(NOW.minusSeconds(600))
            .signedBy(authority.ocspSigner());
    byte[] stale = authority.good(signer.certificate(), NOW.minusSeconds(3601));
    for (byte[] ocsp : List.of(good(other), revoked, stale)) {
      var path = refusal(sign(identity(signer, ocsp)));
      assertEquals(FaultCode.INVALID_CERT_PATH, path.getFirst());
    }
    var signature = sign(identity(signer, good(signer)));
    String none =
        new String(signature.document(), UTF_8)
            .replaceAll("<xades:RevocationValues>.*</xades:RevocationValues>", "");
    assertEquals(
        List.of(FaultCode.MALFORMED_SIGNATURE),
        refusal(new MessageSignature(none.getBytes(UTF_8), signature.hashChain())));
  }

  @Test
  void judgesAtTheInstantGiven() {
    var signature = sign(identity(signer, good(signer)));
    verifier.verify(signature, PARTS, SENDER, NOW.plusSeconds(3500));
    assertEquals(
        FaultCode.INVALID_CERT_PATH, refusal(signature, SENDER, NOW.plusSeconds(3600)).getFirst());
  }

  @Test
  void memberIsCheckedBeforeTheSignatureValue() {
    var forger = new TestKey(TestKey.newPair(), signer.certificate());
    var signature = sign(identity(forger, good(signer)));
    assertEquals(List.of(FaultCode.INVALID_SIGNATURE_VALUE), refusal(signature));
    assertEquals(
        List.of(FaultCode.INCORRECT_CERTIFICATE),
        refusal(signature, new MemberId(TEST_INSTANCE, "GOV", "1"), NOW));
  }

  @Test
  void verifiedBatchDoesNotLendItsValueToAnything() {
    var identity = identity(signer, good(signer));
    var messages = Fixtures.batch(4);
    var signatures = MessageSigner.sign(messages, identity, NOW);
    for (int i = 0; i < 4; i++) {
      verifier.verify(signatures.get(i), messages.get(i), SENDER, NOW);
    }
    for (int i = 0; i < 4; i++) {
      var signature = signatures.get(i);
      var others = messages.get((i + 1) % 4);
      assertThrows(Fault.class, () -> verifier.verify(signature, others, SENDER, NOW));
      byte[] document = signature.document().clone();
      int at = new String(document, ISO_8859_1).indexOf("signature-value\">") + 20;
      document[at] = (byte) (document[at] == 'A' ? 'B' : 'A');
      var changed = new MessageSignature(document, signature.hashChain());
      var parts = messages.get(i);
      assertEquals(
          List.of(FaultCode.INVALID_SIGNATURE_VALUE),
          assertThrows(Fault.class, () -> verifier.verify(changed, parts, SENDER, NOW)).path());
    }
  }

  /** Quick, for tests that never look at the value. */
  private record UselessKey() implements SigningKey {
    @Override
    public SignatureAlgorithm algorithm() {
      return SignatureAlgorithm.RSA_SHA512;
    }

    @Override
    public byte[] sign(byte[] data) {
      return new byte[256];
    }
  }

  @Test
  void batchIsRememberedByItsOctetsAlone() {
    var identity = Fixtures.signer(Kind.RSA).identity(new UselessKey());
    var documents = new VerifiedDocuments();
    var octets = new ArrayList<byte[]>();
    for (int i = 0; i < 300; i++) {
      var parts = List.of(Fixtures.message(i, 1));
      byte[] document = MessageSigner.sign(parts, identity, NOW).getFirst().document();
      octets.add(document);
      documents.remember(document, SignatureDocument.parse(document));
    }
    int found = 0;
    for (byte[] document : octets) {
      var hit = documents.find(document.clone());
      if (hit.isPresent()) {
        found++;
        assertEquals(
            SignatureDocument.parse(document).references(), hit.orElseThrow().references());
      }
    }
    assertTrue(found > 30 && found <= 64, "found " + found);
    byte[] direct =
        MessageSigner.sign(List.of(Fixtures.message(0, 0)), identity, NOW).getFirst().document();
    documents.remember(direct, SignatureDocument.parse(direct));
    assertEquals(Optional.empty(), documents.find(direct));
  }
}
