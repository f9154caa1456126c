// SPDX-License-Identifier: MIT
package org.postroad.securityserver.consumer;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.fault.PeerFault;
import org.postroad.protocol.message.Message;
import org.postroad.protocol.message.RestResponse;
import org.postroad.protocol.message.SoapMessage;
import org.postroad.protocol.mime.Headers;
import org.postroad.protocol.signature.MessageSignature;
import org.postroad.protocol.transport.TransportHeaders;
import org.postroad.protocol.transport.TransportLimits;
import org.postroad.protocol.transport.TransportPart;
import org.postroad.protocol.transport.TransportReader;
import org.postroad.securityserver.exchange.Body;
import org.postroad.securityserver.exchange.BodySpool;
import org.postroad.securityserver.exchange.Parts;
import org.postroad.securityserver.exchange.SoapAssembly;
import org.postroad.securityserver.exchange.SoapOverHttp;
import org.postroad.securityserver.exchange.Stage;
import org.postroad.securityserver.net.ClientConnection;
import org.postroad.securityserver.net.ResponseHead;

/**
 * Reads the whole response of the other security server; bodies are spooled, nothing is passed on
 * yet. A fault in place of the message or of the signature ends the exchange (C-046 to C-051).
 */
final class ReceiveResponse implements Stage<Transmitted, Responded> {

  private final BodySpool spool;
  private final TransportLimits limits;

  ReceiveResponse(BodySpool spool, TransportLimits limits) {
    this.spool = spool;
    this.limits = limits;
  }

  @Override
  public Responded apply(Transmitted transmitted) throws IOException {
    ClientConnection connection = transmitted.connection();
    ResponseHead head = connection.receive();
    String contentType = SoapOverHttp.contentTypeOf(head);
    Collector collector = new Collector(transmitted, head.headers());
    try {
      collect(new TransportReader(connection.body(), contentType, limits, true), collector);
    } catch (Fault fault) {
      throw fault.within(FaultCode.SERVICE_FAILED);
    }
    connection.release();
    return collector.finish();
  }

  private static void collect(TransportReader reader, Collector collector) throws IOException {
    for (Optional<TransportPart> next = reader.next(); next.isPresent(); next = reader.next()) {
      collector.take(next.get());
    }
  }

  /** Gathers the parts of one response in the order they come. */
  private final class Collector {

    private final Transmitted transmitted;
    private final Headers transported;
    private Optional<Message> message = Optional.empty();
    private Optional<MessageSignature> signature = Optional.empty();
    private Headers messageHeaders = Headers.EMPTY;
    private final List<Headers> attachmentHeaders = new ArrayList<>();
    private final List<Body> bodies = new ArrayList<>();

    Collector(Transmitted transmitted, Headers transported) {
      this.transmitted = transmitted;
      this.transported = transported;
    }

    void take(TransportPart part) throws IOException {
      switch (part) {
        case TransportPart.Ocsp _ -> {}
        case TransportPart.Soap soap -> {
          message = Optional.of(SoapMessage.parse(soap.bytes(), soap.contentType()));
          messageHeaders = withContentType(soap.contentType(), soap.headers());
        }
        case TransportPart.RestHead rest -> message = Optional.of(RestResponse.parse(rest.bytes()));
        case TransportPart.Body body -> bodies.add(receive(body.stream()));
        case TransportPart.Attachment attachment -> {
          bodies.add(receive(attachment.stream()));
          attachmentHeaders.add(withContentType(attachment.contentType(), attachment.headers()));
        }
        case TransportPart.Signature signed -> signature = Optional.of(signed.signature());
        case TransportPart.FaultPart fault -> throw new PeerFault(fault.report(), fault.original());
      }
    }

    private Body receive(InputStream stream) throws IOException {
      Body body = spool.receive(stream, TransportHeaders.hashAlgorithm(transported));
      return transmitted.received().ready().scope().hold(body);
    }

    Responded finish() {
      Message received = message.orElseThrow(this::missingMessage);
      TransportHeaders.hashAlgorithm(transported);
      return new Responded(
          transmitted,
          received,
          new SoapAssembly(
              transported.first(TransportHeaders.ORIGINAL_CONTENT_TYPE).orElse(""),
              messageHeaders,
              attachmentHeaders),
          Parts.of(received, bodies),
          signature.orElseThrow(
              () -> new Fault(FaultCode.MISSING_SIGNATURE, "Response does not have signature")));
    }

    private Fault missingMessage() {
      return switch (transmitted.received().request()) {
        case ConsumerRequest.Rest _ ->
            new Fault(FaultCode.MISSING_REST, "Response does not have REST message");
        case ConsumerRequest.Soap _ ->
            new Fault(FaultCode.MISSING_SOAP, "Response does not have SOAP message");
      };
    }
  }

  private static Headers withContentType(String contentType, Headers others) {
    return Headers.builder().add("content-type", contentType).addAll(others).build();
  }
}
