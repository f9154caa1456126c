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
import org.postroad.protocol.transport.ProxyVersion;
import org.postroad.protocol.transport.TransportHeaders;
import org.postroad.protocol.transport.TransportLimits;
import org.postroad.protocol.transport.TransportPart;
import org.postroad.protocol.transport.TransportReader;
import org.postroad.securityserver.conf.Configuration;
import org.postroad.securityserver.exchange.Stage;
import org.postroad.securityserver.net.RequestHead;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the OCSP responses and the message of a transported request, and no further, so that the
 * caller is authenticated before its attachments are received (C-025 to C-038).
 */
final class OpenTransport implements Stage<Arrival, Opened> {

  private static final Logger LOG = LoggerFactory.getLogger(OpenTransport.class);

  private final Supplier<Configuration> configuration;
  private final TransportLimits limits;
  private final Optional<ProxyVersion> leastVersion;

  OpenTransport(
      Supplier<Configuration> configuration,
      TransportLimits limits,
      Optional<ProxyVersion> leastVersion) {
    this.configuration = configuration;
    this.limits = limits;
    this.leastVersion = leastVersion;
  }

  @Override
  public Opened apply(Arrival arrival) throws IOException {
    RequestHead request = arrival.exchange().request();
    requirePost(request.method());
    Configuration current = configuration.get();
    requireVersion(request.headers());
    return open(arrival, current);
  }

  private static void requirePost(String method) {
    if (!method.equals("POST")) {
      throw new Fault(
          FaultCode.INVALID_HTTP_METHOD, "Must use POST request method instead of " + method);
    }
  }

  /** A peer of another version is talked to like any, unless it is too old (C-031, C-032). */
  private void requireVersion(Headers headers) {
    String told =
        headers.first(TransportHeaders.PROXY_VERSION).filter(v -> !v.isBlank()).orElse("unknown");
    Optional<ProxyVersion> version = ProxyVersion.parse(told);
    if (leastVersion.isPresent()
        && version.filter(v -> v.compareTo(leastVersion.get()) >= 0).isEmpty()) {
      throw new Fault(
          FaultCode.CLIENT_PROXY_VERSION_NOT_SUPPORTED,
          "The minimum supported version for client security server is: "
              + leastVersion.get().text()
              + ", this one is: "
              + told);
    }
    if (!version.equals(Optional.of(ProxyVersion.SPOKEN))) {
      LOG.debug("Version of the other server {}, of this one {}", told, ProxyVersion.SPOKEN.text());
    }
  }

  private Opened open(Arrival arrival, Configuration current) throws IOException {
    Headers headers = arrival.exchange().request().headers();
    DigestAlgorithm hashAlgorithm = TransportHeaders.hashAlgorithm(headers);
    boolean rest = headers.first(TransportHeaders.MESSAGE_TYPE).filter("REST"::equals).isPresent();
    Begun begun;
    try {
      begun = begin(arrival, rest);
    } catch (Fault fault) {
      throw fault.within(FaultCode.SERVICE_FAILED);
    }
    Head head = begun.head().orElseThrow(() -> missing(rest));
    return new Opened(
        arrival,
        current,
        headers.first(TransportHeaders.REQUEST_ID).orElse(""),
        hashAlgorithm,
        begun.ocspResponses(),
        head.message(),
        head.partHeaders(),
        headers.first(TransportHeaders.ORIGINAL_CONTENT_TYPE).orElse(""),
        headers.first(TransportHeaders.ORIGINAL_SOAP_ACTION).orElse(""),
        begun.rest());
  }

  private record Head(Message message, Headers partHeaders) {}

  private record Begun(List<byte[]> ocspResponses, Optional<Head> head, TransportReader rest) {}

  private Begun begin(Arrival arrival, boolean rest) throws IOException {
    Headers headers = arrival.exchange().request().headers();
    TransportReader reader =
        new TransportReader(
            arrival.exchange().body(), headers.first("content-type").orElse(""), limits, false);
    List<byte[]> ocspResponses = new ArrayList<>();
    Optional<TransportPart> next = reader.next();
    while (next.isPresent() && next.get() instanceof TransportPart.Ocsp(byte[] der)) {
      ocspResponses.add(der);
      next = reader.next();
    }
    Optional<Head> head = next.flatMap(part -> message(part, rest));
    head.ifPresent(found ->
        requireSameRequestId(
            headers.first(TransportHeaders.REQUEST_ID).orElse(""), found.message()));
    return new Begun(ocspResponses, head, reader);
  }

  private static Optional<Head> message(TransportPart part, boolean rest) {
    return switch (part) {
      case TransportPart.RestHead head when rest ->
          Optional.of(new Head(RestRequest.parse(head.bytes()), Headers.EMPTY));
      case TransportPart.Soap soap when !rest ->
          Optional.of(
              new Head(
                  SoapMessage.parse(soap.bytes(), soap.contentType()),
                  Headers.builder()
                      .add("content-type", soap.contentType())
                      .addAll(soap.headers())
                      .build()));
      default -> Optional.empty();
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
