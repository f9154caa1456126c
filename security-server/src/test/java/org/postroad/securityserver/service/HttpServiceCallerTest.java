// SPDX-License-Identifier: MIT
package org.postroad.securityserver.service;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.message.Message;
import org.postroad.securityserver.exchange.Body;
import org.postroad.securityserver.exchange.BodyLimits;
import org.postroad.securityserver.exchange.BodySpool;
import org.postroad.securityserver.exchange.SoapAssembly;
import org.postroad.securityserver.testing.HttpSite;
import org.postroad.securityserver.testing.TestMessages;

/** Calls to real HTTP services. */
final class HttpServiceCallerTest {
  private static final Duration AMPLE = Duration.ofSeconds(20);
  private static final byte[] NOTHING = new byte[0];

  /** What the service was asked. */
  private record Asked(String method, String target, Headers headers, byte[] body) {
    String header(String name) {
      return String.join("|", headers.getOrDefault(name, List.of("(absent)")));
    }
  }

  @TempDir Path directory;
  private final HttpSite site = new HttpSite();
  private final HttpServiceCaller caller = new HttpServiceCaller(Fixtures.channels(site));
  private final LinkedBlockingQueue<Asked> asked = new LinkedBlockingQueue<>();

  @AfterEach
  void stop() {
    site.close();
  }

  @ParameterizedTest
  @CsvSource({
    "http://h,            '',          /",
    "http://h/,           '',          /",
    "http://h/,           /a,          /a",
    "http://h,            /a,          /a",
    "http://h/base,       /a,          /base/a",
    "http://h/base/,      /a,          /base/a",
    "http://h/base,       '',          /base",
    "http://h/base/,      '',          /base/",
    "http://h/base,       /,           /base/",
    "http://h/b%20c,      /a%2Fb,      /b%20c/a%2Fb",
    "http://h/base,       /a?q=%20b&q, /base/a?q=%20b&q",
    "http://h,            ?q=1,        /?q=1",
    "http://h/base,       /a?,         /base/a?",
    "http://h/base?k=1,   '',          /base?k=1",
    "http://h?k=1,        '',          /?k=1",
    "http://h/base?k=,    /a?q=1,      /base?k=/a?q=1"
  })
  void joinsBaseAndServicePathWithOneSlash(String base, String path, String expected) {
    assertEquals(
        expected, ServiceAddress.target(URI.create(base), TestMessages.rest("GET", "svc", path)));
  }

  @Test
  void passesHeadersOnButThoseOfTheConnection() throws Exception {
    echo(200, "text/plain", "ok");
    Asked request =
        rest(
            "GET",
            "/x",
            NOTHING,
            "Accept",
            "text/plain",
            "X-Mine",
            "1",
            "Authorization",
            "Bearer t",
            "Cookie",
            "a=b",
            "Connection",
            "close",
            "User-Agent",
            "curl",
            "TE",
            "trailers",
            "Host",
            "consumer.test",
            "x-road-request-hash",
            "forged",
            "x-road-request-id",
            "forged",
            "X-Road-UserId",
            "EE1");
    assertEquals("text/plain", request.header("Accept"));
    assertEquals("1", request.header("X-mine"));
    assertEquals("Bearer t", request.header("Authorization"));
    assertEquals("a=b", request.header("Cookie"));
    assertEquals("EE1", request.header("X-road-userid"));
    assertEquals("TEST/GOV/1234/tax", request.header("X-road-client"));
    assertEquals("TEST-generated", request.header("X-road-id"));
    assertEquals(TestMessages.REQUEST_ID, request.header("X-road-request-id"));
    assertEquals("127.0.0.1:" + site.uri("/").getPort(), request.header("Host"));
    for (String absent :
        List.of("User-agent", "Te", "X-road-request-hash", "X-road-service", "Content-length")) {
      assertEquals("(absent)", request.header(absent), absent);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "PATCH"})
  void sendsTheWholeBodyWithItsLength(String method) throws Exception {
    echo(200, "text/plain", "ok");
    byte[] body = "the body".getBytes(StandardCharsets.UTF_8);
    Asked request = rest(method, "/x", body, "Content-Type", "text/plain");
    assertEquals("8", request.header("Content-length"));
    assertEquals("(absent)", request.header("Transfer-encoding"));
    assertEquals("text/plain", request.header("Content-type"));
    assertArrayEquals(body, request.body());
  }

