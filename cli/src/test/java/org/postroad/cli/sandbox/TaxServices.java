// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.postroad.securityserver.conf.Author;
import org.postroad.securityserver.conf.Client;
import org.postroad.securityserver.conf.ServerConfiguration;
import org.postroad.securityserver.conf.ServiceDescription;
import org.postroad.securityserver.conf.ServiceDescription.Service;

/** More services of the tax agency, with descriptions that change while its server runs. */
final class TaxServices implements AutoCloseable {
  private static final Author ADMIN = new Author("admin", "test");
  private static final String WSDL =
      """
      <definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:t="urn:tax" name="debt"
          xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" targetNamespace="urn:tax">
        <portType name="debt">
          <operation name="taxDebt">
            <documentation><x:title xmlns:x="http://x-road.eu/xsd/xroad.xsd">Who owes
              what</x:title></documentation>
          </operation>
        </portType>
        <binding name="debt" type="t:debt">
          <soap:binding transport="http://schemas.xmlsoap.org/soap/http"/>
          <operation name="taxDebt"><soap:operation soapAction=""/></operation>
        </binding>
        <service name="debt">
          <port name="debt" binding="t:debt"><soap:address location="http://127.0.0.1:9/"/></port>
        </service>
      </definitions>
      """;
  private static final String OPENAPI =
      """
      openapi: 3.0.3
      info: {title: Declarations of income, version: "1"}
      servers: [{url: "http://127.0.0.1:9/"}]
      paths:
        /declarations/{year}:
          get: {summary: One declaration, responses: {"200": {description: it}}}
      """;

  private final HttpServer documents;
  private final Map<String, String> served = new ConcurrentHashMap<>();
  private final Sandbox sandbox;
  private final List<ServiceDescription> others;

  TaxServices(Sandbox sandbox) throws IOException {
    this.sandbox = sandbox;
    others = client(known()).serviceDescriptions();
    documents = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    documents.createContext("/", this::answer);
    documents.start();
    served.put("/debt.wsdl", WSDL);
    served.put("/declarations.yaml", OPENAPI);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = served.getOrDefault(exchange.getRequestURI().getPath(), "").getBytes(UTF_8);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private String url(String path) {
    return "http://127.0.0.1:" + documents.getAddress().getPort() + path;
  }

  private static ServiceDescription described(
      ServiceDescription.Type type, String url, String service) {
    return new ServiceDescription(
        type, url, Optional.empty(), List.of(Service.of(service, "http://127.0.0.1:9/")));
  }

  /** Both services, as an administrator adds them. */
  void offer() {
    offerOnly(
        described(ServiceDescription.Type.WSDL, url("/debt.wsdl"), "taxDebt"),
        described(ServiceDescription.Type.OPENAPI3, url("/declarations.yaml"), "declarations"));
  }

  /** One service says something else, the other is no longer there. */
  void changeOneAndRemoveTheOther() {
    served.put("/declarations.yaml", OPENAPI + "    delete: {summary: Withdrawn, responses: {}}\n");
    offerOnly(
        described(ServiceDescription.Type.OPENAPI3, url("/declarations.yaml"), "declarations"));
  }

  private void offerOnly(ServiceDescription... descriptions) {
    List<ServiceDescription> all = Stream.concat(others.stream(), Stream.of(descriptions)).toList();
    var _ =
        sandbox
            .server(Topology.TAX)
            .configuration()
            .change(ADMIN, now -> now.withClient(client(now).withServiceDescriptions(all)));
  }

  private ServerConfiguration known() {
    return sandbox.server(Topology.TAX).configuration().current();
  }

  private static Client client(ServerConfiguration of) {
    return of.client(Topology.TAX.subsystem()).orElseThrow();
  }

  @Override
  public void close() {
    offerOnly();
    documents.stop(0);
  }
}
