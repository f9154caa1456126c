// SPDX-License-Identifier: MIT
package org.postroad.protocol.transport;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Set;
import org.postroad.protocol.mime.Headers;
import org.postroad.protocol.mime.MultipartWriter;
import org.postroad.protocol.signature.HashChainDocuments;
import org.postroad.protocol.signature.MessageSignature;

/**
 * Writes a message for another security server, part by part as it becomes known (C-026, C-033 to
 * C-040).
 *
 * <p>Parts out of order are a programming error. The stream is neither flushed nor closed: whatever
 * is behind it decides when bytes leave.
 *
 * <pre>
 * --xtop…        content-type: application/ocsp-response        one for each certificate
 * --xtop…        content-type: text/xml; charset=UTF-8          the message
 * --xtop…        content-type: multipart/mixed; … boundary=xatt…
 *                                                               SOAP attachments
 * --xtop…        content-type: application/hash-chain-result    batch signatures only
 * --xtop…        content-type: application/hash-chain
 * --xtop…        content-type: signature/bdoc-1.0/ts
 * --xtop…--
 * </pre>
 */
public final class TransportWriter {
  private static final String CONTENT_TYPE = "content-type";

  /** How far the message is; parts only ever move it on. */
  private enum Place {
    BEGINNING,
    SOAP,
    SOAP_ATTACHMENT,
    REST,
    REST_BODY,
    COMPLETE,
    ENDED
  }

  private final MultipartWriter parts;
  private final AttachmentWriter attachments;
  private Place place = Place.BEGINNING;

  public TransportWriter(OutputStream out, String boundary) {
    this.parts = new MultipartWriter(out, boundary);
    this.attachments = new AttachmentWriter(parts, boundary);
  }

  /** Content type of the HTTP message, exactly as the reference writes it (C-026). */
  public static String contentType(String boundary) {
    return "multipart/mixed; charset=UTF-8; boundary=" + boundary;
  }

  public void ocspResponse(byte[] der) throws IOException {
    require(place == Place.BEGINNING, "an OCSP response");
    part(PartTypes.OCSP, der);
  }

  public void soap(byte[] envelope, String contentType, Headers otherHeaders) throws IOException {
    require(place == Place.BEGINNING, "a SOAP message");
    place = Place.SOAP;
    write(parts.part(labelled(contentType, otherHeaders)), envelope);
  }

  /** Begins the next SOAP attachment; whatever is written to the stream is its raw body. */
  public OutputStream attachment(String contentType, Headers otherHeaders) throws IOException {
    require(place == Place.SOAP || place == Place.SOAP_ATTACHMENT, "an attachment");
    place = Place.SOAP_ATTACHMENT;
    return attachments.next(labelled(contentType, otherHeaders));
  }

  public void restRequest(byte[] head) throws IOException {
    rest(PartTypes.REST_REQUEST, head);
  }

  public void restResponse(byte[] head) throws IOException {
    rest(PartTypes.REST_RESPONSE, head);
  }

  private void rest(String type, byte[] head) throws IOException {
    require(place == Place.BEGINNING, "a REST message");
    place = Place.REST;
    part(type, head);
  }

  /** Begins the body of a REST message; a message without body has no such part (D-025). */
  public OutputStream restBody() throws IOException {
    require(place == Place.REST, "a REST body");
    place = Place.REST_BODY;
    return parts.part(Headers.of(CONTENT_TYPE, PartTypes.REST_BODY));
  }

  /** Writes the signature with the hash chain it may need. */
  public void signature(MessageSignature signature) throws IOException {
    require(place != Place.BEGINNING && takesFault(), "a signature");
    endAttachments();
    place = Place.COMPLETE;
    if (signature.hashChain().isPresent()) {
      HashChainDocuments chain = signature.hashChain().get();
      part(PartTypes.HASH_CHAIN_RESULT, chain.result());
      part(PartTypes.HASH_CHAIN, chain.chain());
    }
    part(PartTypes.SIGNATURE, signature.document());
  }

  /** Whether a fault can still stand in place of what is missing. */
  public boolean takesFault() {
    return place.compareTo(Place.COMPLETE) < 0;
  }

  /** Writes a fault where the message or its signature belongs (C-043, C-049). */
  public void fault(byte[] soapFault) throws IOException {
    require(takesFault(), "a fault");
    endAttachments();
    place = Place.COMPLETE;
    part(PartTypes.FAULT, soapFault);
  }

  public void end() throws IOException {
    require(place == Place.COMPLETE, "the end");
    place = Place.ENDED;
    parts.end();
  }

  private void require(boolean allowed, String what) {
    if (!allowed) {
      throw new IllegalStateException("After " + place + " " + what + " cannot be written");
    }
  }

  private void endAttachments() throws IOException {
    if (place == Place.SOAP_ATTACHMENT) {
      attachments.end();
    }
  }

  private void part(String type, byte[] body) throws IOException {
    write(parts.part(Headers.of(CONTENT_TYPE, type)), body);
  }

  /** The content type leads; what else the part had follows as it came (C-035). */
  private static Headers labelled(String contentType, Headers others) {
    return Headers.builder()
        .add(CONTENT_TYPE, contentType)
        .addAll(others.without(Set.of(CONTENT_TYPE)))
        .build();
  }

  private static void write(OutputStream part, byte[] body) throws IOException {
    part.write(body);
    part.close();
  }
}
