// SPDX-License-Identifier: MIT
package org.postroad.protocol.transport;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.mime.ContentType;
import org.postroad.protocol.mime.Headers;
import org.postroad.protocol.mime.MultipartLimits;
import org.postroad.protocol.mime.MultipartReader;
import org.postroad.protocol.signature.HashChainDocuments;
import org.postroad.protocol.signature.MessageSignature;

/**
 * Reads the message of another security server part by part, in the one order there is (C-033,
 * C-041 to C-043, C-048 to C-050).
 *
 * <p>The stream of a body or an attachment ends where the next part is asked for. A message without
 * signature ends without {@link TransportPart.Signature}: what is missing, the caller sees.
 */
public final class TransportReader {

  /** What may come next. */
  private enum Place {
    MESSAGE,
    SOAP_TAIL,
    REST_TAIL,
    SIGNATURE,
    END
  }

  private final InputStream in;
  private final TransportLimits limits;
  private final boolean faultAllowed;
  private final Optional<MultipartReader> parts;
  private Optional<MultipartReader> attachments = Optional.empty();
  private int attachmentCount;
  private int ocspCount;
  private Place place = Place.MESSAGE;

  /**
   * @param contentType of the HTTP message
   * @param faultAllowed true for responses, which may be a fault altogether or in place of the
   *     message; a fault in place of the signature can come either way
   */
  public TransportReader(
      InputStream in, String contentType, TransportLimits limits, boolean faultAllowed) {
    this.in = in;
    this.limits = limits;
    this.faultAllowed = faultAllowed;
    ContentType type = ContentType.parse(contentType);
    if (type.mediaType().equals(PartTypes.ATTACHMENTS)) {
      this.parts = Optional.of(multipart(in, type));
    } else if (faultAllowed && type.mediaType().equals(PartTypes.SOAP)) {
      this.parts = Optional.empty();
    } else {
      throw new Fault(FaultCode.INVALID_CONTENT_TYPE, "Invalid content type: " + contentType);
    }
  }

  /** The next part, or nothing when the message is over. */
  public Optional<TransportPart> next() throws IOException {
    if (parts.isEmpty()) {
      return wholeFault();
    }
    if (attachments.isPresent()) {
      Optional<TransportPart> attachment = attachment(attachments.get());
      if (attachment.isPresent()) {
        return attachment;
      }
      attachments = Optional.empty();
    }
    MultipartReader reader = parts.get();
    return reader.next() ? part(reader) : Optional.empty();
  }

  private Optional<TransportPart> wholeFault() throws IOException {
    if (place == Place.END) {
      return Optional.empty();
    }
    byte[] body = bounded(in, limits.maxEnvelopeBytes(), "fault");
    place = Place.END;
    return Optional.of(
        PeerFaults.find(body)
            .orElseThrow(() ->
                new Fault(FaultCode.INVALID_MESSAGE, "The other security server sent no fault")));
  }

  private Optional<TransportPart> part(MultipartReader reader) throws IOException {
    String mediaType = PartLabels.mediaType(reader.headers());
    return switch (place) {
      case MESSAGE -> Optional.of(message(reader, mediaType));
      case SOAP_TAIL -> {
        if (mediaType.equals(PartTypes.ATTACHMENTS)) {
          place = Place.SIGNATURE;
          attachments =
              Optional.of(
                  multipart(
                      reader.body(), ContentType.parse(PartLabels.contentType(reader.headers()))));
          yield next();
        }
        yield Optional.of(signature(reader, mediaType));
      }
      case REST_TAIL -> {
        if (mediaType.equals(PartTypes.REST_BODY)) {
          place = Place.SIGNATURE;
          yield Optional.of(new TransportPart.Body(reader.body()));
        }
        yield Optional.of(signature(reader, mediaType));
      }
      case SIGNATURE -> Optional.of(signature(reader, mediaType));
      case END ->
          throw new Fault(
              FaultCode.INVALID_MESSAGE, "Extra content (" + mediaType + ") after signature");
    };
  }

  private TransportPart message(MultipartReader reader, String mediaType) throws IOException {
    return switch (mediaType) {
      case PartTypes.OCSP -> ocsp(reader);
      case PartTypes.SOAP, PartTypes.XOP -> soap(reader);
      case PartTypes.REST_REQUEST, PartTypes.REST_RESPONSE -> {
        place = Place.REST_TAIL;
        byte[] head = bounded(reader.body(), limits.maxEnvelopeBytes(), "REST message");
        yield new TransportPart.RestHead(head, mediaType.equals(PartTypes.REST_REQUEST));
      }
      default ->
          throw new Fault(
              FaultCode.INVALID_CONTENT_TYPE,
              "Invalid content type for SOAP message: " + mediaType);
    };
  }

