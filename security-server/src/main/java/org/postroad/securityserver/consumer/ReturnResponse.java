// SPDX-License-Identifier: MIT
package org.postroad.securityserver.consumer;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.postroad.protocol.message.Message;
import org.postroad.protocol.message.RestRequest;
import org.postroad.protocol.message.RestResponse;
import org.postroad.protocol.message.SoapMessage;
import org.postroad.protocol.message.SoapMultipart;
import org.postroad.protocol.mime.Headers;
import org.postroad.securityserver.exchange.Body;
import org.postroad.securityserver.exchange.SoapAssembly;
import org.postroad.securityserver.exchange.Stage;
import org.postroad.securityserver.net.ResponseHead;
import org.postroad.securityserver.net.ServerExchange;

/**
 * Gives the response to the information system as its service sent it (A-040 to A-044, B-048). The
 * stream is closed only when everything was written: closing is what makes a response complete.
 */
final class ReturnResponse implements Stage<Logged, Message> {

  private static final int NO_CONTENT = 204;
  private static final int NOT_MODIFIED = 304;

  @Override
  public Message apply(Logged logged) throws IOException {
    Responded response = logged.response();
    ServerExchange exchange = response.received().ready().exchange();
    switch (response.message()) {
      case RestResponse rest -> returnRest(exchange, rest, response.parts().bodies());
      case SoapMessage soap -> returnSoap(exchange, soap, response);
      case RestRequest _ -> throw new IllegalStateException("A request cannot be a response");
    }
    return response.message();
  }

  private static void returnRest(ServerExchange exchange, RestResponse rest, List<Body> bodies)
      throws IOException {
    Headers.Builder headers = Headers.builder().addAll(rest.headers());
    if (rest.status() != NO_CONTENT && rest.status() != NOT_MODIFIED) {
      long length = bodies.stream().mapToLong(Body::length).sum();
      headers.add("Content-Length", Long.toString(length));
    }
    OutputStream out =
        exchange.respond(new ResponseHead(rest.status(), rest.reason(), headers.build()));
    for (Body body : bodies) {
      body.writeTo(out);
    }
    out.close();
  }

  private static void returnSoap(ServerExchange exchange, SoapMessage soap, Responded response)
      throws IOException {
    SoapAssembly assembly = response.assembly();
    if (response.parts().bodies().isEmpty() && !SoapMultipart.isMultipart(assembly.contentType())) {
      exchange.respond(
          new ResponseHead(200, "OK", Headers.of("Content-Type", "text/xml; charset=UTF-8")),
          soap.bytes());
      return;
    }
    String contentType = SoapMultipart.contentTypeForClient(assembly.contentType());
    OutputStream out =
        exchange.respond(new ResponseHead(200, "OK", Headers.of("Content-Type", contentType)));
    assembly.write(soap, response.parts().bodies(), out);
    out.close();
  }
}
