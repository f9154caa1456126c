// SPDX-License-Identifier: MIT
package org.postroad.protocol.signature;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Base64;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.xml.Namespaces;
import org.postroad.protocol.xml.XmlReader;
import org.postroad.protocol.xml.XmlReader.Token;

/**
 * Puts a time-stamp into the signature it is about (D-059, D-072).
 *
 * <p>The token is about the octets of the signature value, see {@link
 * IntactSignature#signatureValue()}, not about any XML. It becomes the first unsigned property:
 *
 * <pre>{@code
 * <xades:SignatureTimeStamp><xades:EncapsulatedTimeStamp>base64 of DER…
 * }</pre>
 */
public final class SignatureTimestamp {

  private static final byte[] START =
      "<xades:SignatureTimeStamp><xades:EncapsulatedTimeStamp>".getBytes(US_ASCII);
  private static final byte[] END =
      "</xades:EncapsulatedTimeStamp></xades:SignatureTimeStamp>".getBytes(US_ASCII);

  private SignatureTimestamp() {}

  /** The document with the token in it; nothing that is signed changes. */
  public static byte[] insert(byte[] signatureDocument, byte[] timestampToken) {
    var document = SignatureDocument.parse(signatureDocument);
    if (document.unsigned().timestamp().isPresent()) {
      throw new Fault(FaultCode.MALFORMED_SIGNATURE, "The signature has a time-stamp already");
    }
    var reader = XmlReader.of(signatureDocument);
    while (!reader.isStart(Namespaces.XADES, "UnsignedSignatureProperties")) {
      if (reader.next() == Token.EOF) {
        throw new Fault(
            FaultCode.MALFORMED_SIGNATURE, "The signature has no place for a time-stamp");
      }
    }
    if (reader.transcoded() || reader.selfClosing()) {
      throw new Fault(FaultCode.MALFORMED_SIGNATURE, "The signature has no place for a time-stamp");
    }
    int at = reader.end();
    byte[] base64 = Base64.getEncoder().encode(timestampToken);
    int inserted = START.length + base64.length + END.length;
    var stamped = new byte[signatureDocument.length + inserted];
    System.arraycopy(signatureDocument, 0, stamped, 0, at);
    System.arraycopy(START, 0, stamped, at, START.length);
    System.arraycopy(base64, 0, stamped, at + START.length, base64.length);
    System.arraycopy(END, 0, stamped, at + START.length + base64.length, END.length);
    System.arraycopy(signatureDocument, at, stamped, at + inserted, signatureDocument.length - at);
    return stamped;
  }
}
