// SPDX-License-Identifier: MIT
package org.postroad.securityserver.provider;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.mime.Headers;
import org.postroad.protocol.signature.MessageSignature;
import org.postroad.protocol.transport.TransportPart;
import org.postroad.securityserver.exchange.Body;
import org.postroad.securityserver.exchange.BodySpool;
import org.postroad.securityserver.exchange.Parts;
import org.postroad.securityserver.exchange.Stage;

/**
 * Receives what follows the message: the bodies, spooled until the signature behind them is
 * verified, and the signature itself (C-033, C-041, C-043).
 */
final class ReceiveParts implements Stage<Authenticated, Received> {

  private final BodySpool spool;

  ReceiveParts(BodySpool spool) {
    this.spool = spool;
  }

  @Override
  public Received apply(Authenticated authenticated) throws IOException {
    List<Body> bodies = new ArrayList<>();
    List<Headers> headers = new ArrayList<>();
    Optional<MessageSignature> signature;
    try {
      signature = receive(authenticated.opened(), bodies, headers);
    } catch (Fault fault) {
      throw fault.within(FaultCode.SERVICE_FAILED);
    }
    return new Received(
        authenticated,
        Parts.of(authenticated.opened().message(), bodies),
        headers,
        signature.orElseThrow(
            () -> new Fault(FaultCode.MISSING_SIGNATURE, "Request does not have signature")));
  }

  private Optional<MessageSignature> receive(
      Opened opened, List<Body> bodies, List<Headers> headers) throws IOException {
    Optional<MessageSignature> signature = Optional.empty();
    for (Optional<TransportPart> next = opened.rest().next();
        next.isPresent();
        next = opened.rest().next()) {
      switch (next.get()) {
        case TransportPart.Body body ->
            bodies.add(
                opened
                    .arrival()
                    .scope()
                    .hold(spool.receive(body.stream(), opened.hashAlgorithm())));
        case TransportPart.Attachment attachment -> {
          bodies.add(
              opened
                  .arrival()
                  .scope()
                  .hold(spool.receive(attachment.stream(), opened.hashAlgorithm())));
          headers.add(
              Headers.builder()
                  .add("content-type", attachment.contentType())
                  .addAll(attachment.headers())
                  .build());
        }
        case TransportPart.Signature signed -> signature = Optional.of(signed.signature());
        case TransportPart.FaultPart _ -> {
          // The sender could not sign and knows it: what is missing is the signature (C-043).
        }
        case TransportPart.Ocsp _, TransportPart.Soap _, TransportPart.RestHead _ ->
            throw new Fault(FaultCode.INVALID_MESSAGE, "Second message part in one request");
      }
    }
    return signature;
  }
}