  @Test
  void sendsAnEmptyBodyWithItsLength() throws Exception {
    echo(200, "text/plain", "ok");
    assertEquals("0", rest("POST", "/x", NOTHING).header("Content-length"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "DELETE", "OPTIONS"})
  void doesNotSendTheEntityOfMethodsWithoutOne(String method) throws Exception {
    echo(200, "text/plain", "ok");
    Asked request = rest(method, "/x", "signed".getBytes(StandardCharsets.UTF_8));
    assertEquals(0, request.body().length);
    assertEquals("(absent)", request.header("Transfer-encoding"));
    assertTrue(List.of("(absent)", "0").contains(request.header("Content-length")));
  }

  @Test
  void asksForCompressionOnlyWhereTheConsumerSaysNothing() throws Exception {
    echo(200, "text/plain", "ok");
    assertEquals("gzip,deflate", rest("GET", "/x", NOTHING).header("Accept-encoding"));
    for (String wish : List.of("identity", "br;q=1, gzip;q=0.5", "*;q=0")) {
      assertEquals(
          wish, rest("GET", "/x", NOTHING, "Accept-Encoding", wish).header("Accept-encoding"));
    }
  }

  @Test
  void nextCallTakesTheSameConnection() throws Exception {
    LinkedBlockingQueue<Integer> ports = new LinkedBlockingQueue<>();
    site.serve(
        "/",
        exchange -> {
          try (exchange) {
            ports.add(exchange.getRemoteAddress().getPort());
            asked.add(read(exchange));
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("ok".getBytes(StandardCharsets.US_ASCII));
          }
        });
    rest("GET", "/x", NOTHING);
    rest("POST", "/x", "body".getBytes(StandardCharsets.US_ASCII));
    assertEquals(ports.take(), ports.take());
  }

  @Test
  void sendsABodyThatWaitedOnDisk() throws Exception {
    echo(200, "text/plain", "ok");
    byte[] large = new byte[300_000];
    new java.util.Random(5).nextBytes(large);
    assertArrayEquals(large, rest("POST", "/x", large).body());
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 204, 301, 302, 404, 405, 500, 503})
  void returnsAnyStatusAndFollowsNoRedirect(int status) throws Exception {
    site.serve(
        "/",
        exchange -> {
          try (exchange) {
            asked.add(read(exchange));
            exchange.getResponseHeaders().set("Location", site.uri("/elsewhere").toString());
            exchange.sendResponseHeaders(status, -1);
          }
        });
    try (ServiceResponse response =
        caller.call(service("/"), request(TestMessages.rest("GET", "svc", "/x"), NOTHING))) {
      ServiceResponse.Rest answer = assertInstanceOf(ServiceResponse.Rest.class, response);
      assertEquals(status, answer.status());
      assertEquals(
          site.uri("/elsewhere").toString(), answer.headers().first("location").orElse(""));
    }
    assertEquals(1, asked.size());
  }

  @Test
  void unreachableRestServiceIsANetworkError() {
    Fault fault =
        assertThrows(
            Fault.class,
            () ->
                caller.call(
                    service(HttpSite.nobody()),
                    request(TestMessages.rest("GET", "svc", ""), NOTHING)));
    assertEquals(List.of(FaultCode.NETWORK_ERROR), fault.path());
  }

  @Test
  void unreachableSoapServiceIsAFailedService() {
    Fault fault =
        assertThrows(Fault.class, () -> caller.call(service(HttpSite.nobody()), soapRequest()));
    assertEquals(List.of(FaultCode.SERVICE_FAILED, FaultCode.NETWORK_ERROR), fault.path());
  }

  @Test
  void serviceOfAnUnknownHostIsToldApart() {
    URI nobody = URI.create("http://no-such-host.invalid/");
    Fault rest =
        assertThrows(
            Fault.class,
            () ->
                caller.call(
                    service(nobody), request(TestMessages.rest("GET", "svc", ""), NOTHING)));
    assertEquals(List.of(FaultCode.UNKNOWN_HOST), rest.path());
    assertEquals("Unknown host: no-such-host.invalid", rest.text());
    Fault soap = assertThrows(Fault.class, () -> caller.call(service(nobody), soapRequest()));
    assertEquals(List.of(FaultCode.SERVICE_FAILED, FaultCode.UNKNOWN_HOST), soap.path());
  }

