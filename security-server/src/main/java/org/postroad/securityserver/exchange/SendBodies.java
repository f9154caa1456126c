// SPDX-License-Identifier: MIT
package org.postroad.securityserver.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.message.Message;
import org.postroad.protocol.message.SoapAttachment;
import org.postroad.protocol.message.SoapMultipart;
import org.postroad.protocol.mime.Headers;
import org.postroad.protocol.transport.TransportWriter;

/**
 * Sends what follows a message to another security server as it comes, digesting it on the way and
 * keeping as much of it as the message log takes (B-046). What is kept belongs to the scope from
 * the moment it is whole.
 */
public final class SendBodies {

  private final BodySpool spool;
  private final ToLongFunction<Message> loggable;
  private final int mostAttachments;

  /**
   * @param loggable how many bytes of each body of a message the log wants
   */
  public SendBodies(BodySpool spool, ToLongFunction<Message> loggable, int mostAttachments) {
    this.spool = spool;
    this.loggable = loggable;
    this.mostAttachments = mostAttachments;
  }

  /** Refuses a REST body that is announced larger than bodies may be, before any of it is read. */
  public void requireAcceptable(Headers headers) {
    headers.first("content-length").map(Long::parseLong).ifPresent(spool::requireAcceptable);
  }

  /** A REST body is sent as soon as it has one byte; an empty one is none (B-039). */
  public Parts rest(Message message, InputStream body, TransportWriter writer, Scope scope)
      throws IOException {
    PushbackInputStream bytes = new PushbackInputStream(body, 1);
    int first = bytes.read();
    if (first < 0) {
      return Parts.of(message, List.of());
    }
    bytes.unread(first);
    long keep = loggable.applyAsLong(message);
    try (OutputStream out = writer.restBody()) {
      return Parts.of(message, List.of(scope.hold(spool.forward(bytes, out, keep))));
    }
  }

  /** The attachments behind a SOAP envelope, one after the other. */
  public Parts soap(Message message, SoapMultipart parts, TransportWriter writer, Scope scope)
      throws IOException {
    long keep = loggable.applyAsLong(message);
    List<Body> bodies = new ArrayList<>();
    for (Optional<SoapAttachment> next = parts.next(); next.isPresent(); next = parts.next()) {
      if (bodies.size() == mostAttachments) {
        throw new Fault(
            FaultCode.INVALID_MESSAGE,
            "More than " + mostAttachments + " attachments in one message");
      }
      SoapAttachment attachment = next.get();
      try (OutputStream out = writer.attachment(attachment.contentType(), attachment.headers())) {
        bodies.add(scope.hold(spool.forward(attachment.body(), out, keep)));
      }
    }
    return Parts.of(message, bodies);
  }
}
