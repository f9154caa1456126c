// SPDX-License-Identifier: MIT
package org.postroad.securityserver.consumer;

import java.io.IOException;
import java.io.OutputStream;
import java.util.random.RandomGenerator;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.mime.Headers;
import org.postroad.protocol.mime.MultipartWriter;
import org.postroad.protocol.signature.MessageSignature;
import org.postroad.protocol.transport.ProxyVersion;
import org.postroad.protocol.transport.TransportHeaders;
import org.postroad.protocol.transport.TransportWriter;
import org.postroad.securityserver.exchange.LogMessage;
import org.postroad.securityserver.exchange.Parts;
import org.postroad.securityserver.exchange.Scope;
import org.postroad.securityserver.exchange.SendBodies;
import org.postroad.securityserver.exchange.SignMessage;
import org.postroad.securityserver.exchange.Stage;
import org.postroad.securityserver.net.RequestHead;

/**
 * Sends the request part by part, digesting each as it streams; at the tail it is signed, logged,
 * and only then the signature part is written (C-025 to C-045, E-002). What was kept of the bodies
 * for the log is given back then; their digests stay.
 */
final class Transmit implements Stage<Connected, Transmitted> {

  private final SendBodies sendBodies;
  private final SignMessage signMessage;
  private final LogMessage logMessage;
  private final RandomGenerator random;

  Transmit(
      SendBodies sendBodies,
      SignMessage signMessage,
      LogMessage logMessage,
      RandomGenerator random) {
    this.sendBodies = sendBodies;
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
    if (received.request() instanceof ConsumerRequest.Rest) {
      sendBodies.requireAcceptable(received.ready().exchange().request().headers());
    }
    String boundary = MultipartWriter.boundary("xtop", random);
    OutputStream out =
        new PeerStream(connected.connection().sendUntilAnswered(head(connected, boundary)));
    TransportWriter writer = new TransportWriter(out, boundary);
    for (byte[] response : received.ready().identity().ocspResponses()) {
      writer.ocspResponse(response);
    }
    Parts parts = writeParts(received, writer);
    writer.signature(signAndLog(received, parts));
    parts.close();
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

  private Parts writeParts(Received received, TransportWriter writer) throws IOException {
    Scope scope = received.ready().scope();
    return switch (received.request()) {
      case ConsumerRequest.Rest rest -> {
        writer.restRequest(rest.message().bytes());
        yield sendBodies.rest(rest.message(), rest.body(), writer, scope);
      }
      case ConsumerRequest.Soap soap -> {
        writer.soap(
            soap.message().bytes(),
            soap.parts().messageContentType(),
            soap.parts().messageHeaders());
        yield sendBodies.soap(soap.message(), soap.parts(), writer, scope);
      }
    };
  }

  /** Header fields in the order in which X-Road writes them (C-027). */
  private static RequestHead head(Connected connected, String boundary) {
    Received received = connected.received();
    Headers.Builder headers = Headers.builder();
    if (received.request() instanceof ConsumerRequest.Rest) {
      headers.add(TransportHeaders.MESSAGE_TYPE, TransportHeaders.MESSAGE_TYPE_REST);
    }
    headers.add(TransportHeaders.HASH_ALGORITHM, DigestAlgorithm.SHA512.jcaName());
    headers.add(TransportHeaders.ORIGINAL_CONTENT_TYPE, received.request().contentType());
    headers.add(TransportHeaders.REQUEST_ID, received.ready().requestId());
    headers.add(TransportHeaders.PROXY_VERSION, ProxyVersion.SPOKEN.text());
    if (received.request() instanceof ConsumerRequest.Soap soap) {
      headers.add(TransportHeaders.ORIGINAL_SOAP_ACTION, soap.soapAction());
    }
    headers.add("Content-Type", TransportWriter.contentType(boundary));
    return new RequestHead("POST", "/", headers.build());
  }
}
