// SPDX-License-Identifier: MIT
package org.postroad.securityserver.exchange;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.postroad.protocol.message.SoapMessage;
import org.postroad.protocol.message.SoapMultipart;
import org.postroad.protocol.mime.Headers;
import org.postroad.protocol.mime.MultipartWriter;

/**
 * Puts a SOAP message and its attachments together again as they were before they travelled
 * (A-040).
 *
 * @param contentType of the whole message as its sender wrote it; its boundary is used again
 * @param messageHeaders part header of the envelope, its content type among them
 * @param attachmentHeaders part headers of the bodies, in order
 */
public record SoapAssembly(
    String contentType, Headers messageHeaders, List<Headers> attachmentHeaders) {

  public SoapAssembly {
    attachmentHeaders = List.copyOf(attachmentHeaders);
  }

  /** Leaves the stream open, so that a failure on the way is seen as an incomplete message. */
  public void write(SoapMessage message, List<Body> bodies, OutputStream out) throws IOException {
    MultipartWriter writer = SoapMultipart.writer(out, contentType);
    writer.part(messageHeaders, message.bytes());
    for (int i = 0; i < bodies.size(); i++) {
      try (OutputStream part = writer.part(attachmentHeaders.get(i))) {
        bodies.get(i).writeTo(part);
      }
    }
    writer.end();
  }
}
