// SPDX-License-Identifier: MIT

package org.postroad.protocol.message;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.mime.ContentType;
import org.postroad.protocol.mime.Headers;
import org.postroad.protocol.mime.MultipartReader;
import org.postroad.protocol.mime.MultipartWriter;

/**
 * The body of an HTTP message with SOAP in it, as information systems and services send it (A-036
 * to A-043): the envelope alone, or {@code multipart/related} with the envelope first. The
 * attachments stream, one after the other; a part that is a multipart itself is one attachment.
 */
public final class SoapMultipart {
  private static final String RELATED = "multipart/related";
  private static final String CONTENT_TYPE = "content-type";

  /** The largest envelope that is read when nothing else is said. */
  public static final int MOST_MESSAGE_BYTES = 10 * 1024 * 1024;

  private final SoapMessage message;
  private final String messageContentType;
  private final Headers messageHeaders;
  private final Rest rest;

  /** Gives the attachments one after the other. */
  private interface Rest {
    Optional<SoapAttachment> next() throws IOException;
  }

  private SoapMultipart(
      SoapMessage message, String messageContentType, Headers messageHeaders, Rest rest) {
    this.message = message;
    this.messageContentType = messageContentType;
    this.messageHeaders = messageHeaders;
    this.rest = rest;
  }

  /** A message that is not read but made here, with attachments. */
  public static SoapMultipart of(
      SoapMessage message, String messageContentType, List<SoapAttachment> attachments) {
    Iterator<SoapAttachment> each = List.copyOf(attachments).iterator();
    return new SoapMultipart(
        message,
        messageContentType,
        Headers.EMPTY,
        () -> each.hasNext() ? Optional.of(each.next()) : Optional.empty());
  }

  public static SoapMultipart read(InputStream in, String contentType) throws IOException {
    return read(in, contentType, MOST_MESSAGE_BYTES);
  }

  /** Reads the envelope; {@link #next} then gives the attachments. */
  public static SoapMultipart read(InputStream in, String contentType, int mostMessageBytes)
      throws IOException {
    ContentType type = ContentType.parse(contentType);
    if (type.is(RELATED)) {
      return readRelated(in, type.boundary(), mostMessageBytes);
    }
    if (!SoapMessage.isSoap(type)) {
      throw new Fault(FaultCode.INVALID_CONTENT_TYPE, "Invalid content type: " + type.mediaType());
    }
    byte[] bytes = in.readNBytes(mostMessageBytes);
    if (bytes.length == mostMessageBytes && in.read() >= 0) {
      throw new Fault(
          FaultCode.INVALID_SOAP, "SOAP message is larger than " + mostMessageBytes + " bytes");
    }
    return new SoapMultipart(SoapMessage.parse(bytes), contentType, Headers.EMPTY, Optional::empty);
  }

  private static SoapMultipart readRelated(InputStream in, String boundary, int mostMessageBytes)
      throws IOException {
    var content = new PushbackInputStream(in);
    int first = content.read();
    if (first < 0) {
      throw new Fault(FaultCode.MISSING_SOAP, "Request does not have SOAP message");
    }
    content.unread(first);
    var reader = new MultipartReader(content, boundary);
    if (!reader.next()) {
      throw new Fault(FaultCode.MISSING_SOAP, "Request does not have SOAP message");
    }
    String partType = contentTypeOf(reader.headers());
    if (!SoapMessage.isSoap(ContentType.parse(partType))) {
      throw new Fault(FaultCode.INVALID_CONTENT_TYPE, "Invalid content type: " + partType);
    }
    SoapMessage message = SoapMessage.parse(reader.readBody(mostMessageBytes));
    return new SoapMultipart(
        message, partType, withoutContentType(reader.headers()), () -> attachment(reader));
  }

  private static Optional<SoapAttachment> attachment(MultipartReader reader) throws IOException {
    if (!reader.next()) {
      return Optional.empty();
    }
    return Optional.of(
        new SoapAttachment(
            contentTypeOf(reader.headers()), withoutContentType(reader.headers()), reader.body()));
  }

  private static String contentTypeOf(Headers headers) {
    return headers
        .single(CONTENT_TYPE)
        .orElseThrow(
            () -> new Fault(FaultCode.INVALID_CONTENT_TYPE, "Could not get content type for part"));
  }

  private static Headers withoutContentType(Headers headers) {
    return headers.without(Set.of(CONTENT_TYPE));
  }

  public SoapMessage message() {
    return message;
  }

  /** The content type of the part that holds the envelope. */
  public String messageContentType() {
    return messageContentType;
  }

  /** The other header fields of that part. */
  public Headers messageHeaders() {
    return messageHeaders;
  }

  /** The next attachment; what is left of the one before is passed over. */
  public Optional<SoapAttachment> next() throws IOException {
    return rest.next();
  }

  /** Whether a message of that original content type is delivered as a multipart. */
  public static boolean isMultipart(String contentType) {
    return !contentType.isBlank() && ContentType.parse(contentType).is(RELATED);
  }

  public static String boundaryOf(String contentType) {
    return ContentType.parse(contentType).boundary();
  }

  /** The content type under which a multipart goes to an information system. */
  public static String contentTypeForClient(String contentType) {
    boolean hasCharset = ContentType.parse(contentType).parameter("charset").isPresent();
    return hasCharset ? contentType : contentType + ";charset=utf-8";
  }

  /**
   * A writer that puts the parts together again with the boundary of the original content type,
   * which somebody else chose: a part that holds it is refused.
   */
  public static MultipartWriter writer(OutputStream out, String contentType) {
    return MultipartWriter.guarded(out, boundaryOf(contentType));
  }
}
