// SPDX-License-Identifier: MIT
package org.postroad.securityserver.provider;

import java.io.IOException;
import java.util.Optional;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.message.Message;
import org.postroad.protocol.signature.MessageSignature;
import org.postroad.protocol.transport.TransportWriter;
import org.postroad.securityserver.exchange.LogMessage;
import org.postroad.securityserver.exchange.Parts;
import org.postroad.securityserver.exchange.Scope;
import org.postroad.securityserver.exchange.SendBodies;
import org.postroad.securityserver.exchange.SignMessage;
import org.postroad.securityserver.exchange.Stage;
import org.postroad.securityserver.service.ServiceResponse;

/**
 * Sends the response part by part, digesting each as it streams; at the tail it is signed, logged,
 * and only then the signature part is written (C-046, E-002).
 */
final class ReturnTransport implements Stage<Bound, Returned> {

  private final SendBodies sendBodies;
  private final SignMessage signMessage;
  private final LogMessage logMessage;

  ReturnTransport(SendBodies sendBodies, SignMessage signMessage, LogMessage logMessage) {
    this.sendBodies = sendBodies;
    this.signMessage = signMessage;
    this.logMessage = logMessage;
  }

  @Override
  public Returned apply(Bound bound) throws IOException {
    Arrival arrival = bound.request().opened().arrival();
    TransportWriter writer = arrival.reply().begin(originalContentType(bound.response()));
    Parts parts = writeParts(bound, writer, arrival.scope());
    writer.signature(signAndLog(bound, parts));
    arrival.reply().end();
    return new Returned(bound.message(), parts);
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

  private Parts writeParts(Bound bound, TransportWriter writer, Scope scope) throws IOException {
    Message message = bound.message();
    return switch (bound.response()) {
      case ServiceResponse.Rest rest -> {
        writer.restResponse(message.bytes());
        yield sendBodies.rest(message, rest.body(), writer, scope);
      }
      case ServiceResponse.Soap soap -> {
        writer.soap(
            message.bytes(), soap.parts().messageContentType(), soap.parts().messageHeaders());
        yield writeAttachments(message, soap, writer, scope);
      }
    };
  }

  /** Whatever is wrong with them is the service's doing. */
  private Parts writeAttachments(
      Message message, ServiceResponse.Soap soap, TransportWriter writer, Scope scope)
      throws IOException {
    try {
      return sendBodies.soap(message, soap.parts(), writer, scope);
    } catch (Fault fault) {
      throw fault.within(FaultCode.SERVICE_FAILED);
    }
  }

  private static Optional<String> originalContentType(ServiceResponse response) {
    return switch (response) {
      case ServiceResponse.Rest _ -> Optional.empty();
      case ServiceResponse.Soap soap -> Optional.of(soap.contentType());
    };
  }
}
