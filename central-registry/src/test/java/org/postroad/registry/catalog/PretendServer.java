// SPDX-License-Identifier: MIT

package org.postroad.registry.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.message.SoapMessage;
import org.postroad.protocol.xml.Namespaces;

/**
 * Answers metaservices like the client port of a security server, with whatever a test says. A
 * question is {@code SUBSYSTEM listMethods}, {@code SUBSYSTEM getWsdl CODE}, {@code SUBSYSTEM
 * r1/listMethods} or {@code SUBSYSTEM r1/getOpenAPI CODE}.
 */
final class PretendServer implements AutoCloseable {
  /** An answer that never comes. */
  static final String SILENCE = "silence";

  private static final String BOUNDARY = "xroadTESTboundary";

  final Map<String, String> answers = new ConcurrentHashMap<>();
  final AtomicInteger asked = new AtomicInteger();
  final AtomicInteger mostAtOnce = new AtomicInteger();

  private final AtomicInteger now = new AtomicInteger();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final HttpServer server;

  PretendServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  static String listed(ClientId owner, String... codes) {
    var list = new StringBuilder("<x:listMethodsResponse>");
    for (String code : codes) {
      String[] parts = code.split("/", -1);
      list.append("<x:service i:objectType=\"SERVICE\"><i:xRoadInstance>" + owner.instance())
          .append("</i:xRoadInstance><i:memberClass>" + owner.memberClass())
          .append("</i:memberClass><i:memberCode>" + owner.memberCode())
          .append("</i:memberCode><i:subsystemCode>" + owner.subsystemCode().orElseThrow())
          .append("</i:subsystemCode><i:serviceCode>" + parts[0] + "</i:serviceCode>")
          .append(parts.length > 1 ? "<i:serviceVersion>" + parts[1] + "</i:serviceVersion>" : "")
          .append("</x:service>");
    }
    return list.append("</x:listMethodsResponse>").toString();
  }

  static String listedRest(ClientId owner, String code, String type, String endpoint) {
    String[] words = endpoint.split(" ", -1);
    return """
    {"service":[{"xroad_instance":"%s","member_class":"%s","member_code":"%s",\
    "subsystem_code":"%s","service_code":"%s","service_type":"%s","object_type":"SERVICE",\
    "endpoint_list":[{"method":"%s","path":"%s"}]}]}\
    """
        .formatted(
            owner.instance(),
            owner.memberClass(),
            owner.memberCode(),
            owner.subsystemCode().orElseThrow(),
            code,
            type,
            words[0],
            words[1]);
  }

  private void handle(HttpExchange exchange) throws IOException {
    asked.incrementAndGet();
    mostAtOnce.accumulateAndGet(now.incrementAndGet(), Math::max);
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      if (path.startsWith("/r1/")) {
        rest(exchange, path.split("/", -1));
      } else {
        soap(exchange, SoapMessage.parse(exchange.getRequestBody().readAllBytes()));
      }
    } finally {
      now.decrementAndGet();
    }
  }

  private void rest(HttpExchange exchange, String[] path) throws IOException {
    String query = exchange.getRequestURI().getQuery();
    String code = query == null ? "" : " " + query.replace("serviceCode=", "");
    String answer = answer(path[5] + " r1/" + path[6] + code);
    if (answer.isEmpty()) {
      send(exchange, 500, "application/json", "{\"type\":\"t\",\"message\":\"m\"}");
    } else {
      send(exchange, 200, "application/json", answer);
    }
  }

  private void soap(HttpExchange exchange, SoapMessage request) throws IOException {
    String service = request.service().serviceCode();
    String subsystem = request.service().owner().subsystemCode().orElse("");
    if (service.equals("listMethods")) {
      String answer = answer(subsystem + " listMethods");
      send(exchange, 200, "text/xml", answer.isEmpty() ? fault() : envelope(request, answer));
      return;
    }
    String code = request.body().requiredText(Namespaces.XROAD, "serviceCode");
    String wsdl = answer(subsystem + " getWsdl " + code);
    if (wsdl.isEmpty()) {
      send(exchange, 200, "text/xml", fault());
      return;
    }
    String parts =
        "--%s\r\nContent-Type: text/xml\r\n\r\n%s\r\n--%s\r\nContent-Type: text/xml\r\n\r\n%s\r\n--%s--\r\n"
            .formatted(
                BOUNDARY, envelope(request, "<x:getWsdlResponse/>"), BOUNDARY, wsdl, BOUNDARY);
    send(exchange, 200, "multipart/related; type=\"text/xml\"; boundary=" + BOUNDARY, parts);
  }

  private String answer(String question) {
    String answer = answers.getOrDefault(question, "");
    if (answer.equals(SILENCE)) {
      try {
        closed.await();
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
    }
    return answer;
  }

  /** The request with another body, which is what an answer is but for the hash. */
  private static String envelope(SoapMessage request, String body) {
    String text = new String(request.bytes(), UTF_8);
    int from = text.indexOf("<soap:Body>") + "<soap:Body>".length();
    return text.substring(0, from)
            .replace(
                "xmlns:id=",
                "xmlns:i=\""
                    + Namespaces.IDENTIFIERS
                    + "\" xmlns:x=\""
                    + Namespaces.XROAD
                    + "\" xmlns:id=")
        + body
        + "</soap:Body></soap:Envelope>";
  }

  private static String fault() {
    return "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><s:Fault>"
        + "<faultcode>server.x</faultcode><faultstring>no such thing</faultstring></s:Fault>"
        + "</s:Body></s:Envelope>";
  }

  private static void send(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
  }
}
