// SPDX-License-Identifier: MIT
package org.postroad.securityserver.consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroad.protocol.fault.FaultReport;
import org.postroad.protocol.globalconf.SharedParameters;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.protocol.identifier.ServiceId;
import org.postroad.protocol.message.SoapMessage;
import org.postroad.securityserver.conf.Client.ConnectionType;
import org.postroad.securityserver.net.HttpLimits;
import org.postroad.securityserver.testing.TestInstance;
import org.postroad.securityserver.testing.TestMessages;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is served where, in which order requests are looked at, and how refusals look (A-002 to
 * B-021, B-052 to B-056, E-038, E-044).
 */
@org.junit.jupiter.api.TestInstance(Lifecycle.PER_CLASS)
final class ClientPortTest {
  private static final String NOBODY =
      "Could not find addresses for service provider \"SUBSYSTEM:TEST/GOV/5678/people\"";

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private TestPort port;

  /** A fault with the status and the type it came with. */
  private record Refusal(int status, String type, FaultReport fault) {}

  @BeforeAll
  void open(@TempDir Path directory) throws IOException {
    port =
        new TestPort(
            directory,
            HttpLimits.DEFAULT,
            TestInstance.client(TestInstance.CALLER, ConnectionType.HTTP, List.of(), List.of()));
  }

  @AfterEach
  void reset() {
    port.reset();
  }

  @AfterAll
  void close() {
    http.close();
    port.close();
  }

