// SPDX-License-Identifier: MIT
package org.postroad.protocol.signature;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.signature.Fixtures.Kind;

/** What is known of a signer saves work and decides nothing. */
class KnownSignersTest {

  private final KnownSigners signers = new KnownSigners();
  private final byte[] document = Fixtures.sign(Kind.P256, Fixtures.message(1, 0)).document();

  private static String text(byte[] document) {
    return new String(document, ISO_8859_1);
  }

  private List<Object> refusal(String changed, KnownSigners known) {
    Fault fault =
        assertThrows(
            Fault.class, () -> SignatureDocument.parse(changed.getBytes(ISO_8859_1), known));
    return List.of(fault.path(), fault.text());
  }

  private void isRefusedAsIfNothingWereKnown(String changed) {
    SignatureDocument.parse(document, signers);
    assertEquals(refusal(changed, new KnownSigners()), refusal(changed, signers));
  }

  @Test
  void readsTheSameAgain() {
    var first = SignatureDocument.parse(document, signers);
    var second = SignatureDocument.parse(document.clone(), signers);
    assertSame(first.signer(), second.signer());
    assertArrayEquals(first.signedProperties(), second.signedProperties());
    assertArrayEquals(first.signedInfo(), second.signedInfo());
    second.verifyValue();
  }

  @Test
  void refusesAnotherClaimOfAKnownCertificate() {
    String said = Certificates.digest(signer(), DigestAlgorithm.SHA512).base64();
    String other = DigestAlgorithm.SHA512.digest(new byte[0]).base64();
    assertTrue(text(document).contains(said));
    isRefusedAsIfNothingWereKnown(text(document).replace(said, other));
    isRefusedAsIfNothingWereKnown(
        text(document).replace("<ds:X509SerialNumber>", "<ds:X509SerialNumber>1"));
  }

  @Test
  void refusesAnotherCertificateUnderAKnownClaim() {
    String own = base64(Kind.P256);
    assertTrue(text(document).contains(own));
    isRefusedAsIfNothingWereKnown(text(document).replace(own, base64(Kind.P384)));
  }

  @Test
  void anAttemptLeavesNothingBehind() {
    String own = base64(Kind.P256);
    String forged = text(document).replace(own, base64(Kind.P384));
    assertThrows(Fault.class, () -> SignatureDocument.parse(forged.getBytes(ISO_8859_1), signers));
    byte[] other = Certificates.encoded(Fixtures.signer(Kind.P384).certificate());
    assertTrue(signers.find(other).isEmpty());
    SignatureDocument.parse(document, signers).verifyValue();
  }

  private static X509Certificate signer() {
    return Fixtures.signer(Kind.P256).certificate();
  }

  private static String base64(Kind kind) {
    byte[] der = Certificates.encoded(Fixtures.signer(kind).certificate());
    return Base64.getEncoder().encodeToString(der);
  }
}
