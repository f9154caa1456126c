// SPDX-License-Identifier: MIT
package org.postroad.securityserver.service;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Set;
import org.postroad.protocol.message.RestRequest;
import org.postroad.protocol.mime.Headers;
import org.postroad.securityserver.exchange.Body;
import org.postroad.securityserver.net.ClientConnection;
import org.postroad.securityserver.net.RequestHead;
import org.postroad.securityserver.net.ResponseHead;

/**
 * One REST request as its service gets it: base and service path joined, the signed header fields,
 * and a body with its length where the method has one (B-028, B-043, B-044).
 */
record RestCall(Destination.HttpService service, RestRequest rest, ServiceRequest request)
    implements HttpServiceCaller.Conversation {

  private static final Set<String> METHODS_WITH_BODY = Set.of("POST", "PUT", "PATCH");

  @Override
  public void send(ClientConnection connection) throws IOException {
    boolean withBody = METHODS_WITH_BODY.contains(rest.method());
    send(connection, head(withBody), withBody ? request.bodies() : List.of());
  }

  @Override
  public ServiceResponse receive(ClientConnection connection) throws IOException {
    ResponseHead head = connection.receive();
    ContentCoding.Decoded answer = ContentCoding.decode(head.headers(), connection.body());
    ServiceStream body = new ServiceStream(answer.body(), fault -> fault);
    return new ServiceResponse.Rest(
        head.status(),
        head.reason(),
        answer.headers(),
        body,
        () -> {
          try (body) {
            connection.release();
          }
        });
  }

  private RequestHead head(boolean withBody) {
    Headers.Builder headers = Headers.builder();
    headers.add("Host", ServiceAddress.hostField(service.url()));
    headers.addAll(rest.headers());
    if (!rest.headers().has("Accept-Encoding")) {
      headers.add("Accept-Encoding", ContentCoding.OFFER);
    }
    if (withBody) {
      long length = request.bodies().stream().mapToLong(Body::length).sum();
      headers.add("Content-Length", Long.toString(length));
    }
    return new RequestHead(
        rest.method(), ServiceAddress.target(service.url(), rest), headers.build());
  }

  private static void send(ClientConnection connection, RequestHead head, List<Body> bodies)
      throws IOException {
    if (bodies.isEmpty()) {
      connection.send(head, new byte[0]);
      return;
    }
    OutputStream out = connection.send(head);
    for (Body body : bodies) {
      body.writeTo(out);
    }
    out.close();
  }
}
