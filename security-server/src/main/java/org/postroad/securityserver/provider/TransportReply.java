// SPDX-License-Identifier: MIT
package org.postroad.securityserver.provider;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.fault.FaultReport;
import org.postroad.protocol.fault.PeerFault;
import org.postroad.protocol.mime.Headers;
import org.postroad.protocol.mime.MultipartWriter;
import org.postroad.protocol.transport.TransportHeaders;
import org.postroad.protocol.transport.TransportWriter;
import org.postroad.securityserver.exchange.LineRun;
import org.postroad.securityserver.net.ResponseHead;
import org.postroad.securityserver.net.ServerExchange;

/**
 * The one answer to another security server: a multipart that may end in a fault, or only a fault.
 * When the last part has begun there is no place for a fault any more, and the answer is cut.
 */
final class TransportReply implements LineRun.Teller {

  private record Begun(TransportWriter writer, OutputStream out) {}

  private final ServerExchange exchange;
  private final RandomGenerator random;
  private Optional<Begun> begun = Optional.empty();
  private boolean inParts;

  TransportReply(ServerExchange exchange, RandomGenerator random) {
    this.exchange = exchange;
    this.random = random;
  }

  /** Sends the head; header names stay in lower case, peers look them up so (C-046, C-047). */
  TransportWriter begin(Optional<String> originalContentType) throws IOException {
    String boundary = MultipartWriter.boundary("xtop", random);
    Headers.Builder headers =
        Headers.builder()
            .add("Content-Type", TransportWriter.contentType(boundary))
            .add(TransportHeaders.HASH_ALGORITHM, DigestAlgorithm.SHA512.jcaName());
    originalContentType.ifPresent(
        type -> headers.add(TransportHeaders.ORIGINAL_CONTENT_TYPE, type));
    OutputStream out = exchange.respond(new ResponseHead(200, "OK", headers.build()));
    TransportWriter writer = new TransportWriter(out, boundary);
    begun = Optional.of(new Begun(writer, out));
    return writer;
  }

  void end() throws IOException {
    Begun response = begun.orElseThrow();
    response.writer().end();
    response.out().close();
  }

  /** From here on a fault too is a part of a multipart. */
  void answerInParts() {
    inParts = true;
  }

  /** Sends a fault as the whole answer, or in place of what is still missing (C-048, C-049). */
  @Override
  public void tell(FaultReport report) throws IOException {
    send(report.toSoap());
  }

  /** A fault of the service stands where its message would, unsigned. */
  @Override
  public void passOn(PeerFault fault) throws IOException {
    answerInParts();
    send(fault.original());
  }

  private void send(byte[] envelope) throws IOException {
    if (inParts && begun.isEmpty()) {
      begin(Optional.empty());
    }
    if (begun.isEmpty()) {
      sendWhole(envelope);
    } else if (begun.get().writer().takesFault()) {
      begun.get().writer().fault(envelope);
      end();
    } else {
      exchange.abort();
    }
  }

  private void sendWhole(byte[] envelope) throws IOException {
    Headers headers =
        Headers.builder()
            .add("Content-Type", "text/xml;charset=utf-8")
            .add("SOAPAction", "")
            .build();
    exchange.respond(new ResponseHead(200, "OK", headers), envelope);
  }
}
