// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.postroad.securityserver.conf.AccessRight;
import org.postroad.securityserver.conf.Client;
import org.postroad.securityserver.conf.ServerConfiguration;
import org.postroad.securityserver.conf.ServiceDescription;

/** Services of the population agency that behave as the tests need them. */
final class AgencyService implements RunningSandbox.Addition {
  static final String SOAP_FAULT =
      "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body> <s:Fault>"
          + "<faultcode>s:Client.Own</faultcode><faultstring>Not today</faultstring>"
          + "</s:Fault></s:Body></s:Envelope>";
  private static final String BOUNDARY = "parts-of-the-answer";

  /** What one call was. */
  record Call(String method, String target, Map<String, List<String>> headers, byte[] body) {
    String header(String name) {
      return String.join("|", headers.getOrDefault(name, List.of("(absent)")));
    }
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Queue<Call> calls = new ConcurrentLinkedQueue<>();

  AgencyService() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/echo", this::echo);
    server.createContext("/status", this::status);
    server.createContext("/gzip", this::gzip);
    server.createContext(
        "/soap-fault",
        exchange -> answer(exchange, 500, "text/xml", SOAP_FAULT.getBytes(StandardCharsets.UTF_8)));
    server.createContext(
        "/soap-html", exchange -> answer(exchange, 404, "text/html", new byte[] {'x'}));
    server.createContext("/soap-attachments", this::attachments);
    server.createContext("/soap-latin", this::latin);
    server.start();
  }

  @Override
  public ServerConfiguration addTo(Agency agency, ServerConfiguration known) throws IOException {
    if (!agency.equals(Topology.POPULATION)) {
      return known;
    }
    return RunningSandbox.Addition.with(
        addedTo(known.client(agency.subsystem()).orElseThrow()), known);
  }

  /** The description of these services, added to what the client has. */
  private Client addedTo(Client client) throws IOException {
    AccessRight.Subject tax = new AccessRight.Subject.OfClient(Topology.TAX.subsystem());
    ServiceDescription rest =
        new ServiceDescription(
            ServiceDescription.Type.REST,
            url(""),
            Optional.empty(),
            List.of(
                ServiceDescription.Service.of("echo", url("/echo/base/")),
                ServiceDescription.Service.of("status", url("/status")),
                ServiceDescription.Service.of("gzip", url("/gzip")),
                ServiceDescription.Service.of("stopped", stopped())));
    ServiceDescription disabled =
        new ServiceDescription(
            ServiceDescription.Type.REST,
            url("/disabled"),
            Optional.of("closed on Sundays"),
            List.of(ServiceDescription.Service.of("disabled", url("/echo"))));
    ServiceDescription soap =
        new ServiceDescription(
            ServiceDescription.Type.WSDL,
            url("/wsdl"),
            Optional.empty(),
            List.of(
                ServiceDescription.Service.of("failing", url("/soap-fault")),
                ServiceDescription.Service.of("html", url("/soap-html")),
                ServiceDescription.Service.of("attachments", url("/soap-attachments")),
                ServiceDescription.Service.of("latin", url("/soap-latin")),
                ServiceDescription.Service.of("stoppedSoap", stopped())));
    List<ServiceDescription> added = List.of(rest, disabled, soap);
    return new Client(
        client.id(),
        client.status(),
        client.connectionType(),
        client.informationSystemCertificates(),
        Stream.concat(client.serviceDescriptions().stream(), added.stream()).toList(),
        client.localGroups(),
        Stream.concat(
                client.accessRights().stream(),
                added.stream()
                    .flatMap(description -> description.services().stream())
                    .map(service -> AccessRight.toService(tax, service.code())))
            .toList());
  }

  /** The call with this id. */
  Call call(String queryId) {
    return calls.stream()
        .filter(call -> call.header("X-road-id").equals(queryId))
        .findFirst()
        .orElseThrow(() -> new AssertionError("No call " + queryId + " reached the service"));
  }

  /** The SOAP call whose envelope has this id. */
  Call soapCall(String queryId) {
    return calls.stream()
        .filter(call ->
            new String(call.body(), StandardCharsets.ISO_8859_1)
                .contains("<xrd:id>" + queryId + "</xrd:id>"))
        .findFirst()
        .orElseThrow(() -> new AssertionError("No SOAP call " + queryId + " reached the service"));
  }

