// SPDX-License-Identifier: MIT
package org.postroad.securityserver.provider;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.message.Message;
import org.postroad.protocol.message.SoapAttachment;
import org.postroad.protocol.signature.MessageSignature;
import org.postroad.protocol.transport.TransportWriter;
import org.postroad.securityserver.exchange.Body;
import org.postroad.securityserver.exchange.BodySpool;
import org.postroad.securityserver.exchange.LogMessage;
import org.postroad.securityserver.exchange.Parts;
import org.postroad.securityserver.exchange.SignMessage;
import org.postroad.securityserver.exchange.Stage;
import org.postroad.securityserver.service.ServiceResponse;

/**
 * Sends the response part by part, digesting each as it streams; at the tail it is signed, logged,
 * and only then the signature part is written (C-046, E-002).
 */
final class ReturnTransport implements Stage<Bound, Message> {

  private final BodySpool spool;
  private final SignMessage signMessage;
  private final LogMessage logMessage;

  ReturnTransport(BodySpool spool, SignMessage signMessage, LogMessage logMessage) {
    this.spool = spool;
    this.signMessage = signMessage;
    this.logMessage = logMessage;
  }

  @Override
  public Message apply(Bound bound) throws IOException {
    Arrival arrival = bound.request().opened().arrival();
    TransportWriter writer = arrival.reply().begin(originalContentType(bound.response()));
    Parts parts = arrival.scope().hold(writeParts(bound, writer));
    writer.signature(signAndLog(bound, parts));
    arrival.reply().end();
    return bound.message();
  }

  private MessageSignature signAndLog(Bound bound, Parts parts) {
    Opened opened = bound.request().opened();
    MessageSignature signature =
        signMessage.sign(
            parts.digests(),
            bound.message().service().owner().member(),
            opened.configuration().global());
    logMessage.response(bound.message(), opened.requestId(), parts, signature);
    return signature;
  }

  private Parts writeParts(Bound bound, TransportWriter writer) throws IOException {
    return switch (bound.response()) {
      case ServiceResponse.Rest rest -> writeRest(bound.message(), rest, writer);
      case ServiceResponse.Soap soap -> writeSoap(bound.message(), soap, writer);
    };
  }

  private Parts writeRest(Message message, ServiceResponse.Rest rest, TransportWriter writer)
      throws IOException {
    writer.restResponse(message.bytes());
    PushbackInputStream body = new PushbackInputStream(rest.body(), 1);
    int first = body.read();
    if (first < 0) {
      return Parts.of(message, List.of());
    }
    body.unread(first);
    try (OutputStream out = writer.restBody()) {
      return Parts.of(
          message, List.of(spool.forward(body, out, logMessage.loggableBytes(message))));
    }
  }

  private Parts writeSoap(Message message, ServiceResponse.Soap soap, TransportWriter writer)
      throws IOException {
    writer.soap(message.bytes(), soap.parts().messageContentType(), soap.parts().messageHeaders());
    long keep = logMessage.loggableBytes(message);
    List<Body> bodies = new ArrayList<>();
    for (Optional<SoapAttachment> next = soap.parts().next();
        next.isPresent();
        next = soap.parts().next()) {
      SoapAttachment attachment = next.get();
      try (OutputStream out = writer.attachment(attachment.contentType(), attachment.headers())) {
        bodies.add(spool.forward(attachment.body(), out, keep));
      }
    }
    return Parts.of(message, bodies);
  }

  private static Optional<String> originalContentType(ServiceResponse response) {
    return switch (response) {
      case ServiceResponse.Rest _ -> Optional.empty();
      case ServiceResponse.Soap soap -> Optional.of(soap.contentType());
    };
  }
}
