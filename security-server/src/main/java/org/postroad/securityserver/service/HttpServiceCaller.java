// SPDX-License-Identifier: MIT
package org.postroad.securityserver.service;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.fault.PeerFault;
import org.postroad.protocol.message.RestRequest;
import org.postroad.protocol.message.RestResponse;
import org.postroad.protocol.message.SoapMessage;
import org.postroad.protocol.message.SoapMultipart;
import org.postroad.protocol.mime.Headers;
import org.postroad.securityserver.exchange.Body;
import org.postroad.securityserver.exchange.SoapOverHttp;
import org.postroad.securityserver.net.ClientConnection;
import org.postroad.securityserver.net.ConnectOptions;
import org.postroad.securityserver.net.HttpClient;
import org.postroad.securityserver.net.RequestHead;
import org.postroad.securityserver.net.ResponseHead;

/**
 * Calls a service of an information system over HTTP, once, never following a redirect. A request
 * is closed, and so complete, only when all of it was written.
 */
public final class HttpServiceCaller {

  private static final Set<String> METHODS_WITH_BODY = Set.of("POST", "PUT", "PATCH");

  private static final int HTTP_PORT = 80;

  private final HttpClient client;

  public HttpServiceCaller(HttpClient client) {
    this.client = client;
  }

  public ServiceResponse call(Destination.HttpService service, ServiceRequest request) {
    return switch (request.message()) {
      case RestRequest rest ->
          converse(service, connection -> callRest(service, rest, request, connection));
      case SoapMessage soap -> {
        try {
          yield converse(service, connection -> callSoap(service, soap, request, connection));
        } catch (Fault fault) {
          throw fault.within(FaultCode.SERVICE_FAILED);
        }
      }
      case RestResponse _ -> throw new IllegalStateException("A response cannot be a request");
    };
  }

  private ServiceResponse callRest(
      Destination.HttpService service,
      RestRequest rest,
      ServiceRequest request,
      ClientConnection connection)
      throws IOException {
    boolean withBody = METHODS_WITH_BODY.contains(rest.method());
    List<Body> bodies = withBody ? request.bodies() : List.of();
    long length = bodies.stream().mapToLong(Body::length).sum();
    Headers.Builder headers = Headers.builder();
    headers.add("Host", hostHeader(service.url()));
    headers.addAll(rest.headers());
    if (withBody) {
      headers.add("Content-Length", Long.toString(length));
    }
    send(
        connection,
        new RequestHead(rest.method(), target(service.url(), rest), headers.build()),
        bodies);
    ResponseHead head = connection.receive();
    return new ServiceResponse.Rest(
        head.status(),
        head.reason(),
        head.headers(),
        new ServiceStream(connection.body(), fault -> fault),
        connection::close);
  }

  private ServiceResponse callSoap(
      Destination.HttpService service,
      SoapMessage soap,
      ServiceRequest request,
      ClientConnection connection)
      throws IOException {
    boolean multipart = SoapMultipart.isMultipart(request.assembly().contentType());
    Headers.Builder headers = Headers.builder();
    headers.add("Host", hostHeader(service.url()));
    headers.add(
        "Content-Type", multipart ? request.assembly().contentType() : "text/xml; charset=UTF-8");
    headers.add("SOAPAction", request.soapAction());
    headers.add("accept-encoding", "");
    String path = pathOf(service.url());
    if (multipart) {
      OutputStream out = connection.send(new RequestHead("POST", path, headers.build()));
      request.assembly().write(soap, request.bodies(), out);
      out.close();
    } else {
      headers.add("Content-Length", Integer.toString(soap.bytes().length));
      connection.send(new RequestHead("POST", path, headers.build()), soap.bytes());
    }
    return readSoap(connection, connection.receive());
  }

  private static ServiceResponse readSoap(ClientConnection connection, ResponseHead head)
      throws IOException {
    String contentType = SoapOverHttp.contentTypeOf(head);
    InputStream body =
        new ServiceStream(connection.body(), fault -> fault.within(FaultCode.SERVICE_FAILED));
    SoapMultipart parts = SoapMultipart.read(body, contentType);
    SoapMessage message = parts.message();
    message
        .fault()
        .ifPresent(report -> {
          throw new PeerFault(report, message.bytes());
        });
    return new ServiceResponse.Soap(message, contentType, parts, connection::close);
  }

  private static void send(ClientConnection connection, RequestHead head, List<Body> bodies)
      throws IOException {
    if (bodies.isEmpty()) {
      connection.send(head, new byte[0]);
      return;
    }
    OutputStream out = connection.send(head);
    for (Body body : bodies) {
      try (InputStream in = body.open()) {
        in.transferTo(out);
      }
    }
    out.close();
  }

  @FunctionalInterface
  private interface Conversation {
    ServiceResponse with(ClientConnection connection) throws IOException;
  }

  /** Hangs up unless the connection is handed on with the response. */
  private ServiceResponse converse(Destination.HttpService service, Conversation conversation) {
    ClientConnection connection = connect(service);
    try {
      return conversation.with(connection);
    } catch (IOException e) {
      connection.close();
      throw new Fault(FaultCode.NETWORK_ERROR, "The service did not answer: " + e.getMessage(), e);
    } catch (RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private ClientConnection connect(Destination.HttpService service) {
    URI url = service.url();
    if (!"http".equalsIgnoreCase(url.getScheme())) {
      throw new Fault(
          FaultCode.SSL_AUTHENTICATION_FAILED,
          "Services are called over http only, not " + url.getScheme());
    }
    int port = url.getPort() > 0 ? url.getPort() : HTTP_PORT;
    return client.connect(
        List.of(InetSocketAddress.createUnresolved(host(url), port)),
        Optional.empty(),
        new ConnectOptions(service.timeout(), service.timeout(), _ -> {}));
  }

  /** Without the brackets of an IPv6 address. */
  private static String host(URI url) {
    String host = url.getHost();
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  private static String hostHeader(URI url) {
    return url.getPort() > 0 ? url.getHost() + ":" + url.getPort() : url.getHost();
  }

  private static String pathOf(URI url) {
    String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    return url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
  }

  /** Base path and service path with one slash at the joint, then the query (B-008, B-009). */
  static String target(URI base, RestRequest rest) {
    String path = base.getRawPath();
    String joined =
        path.endsWith("/") && rest.servicePath().startsWith("/")
            ? path + rest.servicePath().substring(1)
            : path + rest.servicePath();
    String target = joined.isEmpty() ? "/" : joined;
    return rest.query().map(query -> target + "?" + query).orElse(target);
  }
}
