// SPDX-License-Identifier: MIT
package org.postroad.protocol.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.testing.TestAuthority;
import org.postroad.testing.TestKey;

/** What refusals of signatures say, in the words of the reference (D-032, D-041, D-043, D-047). */
class SignatureFaultTextsTest {
  private static final MemberId MEMBER = new MemberId(TestAuthority.TEST_INSTANCE, "GOV", "1234");
  private static final SignedParts PARTS = Fixtures.message(1, 1);
  private static final TestAuthority AUTHORITY = TestAuthority.create();
  private static final TestKey SIGNER = AUTHORITY.signing(MEMBER);

  private static MessageSignature sign(TestKey key) {
    var identity =
        new SigningIdentity(
            key.certificate(),
            List.of(),
            List.of(AUTHORITY.good(key.certificate(), TestAuthority.NOW)),
            key.signer());
    return MessageSigner.sign(List.of(PARTS), identity, TestAuthority.NOW).getFirst();
  }

  private static String refusal(Executable action) {
    return assertThrows(Fault.class, action).text();
  }

  private static String refusal(MessageSignature signature, MemberId sender) {
    var verifier = new SignatureVerifier(AUTHORITY.trust());
    return refusal(() -> verifier.verify(signature, PARTS, sender, TestAuthority.NOW));
  }

  @Test
  void namesOfSenderAndSigner() {
    var other = new MemberId(TestAuthority.TEST_INSTANCE, "GOV", "5678");
    assertEquals(
        "Name in certificate (MEMBER:TEST/GOV/1234) does not match name in message"
            + " (MEMBER:TEST/GOV/5678)",
        refusal(sign(SIGNER), other));
  }

  @Test
  void certificateThatIsNotForSigning() {
    String text = refusal(sign(AUTHORITY.authentication(MEMBER)), MEMBER);
    assertTrue(text.matches("Certificate .* is not a signing certificate"), text);
  }

  @Test
  void missingOcspResponses() {
    var good = sign(SIGNER);
    String without =
        new String(good.document(), UTF_8)
            .replaceAll("<xades:RevocationValues>.*</xades:RevocationValues>", "");
    assertEquals(
        "Could not get any OCSP elements from signature",
        refusal(new MessageSignature(without.getBytes(UTF_8), good.hashChain()), MEMBER));
    var strange =
        new SigningIdentity(
            SIGNER.certificate(),
            List.of(),
            List.of(AUTHORITY.good(AUTHORITY.signing(MEMBER).certificate(), TestAuthority.NOW)),
            SIGNER.signer());
    String text =
        refusal(MessageSigner.sign(List.of(PARTS), strange, TestAuthority.NOW).getFirst(), MEMBER);
    assertTrue(text.startsWith("Unable to find OCSP response for certificate "), text);
  }

  @Test
  void hashChains() {
    HashChainDocuments chain = HashChain.forMessages(List.of(PARTS)).getFirst();
    var more =
        new SignedParts(PARTS.message(), List.of(PARTS.attachments().getFirst(), PARTS.message()));
    assertEquals(
        "Some inputs were not referenced by hash chain: /attachment2",
        refusal(() -> HashChain.verify(chain, HashChain.SIGNATURE_CHAIN, more.byName())));
    String result = new String(chain.result(), UTF_8).replace("#STEP0", "#STEP9");
    var elsewhere = new HashChainDocuments(result.getBytes(UTF_8), chain.chain());
    assertEquals(
        "Invalid hash step URI: /sig-hashchain.xml#STEP9",
        refusal(() -> HashChain.verify(elsewhere, HashChain.SIGNATURE_CHAIN, PARTS.byName())));
  }
}