  // ---- Dispatch

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/foo", "/foo/bar", "/r1", "/r1x/y", "/R1/", "/asic", "/listClients"})
  void soapIsTakenByPostOnAnyPath(String path) throws Exception {
    Refusal refusal = soap(soapRequest(path));
    assertEquals("server.clientproxy.unknown_member", refusal.fault().code());
    assertEquals(NOBODY, refusal.fault().text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD", "TRACE"})
  void everythingUnderR1IsRestWhateverTheMethod(String method) throws Exception {
    HttpResponse<String> response =
        http.send(
            restRequest("/svc").method(method, BodyPublishers.noBody()).build(),
            BodyHandlers.ofString());
    assertEquals(500, response.statusCode());
    assertEquals(
        List.of("server.clientproxy.unknown_member"), response.headers().allValues("x-road-error"));
  }

  @ParameterizedTest
  @CsvSource({
    "GET,    /",
    "GET,    /asic/",
    "GET,    /verificationconf/x",
    "GET,    /r2/TEST/GOV/1/a/b",
    "PUT,    /asic",
    "DELETE, /",
    "PATCH,  /foo"
  })
  void otherMethodsThanPostAreFaultsOfSoap(String method, String path) throws Exception {
    Refusal refusal =
        soap(HttpRequest.newBuilder(port.http(path)).method(method, BodyPublishers.noBody()));
    assertEquals("client.invalid_http_method", refusal.fault().code());
    assertEquals("Must use POST request method instead of " + method, refusal.fault().text());
  }

  @Test
  void downloadsAnswerWithPlainText() throws Exception {
    HttpResponse<String> response = send(HttpRequest.newBuilder(port.http("/asic")));
    assertEquals(400, response.statusCode());
    assertEquals(
        "text/plain; charset=UTF-8", response.headers().firstValue("content-type").orElse(""));
  }

  // ---- The server must be able to mediate before anything is read

  @Test
  void expiredConfigurationIsSaidBeforeTheMessageIsLookedAt() throws Exception {
    port.letTheConfigurationExpire();
    String code = "server.clientproxy.global_conf_outdated";
    for (HttpRequest.Builder malformed : List.of(soapRequest("/"), garbage())) {
      Refusal refusal = soap(malformed);
      assertEquals(code, refusal.fault().code());
      assertEquals("Global configuration is expired", refusal.fault().text());
    }
    assertEquals(code, rest(restRequest("/svc")).fault().code());
    assertEquals(code, rest(HttpRequest.newBuilder(port.http("/r1/"))).fault().code());
    assertEquals(
        "client.invalid_http_method",
        soap(HttpRequest.newBuilder(port.http("/"))).fault().code(),
        "the method comes first");
  }

  @Test
  void missingAuthenticationCertificateIsSaidBeforeTheMessageIsLookedAt() throws Exception {
    port.publish();
    String code = "server.clientproxy.ssl_authentication_failed";
    Refusal refusal = soap(garbage());
    assertEquals(code, refusal.fault().code());
    assertEquals("Security server has no valid authentication certificate", refusal.fault().text());
    assertEquals(code, rest(HttpRequest.newBuilder(port.http("/r1/"))).fault().code());
  }

  // ---- What is wrong with the message

  @ParameterizedTest
  @ValueSource(strings = {"abc", "\"http://x y\""})
  void malformedSoapActionIsTheCallersFault(String action) throws Exception {
    Refusal refusal = soap(soapRequest("/").header("SOAPAction", action));
    assertEquals("client.invalid_soap_action", refusal.fault().code());
    assertEquals("Malformed SOAPAction header", refusal.fault().text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\"\"", "\"urn:a:b\""})
  void goodSoapActionsAreTaken(String action) throws Exception {
    Refusal refusal = soap(soapRequest("/").header("SOAPAction", action));
    assertEquals("server.clientproxy.unknown_member", refusal.fault().code());
  }

  @ParameterizedTest
  @CsvSource({
    "/r1/",
    "/r1/TEST/GOV/5678/people",
    "/r1/TEST/GOV//people/svc",
    "/r1/TEST/GOV/5678/people/svc/../x"
  })
  void malformedRestPathIsABadRequest(String path) throws Exception {
    Refusal refusal =
        rest(
            HttpRequest.newBuilder(port.http(path))
                .header("X-Road-Client", TestInstance.CALLER.encoded()));
    assertEquals(400, refusal.status());
    assertEquals("client.bad_request", refusal.fault().code());
  }

  // ---- Refusals of this server

  @Test
  void unregisteredClientIsNotFound() throws Exception {
    String text = "Client 'SUBSYSTEM:TEST/GOV/1234/other' not found";
    ClientId other = ClientId.parse("TEST/GOV/1234/other");
    ServiceId service = TestMessages.service("svc");
    for (Refusal refusal :
        List.of(
            soap(soapRequest("/", TestMessages.envelope(other, service))),
            rest(
                HttpRequest.newBuilder(port.http("/r1/" + service.encoded()))
                    .header("X-Road-Client", other.encoded())))) {
      assertEquals("server.clientproxy.unknown_member", refusal.fault().code());
      assertEquals(text, refusal.fault().text());
    }
  }

  @Test
  void namedServerThatDoesNotExistIsRefused() throws Exception {
    SecurityServerId wanted = new SecurityServerId(TestInstance.PROVIDER.member(), "z");
    port.publish(port.own(), provider("ss2"));
    byte[] envelope =
        TestMessages.envelope(TestInstance.CALLER, TestMessages.service("svc"), wanted);
    for (Refusal refusal :
        List.of(
            soap(soapRequest("/", envelope)),
            rest(restRequest("/svc").header("X-Road-Security-Server", "TEST/GOV/5678/z")))) {
      assertEquals("server.clientproxy.invalid_security_server", refusal.fault().code());
      assertEquals(
          "Could not find security server \"SERVER:TEST/GOV/5678/z\"", refusal.fault().text());
    }
  }

  @Test
  void namedServerOfSomebodyElseIsRefused() throws Exception {
    port.publish(port.own(), provider("ss2"));
    Refusal refusal =
        rest(restRequest("/svc").header("X-Road-Security-Server", "TEST/GOV/1234/ss1"));
    assertEquals("server.clientproxy.invalid_security_server", refusal.fault().code());
    assertEquals("Invalid security server \"SERVER:TEST/GOV/1234/ss1\"", refusal.fault().text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"TEST/GOV/5678", "TEST/GOV/5678/ss2/x", "TEST/GOV//ss2"})
  void serverHeaderHasExactlyFourSegments(String server) throws Exception {
    Refusal refusal = rest(restRequest("/svc").header("X-Road-Security-Server", server));
    assertEquals(400, refusal.status());
    assertEquals("client.bad_request", refusal.fault().code());
  }

  @Test
  void maintenanceIsSaidWithItsMessage() throws Exception {
    port.publish(port.own(), TestInstance.inMaintenance(provider("ss2"), "back at 8"));
    Refusal refusal = rest(restRequest("/svc"));
    assertEquals("server.clientproxy.maintenance_mode", refusal.fault().code());
    assertTrue(refusal.fault().text().endsWith("administrator: back at 8"), refusal.toString());
  }

  @Test
  void providerThatNobodyAnswersForIsANetworkError() throws Exception {
    port.publish(port.own(), provider("ss2"));
    assertEquals("server.clientproxy.network_error", rest(restRequest("/svc")).fault().code());
    assertEquals("server.clientproxy.network_error", soap(soapRequest("/")).fault().code());
  }

  // ---- Bytes

  @Test
  void soapFaultIsWholeWithStatus200AndAnEmptyAction() throws Exception {
    HttpResponse<String> response = send(HttpRequest.newBuilder(port.http("/")));
    assertEquals(200, response.statusCode());
    assertEquals(List.of(""), response.headers().allValues("soapaction"));
    assertEquals(List.of("text/xml;charset=utf-8"), response.headers().allValues("content-type"));
    assertEquals(
        List.of(Integer.toString(response.body().getBytes(StandardCharsets.UTF_8).length)),
        response.headers().allValues("content-length"));
    assertTrue(
        response
            .body()
            .matches(
                "<\\?xml version=\"1.0\" encoding=\"UTF-8\"\\?><SOAP-ENV:Envelope"
                    + " xmlns:SOAP-ENV=\"http://schemas.xmlsoap.org/soap/envelope/\">"
                    + "<SOAP-ENV:Body><SOAP-ENV:Fault>"
                    + "<faultcode>client.invalid_http_method</faultcode>"
                    + "<faultstring>Must use POST request method instead of GET</faultstring>"
                    + "<faultactor></faultactor><detail><faultDetail xmlns=\"\">[0-9a-f-]{36}"
                    + "</faultDetail></detail></SOAP-ENV:Fault></SOAP-ENV:Body>"
                    + "</SOAP-ENV:Envelope>"),
        response.body());
  }

  @Test
  void restErrorHasItsFieldsInOrderAndTheCodeInItsHeader() throws Exception {
    HttpResponse<String> response = send(restRequest("/svc"));
    assertEquals(500, response.statusCode());
    assertEquals(List.of("application/json"), response.headers().allValues("content-type"));
    assertEquals(
        List.of("server.clientproxy.unknown_member"), response.headers().allValues("x-road-error"));
    assertEquals(List.of(), response.headers().allValues("soapaction"));
    assertTrue(
        response
            .body()
            .matches(
                "\\{\"type\":\"server.clientproxy.unknown_member\",\"message\":\""
                    + Pattern.quote(NOBODY.replace("\"", "\\\""))
                    + "\",\"detail\":\"[0-9a-f-]{36}\"\\}"),
        response.body());
  }

  @Test
  void restErrorIsXmlWhenAsked() throws Exception {
    HttpResponse<String> response = send(restRequest("/svc").header("Accept", "text/*;q=0.1"));
    assertEquals(List.of("text/xml"), response.headers().allValues("content-type"));
    assertTrue(
        response.body().startsWith("<error><type>server.clientproxy.unknown_member</type>"),
        response.body());
  }

  // ---- Requests

  private static SharedParameters.Server provider(String code) {
    return TestInstance.server(
        new SecurityServerId(TestInstance.PROVIDER.member(), code),
        "127.0.0.1",
        new TestInstance().providerKey().certificate(),
        TestInstance.PROVIDER);
  }

  private HttpRequest.Builder restRequest(String rest) {
    return HttpRequest.newBuilder(port.http("/r1/" + TestInstance.PROVIDER.encoded() + rest))
        .header("X-Road-Client", TestInstance.CALLER.encoded());
  }

  private HttpRequest.Builder soapRequest(String path) {
    return soapRequest(
        path, TestMessages.envelope(TestInstance.CALLER, TestMessages.service("svc")));
  }

  private HttpRequest.Builder soapRequest(String path, byte[] envelope) {
    return HttpRequest.newBuilder(port.http(path))
        .header("Content-Type", "text/xml; charset=UTF-8")
        .POST(BodyPublishers.ofByteArray(envelope));
  }

  private HttpRequest.Builder garbage() {
    return HttpRequest.newBuilder(port.http("/"))
        .header("SOAPAction", "not a URI in quotes")
        .POST(BodyPublishers.ofString("<a"));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
  }

  private Refusal soap(HttpRequest.Builder request) throws Exception {
    HttpResponse<String> response = send(request);
    assertEquals(200, response.statusCode(), response.body());
    byte[] body = response.body().getBytes(StandardCharsets.UTF_8);
    return new Refusal(200, type(response), SoapMessage.faultIn(body).orElseThrow());
  }

  private Refusal rest(HttpRequest.Builder request) throws Exception {
    HttpResponse<String> response = send(request.header("Accept", "application/json"));
    JsonNode json = JsonMapper.shared().readTree(response.body());
    String code = json.path("type").asString("");
    assertEquals(List.of(code), response.headers().allValues("x-road-error"), response.body());
    return new Refusal(
        response.statusCode(),
        type(response),
        new FaultReport(code, json.path("message").asString(""), json.path("detail").asString("")));
  }

  private static String type(HttpResponse<?> response) {
    return response.headers().firstValue("content-type").orElse("");
  }
}