  private TransportPart ocsp(MultipartReader reader) throws IOException {
    if (++ocspCount > limits.maxOcspResponses()) {
      throw new Fault(
          FaultCode.INVALID_MESSAGE,
          "More than " + limits.maxOcspResponses() + " OCSP responses in one message");
    }
    return new TransportPart.Ocsp(bounded(reader.body(), limits.maxOcspBytes(), "OCSP response"));
  }

  private TransportPart soap(MultipartReader reader) throws IOException {
    byte[] envelope = bounded(reader.body(), limits.maxEnvelopeBytes(), "SOAP message");
    Optional<TransportPart> fault = faultAllowed ? PeerFaults.find(envelope) : Optional.empty();
    if (fault.isPresent()) {
      place = Place.END;
      return fault.get();
    }
    place = Place.SOAP_TAIL;
    return new TransportPart.Soap(
        envelope, PartLabels.contentType(reader.headers()), PartLabels.others(reader.headers()));
  }

  private Optional<TransportPart> attachment(MultipartReader reader) throws IOException {
    if (!reader.next()) {
      return Optional.empty();
    }
    if (++attachmentCount > limits.maxAttachments()) {
      throw new Fault(
          FaultCode.INVALID_MESSAGE,
          "More than " + limits.maxAttachments() + " attachments in one message");
    }
    Headers headers = reader.headers();
    return Optional.of(
        new TransportPart.Attachment(
            attachmentCount,
            PartLabels.contentType(headers),
            PartLabels.others(headers),
            reader.body()));
  }

  /** The signature with the chain before it, or a fault where it should be. */
  private TransportPart signature(MultipartReader reader, String mediaType) throws IOException {
    place = Place.END;
    if (mediaType.equals(PartTypes.SOAP)) {
      byte[] body = bounded(reader.body(), limits.maxEnvelopeBytes(), "fault");
      return PeerFaults.find(body).orElseThrow(() -> noSignature(mediaType));
    }
    if (mediaType.equals(PartTypes.SIGNATURE)) {
      byte[] document = signatureBytes(reader);
      return new TransportPart.Signature(new MessageSignature(document, Optional.empty()));
    }
    if (!mediaType.equals(PartTypes.HASH_CHAIN_RESULT)) {
      throw noSignature(mediaType);
    }
    byte[] result = signatureBytes(reader);
    byte[] chain = following(reader, PartTypes.HASH_CHAIN);
    byte[] document = following(reader, PartTypes.SIGNATURE);
    return new TransportPart.Signature(
        new MessageSignature(document, Optional.of(new HashChainDocuments(result, chain))));
  }

  private byte[] following(MultipartReader reader, String expected) throws IOException {
    if (!reader.next()) {
      throw new Fault(
          FaultCode.MISSING_SIGNATURE, "The message ends where " + expected + " was expected");
    }
    String mediaType = PartLabels.mediaType(reader.headers());
    if (!mediaType.equals(expected)) {
      throw noSignature(mediaType);
    }
    return signatureBytes(reader);
  }

  private byte[] signatureBytes(MultipartReader reader) throws IOException {
    return bounded(reader.body(), limits.maxSignatureBytes(), "signature part");
  }

  private static Fault noSignature(String mediaType) {
    return new Fault(
        FaultCode.INVALID_CONTENT_TYPE,
        "Received invalid content type instead of signature: " + mediaType);
  }

  private MultipartReader multipart(InputStream body, ContentType type) {
    String boundary =
        type.parameter("boundary")
            .filter(value -> !value.isEmpty())
            .orElseThrow(() ->
                new Fault(
                    FaultCode.INVALID_CONTENT_TYPE,
                    "Multipart content type is missing required boundary"));
    return new MultipartReader(body, boundary, MultipartLimits.DEFAULT);
  }

  private static byte[] bounded(InputStream in, int limit, String what) throws IOException {
    byte[] bytes = in.readNBytes(limit + 1);
    if (bytes.length > limit) {
      throw new Fault(
          FaultCode.INVALID_MESSAGE, "A " + what + " has more than " + limit + " bytes");
    }
    return bytes;
  }
}
