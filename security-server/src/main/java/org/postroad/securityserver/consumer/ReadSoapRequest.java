// SPDX-License-Identifier: MIT
package org.postroad.securityserver.consumer;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.message.SoapMultipart;
import org.postroad.protocol.mime.Headers;
import org.postroad.securityserver.exchange.MessageLimits;
import org.postroad.securityserver.exchange.Stage;
import org.postroad.securityserver.net.ServerExchange;

/** Reads a SOAP request up to its attachments, in time. */
final class ReadSoapRequest implements Stage<Ready, Received> {

  private final MessageLimits limits;

  ReadSoapRequest(MessageLimits limits) {
    this.limits = limits;
  }

  @Override
  public Received apply(Ready ready) throws IOException {
    Headers headers = ready.exchange().request().headers();
    String contentType =
        headers
            .first("content-type")
            .orElseThrow(() ->
                new Fault(
                    FaultCode.INVALID_CONTENT_TYPE, "Could not get content type from request"));
    String soapAction = SoapAction.check(headers.first("soapaction").orElse(""));
    SoapMultipart parts = readInTime(ready.exchange(), contentType);
    return new Received(
        ready, new ConsumerRequest.Soap(parts.message(), contentType, soapAction, parts));
  }

  private SoapMultipart readInTime(ServerExchange exchange, String contentType) throws IOException {
    exchange.expectBody(limits.envelopeTime());
    try {
      return SoapMultipart.read(exchange.body(), contentType, limits.envelope());
    } catch (SocketTimeoutException e) {
      throw new Fault(FaultCode.INTERNAL_ERROR, "Reading SOAP from request timed out", e);
    } finally {
      exchange.expectBody(Duration.ZERO);
    }
  }
}
