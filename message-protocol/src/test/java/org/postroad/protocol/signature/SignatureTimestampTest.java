// SPDX-License-Identifier: MIT
package org.postroad.protocol.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.signature.Fixtures.Kind;

class SignatureTimestampTest {

  private static final byte[] TOKEN = "stands for a time-stamp token".getBytes(UTF_8);

  @ParameterizedTest
  @EnumSource
  void signatureStaysIntactAndCarriesTheToken(Kind kind) throws Exception {
    var parts = Fixtures.message(1, 0);
    var signature = Fixtures.sign(kind, parts);
    byte[] stamped = SignatureTimestamp.insert(signature.document(), TOKEN);
    var intact =
        SignatureVerifier.checkIntegrity(new MessageSignature(stamped, Optional.empty()), parts);
    assertArrayEquals(TOKEN, intact.signatureTimestamp().orElseThrow());
    assertEquals(1, intact.ocspResponses().size());
    assertTrue(
        Santuario.verifies(stamped, Fixtures.signer(kind).certificate(), Fixtures.contents(1, 0)));
  }

  @Test
  void tokenIsTheFirstUnsignedPropertyAndNothingElseChanges() {
    String before = new String(Fixtures.sign(Kind.P256, Fixtures.message(1, 0)).document(), UTF_8);
    String stamped = new String(SignatureTimestamp.insert(before.getBytes(UTF_8), TOKEN), UTF_8);
    String property =
        "<xades:SignatureTimeStamp><xades:EncapsulatedTimeStamp>"
            + "c3RhbmRzIGZvciBhIHRpbWUtc3RhbXAgdG9rZW4="
            + "</xades:EncapsulatedTimeStamp></xades:SignatureTimeStamp>";
    assertEquals(
        before.replace(
            "<xades:UnsignedSignatureProperties>",
            "<xades:UnsignedSignatureProperties>" + property),
        stamped);
  }

  @Test
  void refusesSecondTokenAndDocumentsWithoutPlaceForOne() {
    byte[] document = Fixtures.sign(Kind.P256, Fixtures.message(1, 0)).document();
    byte[] stamped = SignatureTimestamp.insert(document, TOKEN);
    String text = new String(document, UTF_8);
    String without = text.replaceAll("<xades:UnsignedProperties>.*</xades:UnsignedProperties>", "");
    for (byte[] bad : new byte[][] {stamped, without.getBytes(UTF_8), "<a/>".getBytes(UTF_8)}) {
      var fault = assertThrows(Fault.class, () -> SignatureTimestamp.insert(bad, TOKEN));
      assertEquals(FaultCode.MALFORMED_SIGNATURE, fault.code());
    }
  }
}
