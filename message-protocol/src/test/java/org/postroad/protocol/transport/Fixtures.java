// SPDX-License-Identifier: MIT
package org.postroad.protocol.transport;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.mime.Headers;
import org.postroad.protocol.signature.HashChainDocuments;
import org.postroad.protocol.signature.MessageSignature;

/** Transported messages whose order matters and whose content does not. */
final class Fixtures {
  static final String BOUNDARY = "xtopABCDEFGHIJKLMNOPQRSTUVWXYZabcd";
  static final MessageSignature DIRECT =
      new MessageSignature(bytes("<signature/>"), Optional.empty());
  static final MessageSignature BATCH =
      new MessageSignature(
          bytes("<signature/>"),
          Optional.of(new HashChainDocuments(bytes("<result/>"), bytes("<chain/>"))));

  private Fixtures() {}

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** A part with its stream drained into text, so that parts can be compared. */
  record Seen(String kind, String label, String content) {}

  static List<Seen> read(TransportReader reader) throws IOException {
    List<Seen> seen = new ArrayList<>();
    for (Optional<TransportPart> next = reader.next(); next.isPresent(); next = reader.next()) {
      seen.add(seen(next.get()));
    }
    return seen;
  }

  private static Seen seen(TransportPart part) throws IOException {
    return switch (part) {
      case TransportPart.Ocsp ocsp -> new Seen("ocsp", "", text(ocsp.der()));
      case TransportPart.Soap soap -> new Seen("soap", soap.contentType(), text(soap.bytes()));
      case TransportPart.RestHead head ->
          new Seen(head.request() ? "rest-request" : "rest-response", "", text(head.bytes()));
      case TransportPart.Body body -> new Seen("body", "", text(body.stream().readAllBytes()));
      case TransportPart.Attachment attachment ->
          new Seen(
              "attachment" + attachment.number(),
              attachment.contentType(),
              text(attachment.stream().readAllBytes()));
      case TransportPart.Signature signature ->
          new Seen(
              signature.signature().hashChain().isPresent() ? "batch-signature" : "signature",
              "",
              text(signature.signature().document()));
      case TransportPart.FaultPart fault ->
          new Seen("fault", fault.report().code(), text(fault.original()));
    };
  }

  static TransportReader reader(byte[] body, boolean faultAllowed) {
    return new TransportReader(
        new ByteArrayInputStream(body),
        TransportWriter.contentType(BOUNDARY),
        TransportLimits.DEFAULT,
        faultAllowed);
  }

  /** Writes every part again as it was read. */
  static void copy(TransportReader from, TransportWriter to) throws IOException {
    for (Optional<TransportPart> next = from.next(); next.isPresent(); next = from.next()) {
      switch (next.get()) {
        case TransportPart.Ocsp ocsp -> to.ocspResponse(ocsp.der());
        case TransportPart.Soap soap -> to.soap(soap.bytes(), soap.contentType(), soap.headers());
        case TransportPart.RestHead head when head.request() -> to.restRequest(head.bytes());
        case TransportPart.RestHead head -> to.restResponse(head.bytes());
        case TransportPart.Body body -> pour(body.stream(), to.restBody());
        case TransportPart.Attachment part ->
            pour(part.stream(), to.attachment(part.contentType(), part.headers()));
        case TransportPart.Signature signature -> to.signature(signature.signature());
        case TransportPart.FaultPart fault -> to.fault(fault.original());
      }
    }
    to.end();
  }

  private static void pour(InputStream in, OutputStream out) throws IOException {
    try (out) {
      in.transferTo(out);
    }
  }

  /** A stream that gives one byte at a time. */
  static InputStream dripping(byte[] bytes) {
    return new ByteArrayInputStream(bytes) {
      @Override
      public synchronized int read(byte[] into, int offset, int length) {
        return super.read(into, offset, Math.min(length, 1));
      }
    };
  }

  static Headers none() {
    return Headers.EMPTY;
  }
}