  boolean wasCalled(String queryId) {
    return calls.stream().anyMatch(call -> call.header("X-road-id").equals(queryId));
  }

  String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  /** An address where nobody listens any more. */
  private static String stopped() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return "http://127.0.0.1:" + socket.getLocalPort() + "/";
    }
  }

  private void echo(HttpExchange exchange) throws IOException {
    Call call = remember(exchange);
    exchange.getResponseHeaders().add("Set-Cookie", "a=1");
    exchange.getResponseHeaders().add("Set-Cookie", "b=2");
    exchange.getResponseHeaders().set("X-Service", "echo");
    Optional.ofNullable(exchange.getRequestHeaders().getFirst("Origin"))
        .ifPresent(o -> exchange.getResponseHeaders().set("Access-Control-Allow-Origin", o));
    exchange.getResponseHeaders().set("Server", "secret/1.0");
    exchange.getResponseHeaders().set("Keep-Alive", "timeout=5");
    exchange.getResponseHeaders().set("x-road-id", "forged");
    exchange.getResponseHeaders().set("x-road-request-hash", "forged");
    respond(exchange, 200, "application/octet-stream", call.body());
  }

  private void status(HttpExchange exchange) throws IOException {
    remember(exchange);
    String path = exchange.getRequestURI().getPath();
    int status = Integer.parseInt(path.substring(path.lastIndexOf('/') + 1));
    exchange.getResponseHeaders().set("Location", "http://elsewhere.invalid/");
    respond(exchange, status, "text/plain", "of the service".getBytes(StandardCharsets.UTF_8));
  }

  /** Answers compressed, whoever asks. */
  private void gzip(HttpExchange exchange) throws IOException {
    Call call = remember(exchange);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(call.body());
    }
    exchange.getResponseHeaders().set("Content-Encoding", "gzip");
    respond(exchange, 200, "application/octet-stream", packed.toByteArray());
  }

  /** Answers a SOAP request with its own header and one attachment. */
  private void attachments(HttpExchange exchange) throws IOException {
    String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String envelope =
        request
            .replace("<p:attachments ", "<p:attachmentsResponse ")
            .replace("</p:attachments>", "</p:attachmentsResponse>");
    String body =
        "--"
            + BOUNDARY
            + "\r\nContent-Type: text/xml; charset=UTF-8\r\nContent-ID: <root>\r\n\r\n"
            + envelope
            + "\r\n--"
            + BOUNDARY
            + "\r\nContent-Type: image/png\r\nContent-ID: <picture>\r\n\r\n\u0089PNG\r\n--almost"
            + "\r\n--"
            + BOUNDARY
            + "--\r\n";
    respond(
        exchange,
        200,
        "multipart/related; type=\"text/xml\"; start=\"<root>\"; boundary=" + BOUNDARY,
        body.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Answers in ISO-8859-1, with a header of its own, whatever it is asked in. */
  private void latin(HttpExchange exchange) throws IOException {
    Call call = remember(exchange);
    String envelope =
        new String(call.body(), StandardCharsets.ISO_8859_1)
            .replace("<p:latin ", "<p:latinResponse ")
            .replace("</p:latin>", "</p:latinResponse>");
    exchange.getResponseHeaders().set("X-Service", "latin");
    respond(
        exchange,
        200,
        "text/xml; charset=ISO-8859-1",
        envelope.getBytes(StandardCharsets.ISO_8859_1));
  }

  private void answer(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    remember(exchange);
    respond(exchange, status, type, body);
  }

  private Call remember(HttpExchange exchange) throws IOException {
    Call call =
        new Call(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            Map.copyOf(exchange.getRequestHeaders()),
            exchange.getRequestBody().readAllBytes());
    calls.add(call);
    return call;
  }

  private static void respond(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", type);
      boolean empty =
          body.length == 0 || status == 204 || exchange.getRequestMethod().equals("HEAD");
      exchange.sendResponseHeaders(status, empty ? -1 : body.length);
      if (!empty) {
        exchange.getResponseBody().write(body);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
