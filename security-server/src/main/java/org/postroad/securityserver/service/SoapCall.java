// SPDX-License-Identifier: MIT
package org.postroad.securityserver.service;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.message.SoapMessage;
import org.postroad.protocol.message.SoapMultipart;
import org.postroad.protocol.mime.Headers;
import org.postroad.securityserver.exchange.SoapOverHttp;
import org.postroad.securityserver.net.ClientConnection;
import org.postroad.securityserver.net.RequestHead;

/**
 * One SOAP request as its service gets it: the message put together again, with its content type
 * and SOAPAction and no other header field of the consumer.
 */
record SoapCall(Destination.HttpService service, SoapMessage soap, ServiceRequest request)
    implements HttpServiceCaller.Conversation {

  @Override
  public void send(ClientConnection connection) throws IOException {
    String contentType = request.assembly().contentType();
    if (SoapMultipart.isMultipart(contentType)) {
      OutputStream out = connection.send(head(contentType));
      request.assembly().write(soap, request.bodies(), out);
      out.close();
    } else {
      connection.send(head("text/xml; charset=UTF-8"), soap.bytes());
    }
  }

  private RequestHead head(String contentType) {
    Headers headers =
        Headers.builder()
            .add("Host", ServiceAddress.hostField(service.url()))
            .add("Content-Type", contentType)
            .add("SOAPAction", request.soapAction())
            .add("accept-encoding", "")
            .build();
    return new RequestHead("POST", ServiceAddress.target(service.url()), headers);
  }

  @Override
  public ServiceResponse receive(ClientConnection connection) throws IOException {
    String contentType = SoapOverHttp.contentTypeOf(connection.receive());
    InputStream body =
        new ServiceStream(connection.body(), fault -> fault.within(FaultCode.SERVICE_FAILED));
    SoapMultipart parts = SoapMultipart.read(body, contentType);
    return new ServiceResponse.Soap(parts.message(), contentType, parts, connection::release);
  }
}
