// SPDX-License-Identifier: MIT
package org.postroad.securityserver.consumer;

import java.io.IOException;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.message.SoapMultipart;
import org.postroad.protocol.mime.Headers;
import org.postroad.securityserver.exchange.Stage;

/** Reads a SOAP request up to its attachments. */
final class ReadSoapRequest implements Stage<Ready, Received> {

  @Override
  public Received apply(Ready ready) throws IOException {
    Headers headers = ready.exchange().request().headers();
    String method = ready.exchange().request().method();
    if (!method.equals("POST")) {
      throw new Fault(
          FaultCode.INVALID_HTTP_METHOD, "Must use POST request method instead of " + method);
    }
    String contentType =
        headers
            .first("content-type")
            .orElseThrow(() ->
                new Fault(
                    FaultCode.INVALID_CONTENT_TYPE, "Could not get content type from request"));
    String soapAction = SoapAction.check(headers.first("soapaction").orElse(""));
    SoapMultipart parts = SoapMultipart.read(ready.exchange().body(), contentType);
    return new Received(
        ready, new ConsumerRequest.Soap(parts.message(), contentType, soapAction, parts));
  }
}