  @Test
  void soapReachesTheServiceWithItsActionAndNoOfferOfCompression() throws Exception {
    soapAnswer(200, "text/xml; charset=UTF-8", response());
    ServiceRequest request = soapRequest();
    try (ServiceResponse response = caller.call(service("/soap"), request)) {
      ServiceResponse.Soap soap = assertInstanceOf(ServiceResponse.Soap.class, response);
      assertEquals("query-1", soap.message().queryId());
    }
    Asked call = asked.take();
    assertEquals("POST", call.method());
    assertEquals("/soap", call.target());
    assertEquals("\"urn:x\"", call.header("Soapaction"));
    assertEquals("", call.header("Accept-encoding"));
    assertEquals("text/xml; charset=UTF-8", call.header("Content-type"));
    assertArrayEquals(request.message().bytes(), call.body());
  }

  @Test
  void faultOfTheServiceIsAResponseLikeOthers() {
    byte[] fault =
        ("<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"> <s:Body><s:Fault>"
                + "<faultcode>s:Client.Own</faultcode><faultstring>Not today</faultstring>"
                + "</s:Fault></s:Body></s:Envelope>")
            .getBytes(StandardCharsets.UTF_8);
    for (int status : List.of(200, 500)) {
      soapAnswer(status, "text/xml", fault);
      try (ServiceResponse response = caller.call(service("/soap"), soapRequest())) {
        var soap = assertInstanceOf(ServiceResponse.Soap.class, response);
        assertArrayEquals(fault, soap.message().bytes());
        assertEquals("Not today", soap.message().fault().orElseThrow().text());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {201, 204, 302, 400, 404, 503})
  void refusesOtherStatusesOfASoapService(int status) {
    soapAnswer(status, "text/xml", response());
    Fault fault = assertThrows(Fault.class, () -> caller.call(service("/soap"), soapRequest()));
    assertEquals(List.of(FaultCode.SERVICE_FAILED, FaultCode.HTTP_ERROR), fault.path());
    assertTrue(
        fault.text().startsWith("Server responded with error " + status + ": "), fault.text());
  }

  @Test
  void refusesASoapAnswerThatIsNone() {
    soapAnswer(200, "text/html", "<html></html>".getBytes(StandardCharsets.UTF_8));
    assertEquals(
        List.of(FaultCode.SERVICE_FAILED, FaultCode.INVALID_CONTENT_TYPE), soapRefusal().path());
    soapAnswer(200, "", response());
    assertEquals(
        List.of(FaultCode.SERVICE_FAILED, FaultCode.INVALID_CONTENT_TYPE), soapRefusal().path());
    soapAnswer(200, "text/xml", "<open>".getBytes(StandardCharsets.UTF_8));
    assertEquals(FaultCode.SERVICE_FAILED, soapRefusal().path().getFirst());
  }

  @Test
  void hangsUpOnAServiceWhoseAnswerIsRefused() throws Exception {
    String gone = "HTTP/1.1 404 Gone\r\nContent-Length: 100\r\n\r\n";
    assertTrue(isHungUpAfter(gone, soapRequest()));
  }

  @Test
  void serviceThatHangsUpIsANetworkError() throws Exception {
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual()
          .start(() -> {
            try (Socket socket = listener.accept()) {
              socket.getInputStream().read();
            } catch (IOException e) {
              throw new IllegalStateException(e);
            }
          });
      URI url = URI.create("http://127.0.0.1:" + listener.getLocalPort() + "/");
      Fault fault =
          assertThrows(
              Fault.class,
              () ->
                  caller.call(service(url), request(TestMessages.rest("GET", "svc", ""), NOTHING)));
      assertEquals(List.of(FaultCode.NETWORK_ERROR), fault.path());
    }
  }

  @Test
  void refusalBeforeTheEndOfTheRequestIsTheAnswer() throws Exception {
    String refusal = "HTTP/1.1 413 Content Too Large\r\nContent-Length: 3\r\n\r\n4 G";
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual()
          .start(() -> {
            try (Socket socket = listener.accept()) {
              socket.getInputStream().read();
              socket.getOutputStream().write(refusal.getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
              throw new IllegalStateException(e);
            }
          });
      URI url = URI.create("http://127.0.0.1:" + listener.getLocalPort() + "/");
      ServiceRequest request =
          request(TestMessages.rest("POST", "svc", ""), new byte[8 * 1024 * 1024]);
      try (ServiceResponse response = caller.call(service(url), request)) {
        var rest = assertInstanceOf(ServiceResponse.Rest.class, response);
        assertEquals(413, rest.status());
        assertArrayEquals(new byte[] {'4', ' ', 'G'}, rest.body().readAllBytes());
      }
    }
  }

  /** Whether the caller closes the connection without being asked to, having got this answer. */
  private boolean isHungUpAfter(String answer, ServiceRequest request)
      throws IOException, InterruptedException, ExecutionException {
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      FutureTask<Integer> rest =
          new FutureTask<>(() -> {
            try (Socket socket = listener.accept()) {
              socket.setSoTimeout((int) AMPLE.toMillis());
              int headAndBody = 0;
              while (headAndBody < request.message().bytes().length) {
                headAndBody += socket.getInputStream().read(new byte[8192]);
              }
              socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
              return drain(socket);
            }
          });
      Thread.ofVirtual().start(rest);
      URI url = URI.create("http://127.0.0.1:" + listener.getLocalPort() + "/");
      assertThrows(Fault.class, () -> caller.call(service(url), request));
      return rest.get() == -1;
    }
  }

