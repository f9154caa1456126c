// SPDX-License-Identifier: MIT
package org.postroad.securityserver.consumer;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.message.SoapAttachment;
import org.postroad.protocol.mime.Headers;
import org.postroad.protocol.mime.MultipartWriter;
import org.postroad.protocol.signature.MessageSignature;
import org.postroad.protocol.transport.TransportHeaders;
import org.postroad.protocol.transport.TransportWriter;
import org.postroad.securityserver.exchange.Body;
import org.postroad.securityserver.exchange.BodySpool;
import org.postroad.securityserver.exchange.LogMessage;
import org.postroad.securityserver.exchange.Parts;
import org.postroad.securityserver.exchange.SignMessage;
import org.postroad.securityserver.exchange.Stage;
import org.postroad.securityserver.net.RequestHead;

/**
 * Sends the request part by part, digesting each as it streams; at the tail it is signed, logged,
 * and only then the signature part is written (C-025 to C-045, E-002).
 */
final class Transmit implements Stage<Connected, Transmitted> {

  /** The X-Road version whose protocol is spoken; peers refuse what is too old (C-031). */
  private static final String VERSION = "7.8.1";

  private final BodySpool spool;
  private final SignMessage signMessage;
  private final LogMessage logMessage;
  private final RandomGenerator random;

  Transmit(
      BodySpool spool, SignMessage signMessage, LogMessage logMessage, RandomGenerator random) {
    this.spool = spool;
    this.signMessage = signMessage;
    this.logMessage = logMessage;
    this.random = random;
  }

  @Override
  public Transmitted apply(Connected connected) throws IOException {
    try {
      return transmit(connected);
    } catch (PeerStream.Broken broken) {
      throw EarlyAnswer.of(connected.connection(), broken);
    }
  }

  private Transmitted transmit(Connected connected) throws IOException {
    Received received = connected.received();
    String boundary = MultipartWriter.boundary("xtop", random);
    OutputStream out = new PeerStream(connected.connection().send(head(connected, boundary)));
    TransportWriter writer = new TransportWriter(out, boundary);
    for (byte[] response : received.ready().identity().ocspResponses()) {
      writer.ocspResponse(response);
    }
    Parts parts = received.ready().scope().hold(writeParts(received.request(), writer));
    writer.signature(signAndLog(received, parts));
    writer.end();
    out.close();
    return new Transmitted(received, connected.connection(), parts);
  }

  private MessageSignature signAndLog(Received received, Parts parts) {
    MessageSignature signature =
        signMessage.sign(
            parts.digests(),
            received.message().client().member(),
            received.ready().configuration().global());
    logMessage.request(received.message(), received.ready().requestId(), parts, signature);
    return signature;
  }

  private Parts writeParts(ConsumerRequest request, TransportWriter writer) throws IOException {
    return switch (request) {
      case ConsumerRequest.Rest rest -> writeRest(rest, writer);
      case ConsumerRequest.Soap soap -> writeSoap(soap, writer);
    };
  }

  private Parts writeRest(ConsumerRequest.Rest rest, TransportWriter writer) throws IOException {
    writer.restRequest(rest.message().bytes());
    PushbackInputStream body = new PushbackInputStream(rest.body(), 1);
    int first = body.read();
    if (first < 0) {
      return Parts.of(rest.message(), List.of());
    }
    body.unread(first);
    try (OutputStream out = writer.restBody()) {
      long keep = logMessage.loggableBytes(rest.message());
      return Parts.of(rest.message(), List.of(spool.forward(body, out, keep)));
    }
  }

  private Parts writeSoap(ConsumerRequest.Soap soap, TransportWriter writer) throws IOException {
    writer.soap(
        soap.message().bytes(), soap.parts().messageContentType(), soap.parts().messageHeaders());
    long keep = logMessage.loggableBytes(soap.message());
    List<Body> bodies = new ArrayList<>();
    for (Optional<SoapAttachment> next = soap.parts().next();
        next.isPresent();
        next = soap.parts().next()) {
      SoapAttachment attachment = next.get();
      try (OutputStream out = writer.attachment(attachment.contentType(), attachment.headers())) {
        bodies.add(spool.forward(attachment.body(), out, keep));
      }
    }
    return Parts.of(soap.message(), bodies);
  }

  private static RequestHead head(Connected connected, String boundary) {
    Received received = connected.received();
    Headers.Builder headers = Headers.builder();
    headers.add("Content-Type", TransportWriter.contentType(boundary));
    headers.add(TransportHeaders.REQUEST_ID, received.ready().requestId());
    headers.add(TransportHeaders.HASH_ALGORITHM, DigestAlgorithm.SHA512.jcaName());
    headers.add(TransportHeaders.ORIGINAL_CONTENT_TYPE, received.request().contentType());
    headers.add(TransportHeaders.PROXY_VERSION, VERSION);
    switch (received.request()) {
      case ConsumerRequest.Rest _ -> headers.add(TransportHeaders.MESSAGE_TYPE, "REST");
      case ConsumerRequest.Soap soap ->
          headers.add(TransportHeaders.ORIGINAL_SOAP_ACTION, soap.soapAction());
    }
    return new RequestHead("POST", "/", headers.build());
  }
}
