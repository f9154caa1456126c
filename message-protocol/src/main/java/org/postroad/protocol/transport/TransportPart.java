// SPDX-License-Identifier: MIT
package org.postroad.protocol.transport;

import java.io.InputStream;
import org.postroad.protocol.fault.FaultReport;
import org.postroad.protocol.mime.Headers;
import org.postroad.protocol.signature.MessageSignature;

/** One piece of what a peer sent; byte arrays are not to be written to. */
public sealed interface TransportPart {

  /** OCSP response of one certificate of the TLS chain, leaf first (C-036). */
  record Ocsp(byte[] der) implements TransportPart {}

  /**
   * The SOAP envelope.
   *
   * @param contentType as the information system labelled the part (C-037)
   * @param headers the other header fields of the part
   */
  record Soap(byte[] bytes, String contentType, Headers headers) implements TransportPart {}

  /** The signed description of a REST request or response. */
  record RestHead(byte[] bytes, boolean request) implements TransportPart {}

  /** Body of a REST message, always signed as {@code /attachment1} (C-039). */
  record Body(InputStream stream) implements TransportPart {}

  /**
   * A SOAP attachment, its bytes in the transfer encoding it came in (C-038).
   *
   * @param number counted from 1
   * @param headers header fields beside the content type
   */
  record Attachment(int number, String contentType, Headers headers, InputStream stream)
      implements TransportPart {}

  /** The last part of every message that came to its end. */
  record Signature(MessageSignature signature) implements TransportPart {}

  /** A fault in place of a message or of a signature (C-043, C-048 to C-050). */
  record FaultPart(FaultReport report, byte[] original) implements TransportPart {}
}