  private static int drain(Socket socket) throws IOException {
    byte[] buffer = new byte[8192];
    try {
      while (socket.getInputStream().read(buffer) >= 0) {}
      return -1;
    } catch (java.net.SocketTimeoutException e) {
      return 0;
    } catch (java.net.SocketException reset) {
      return -1;
    }
  }

  private Fault soapRefusal() {
    return assertThrows(Fault.class, () -> caller.call(service("/soap"), soapRequest()));
  }

  private Asked rest(String method, String path, byte[] body, String... headers)
      throws IOException, InterruptedException {
    ServiceRequest request = request(TestMessages.rest(method, "svc", path, headers), body);
    try (ServiceResponse response = caller.call(service("/"), request)) {
      ServiceResponse.Rest rest = assertInstanceOf(ServiceResponse.Rest.class, response);
      assertEquals(200, rest.status());
      assertEquals("ok", new String(rest.body().readAllBytes(), StandardCharsets.UTF_8));
    }
    return java.util.Objects.requireNonNull(asked.poll(20, TimeUnit.SECONDS));
  }

  private void echo(int status, String type, String body) {
    serve("/", status, type, body.getBytes(StandardCharsets.UTF_8));
  }

  private void soapAnswer(int status, String type, byte[] body) {
    serve("/soap", status, type, body);
  }

  private void serve(String path, int status, String type, byte[] body) {
    site.serve(
        path,
        exchange -> {
          try (exchange) {
            asked.add(read(exchange));
            if (!type.isEmpty()) {
              exchange.getResponseHeaders().set("Content-Type", type);
            }
            boolean empty = status == 204;
            exchange.sendResponseHeaders(status, empty ? -1 : body.length);
            if (!empty) {
              exchange.getResponseBody().write(body);
            }
          }
        });
  }

  private static Asked read(HttpExchange exchange) throws IOException {
    return new Asked(
        exchange.getRequestMethod(),
        exchange.getRequestURI().toString(),
        exchange.getRequestHeaders(),
        exchange.getRequestBody().readAllBytes());
  }

  private Destination.HttpService service(String path) {
    return service(site.uri(path));
  }

  private static Destination.HttpService service(URI url) {
    return Fixtures.service(url, AMPLE, true);
  }

  private ServiceRequest request(Message message, byte[] body) throws IOException {
    Body spooled =
        new BodySpool(directory, BodyLimits.DEFAULT.withMemory(1000))
            .receive(new ByteArrayInputStream(body));
    return new ServiceRequest(
        message,
        new SoapAssembly("", org.postroad.protocol.mime.Headers.EMPTY, List.of()),
        "",
        body.length == 0 ? List.of() : List.of(spooled));
  }

  private static ServiceRequest soapRequest() {
    return new ServiceRequest(
        TestMessages.soap(TestMessages.service("getPerson")),
        new SoapAssembly(
            "text/xml; charset=UTF-8", org.postroad.protocol.mime.Headers.EMPTY, List.of()),
        "\"urn:x\"",
        List.of());
  }

  private static byte[] response() {
    return new String(
            TestMessages.soap(TestMessages.service("getPerson")).bytes(), StandardCharsets.UTF_8)
        .replace("p:getPerson", "p:getPersonResponse")
        .getBytes(StandardCharsets.UTF_8);
  }
}
