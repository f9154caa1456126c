// SPDX-License-Identifier: MIT
package org.postroad.securityserver.provider;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.message.Message;
import org.postroad.protocol.message.RestRequest;
import org.postroad.protocol.message.SoapMessage;
import org.postroad.protocol.mime.Headers;
import org.postroad.protocol.transport.TransportHeaders;
import org.postroad.protocol.transport.TransportLimits;
import org.postroad.protocol.transport.TransportPart;
import org.postroad.protocol.transport.TransportReader;
import org.postroad.securityserver.conf.Configuration;
import org.postroad.securityserver.exchange.Stage;

/**
 * Reads the OCSP responses and the message of a transported request, and no further, so that the
 * caller is authenticated before its attachments are received (C-025 to C-038).
 */
final class OpenTransport implements Stage<Arrival, Opened> {

  private final Supplier<Configuration> configuration;
  private final TransportLimits limits;

  OpenTransport(Supplier<Configuration> configuration, TransportLimits limits) {
    this.configuration = configuration;
    this.limits = limits;
  }

  @Override
  public Opened apply(Arrival arrival) throws IOException {
    Configuration current = configuration.get();
    String method = arrival.exchange().request().method();
    if (!method.equals("POST")) {
      throw new Fault(
          FaultCode.INVALID_HTTP_METHOD, "Must use POST request method instead of " + method);
    }
    try {
      return open(arrival, current);
    } catch (Fault fault) {
      throw fault.within(FaultCode.SERVICE_FAILED);
    }
  }

  private Opened open(Arrival arrival, Configuration current) throws IOException {
    Headers headers = arrival.exchange().request().headers();
    DigestAlgorithm hashAlgorithm = TransportHeaders.hashAlgorithm(headers);
    boolean rest = headers.first(TransportHeaders.MESSAGE_TYPE).filter("REST"::equals).isPresent();
    TransportReader reader =
        new TransportReader(
            arrival.exchange().body(), headers.first("content-type").orElse(""), limits, false);
    List<byte[]> ocspResponses = new ArrayList<>();
    Optional<TransportPart> next = reader.next();
    while (next.isPresent() && next.get() instanceof TransportPart.Ocsp(byte[] der)) {
      ocspResponses.add(der);
      next = reader.next();
    }
    Head head = message(next, rest);
    String requestId = headers.first(TransportHeaders.REQUEST_ID).orElse("");
    requireSameRequestId(requestId, head.message());
    return new Opened(
        arrival,
        current,
        requestId,
        hashAlgorithm,
        ocspResponses,
        head.message(),
        head.partHeaders(),
        headers.first(TransportHeaders.ORIGINAL_CONTENT_TYPE).orElse(""),
        headers.first(TransportHeaders.ORIGINAL_SOAP_ACTION).orElse(""),
        reader);
  }

  private record Head(Message message, Headers partHeaders) {}

  private static Head message(Optional<TransportPart> part, boolean rest) {
    return switch (part.orElseThrow(() -> missing(rest))) {
      case TransportPart.RestHead head when rest ->
          new Head(RestRequest.parse(head.bytes()), Headers.EMPTY);
      case TransportPart.Soap soap when !rest ->
          new Head(
              SoapMessage.parse(soap.bytes(), soap.contentType()),
              Headers.builder()
                  .add("content-type", soap.contentType())
                  .addAll(soap.headers())
                  .build());
      default -> throw missing(rest);
    };
  }

  /** The id outside the signature must be the one inside it (B-042). */
  private static void requireSameRequestId(String transported, Message message) {
    if (message instanceof RestRequest rest && !rest.requestId().equals(transported)) {
      throw new Fault(
          FaultCode.INVALID_MESSAGE,
          "Request id " + transported + " of the transport, expected " + rest.requestId());
    }
  }

  private static Fault missing(boolean rest) {
    return rest
        ? new Fault(FaultCode.MISSING_REST, "Request does not have REST message")
        : new Fault(FaultCode.MISSING_SOAP, "Request does not have SOAP message");
  }
}
