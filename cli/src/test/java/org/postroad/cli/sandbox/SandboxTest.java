// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroad.protocol.fault.FaultReport;
import org.postroad.protocol.message.SoapMessage;
import org.postroad.protocol.mime.ContentType;
import org.postroad.protocol.mime.MultipartReader;

/** Two whole servers, a registry and trust services, used as an information system uses them. */
@ExtendWith(SharedSandbox.class)
final class SandboxTest {
  private static final String PEOPLE = Topology.PEOPLE.encoded();

  private final RunningSandbox running;

  SandboxTest(RunningSandbox running) {
    this.running = running;
  }

  // ---- REST

  @Test
  void restGetReachesTheServiceAndItsAnswerComesBack() {
    HttpResponse<String> response =
        running.send(running.rest("rest-get", "people", "/people/" + code()));
    assertEquals(200, response.statusCode(), response.body());
    assertTrue(response.body().contains(code()), response.body());
    assertEquals("application/json", header(response, "content-type"));
    assertEquals("rest-get", header(response, "x-road-id"));
    assertEquals("SANDBOX/GOV/70000002/tax", header(response, "x-road-client"));
    assertEquals(PEOPLE, header(response, "x-road-service"));
    assertTrue(header(response, "x-road-request-id").matches("[0-9a-f-]{36}"), response.toString());
    assertEquals(88, header(response, "x-road-request-hash").length());
    assertEquals(1, response.headers().allValues("date").size());
    assertEquals(Optional.empty(), running.error(response));
  }

  @Test
  void restPostSendsItsBody() {
    byte[] body = "{\"a\":\"õ\"}".getBytes(StandardCharsets.UTF_8);
    HttpResponse<byte[]> response =
        running.sendForBytes(
            running
                .rest("rest-post", "echo", "/x")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body)));
    assertArrayEquals(body, response.body());
    AgencyService.Call call = running.service().call("rest-post");
    assertEquals("application/json", call.header("Content-type"));
    assertEquals(Integer.toString(body.length), call.header("Content-length"));
  }

  @Test
  void largeBodiesTravelBothWaysUnchanged() throws IOException {
    byte[] large = new byte[3_000_001];
    new Random(3).nextBytes(large);
    HttpResponse<byte[]> response =
        running.sendForBytes(
            running
                .rest("rest-large", "echo", "/large")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large))));
    assertEquals(200, response.statusCode());
    assertArrayEquals(large, response.body());
    assertEquals(
        Integer.toString(large.length),
        running.service().call("rest-large").header("Content-length"));
    assertEquals(0, running.verify(running.documents("rest-large")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"DELETE", "PUT", "PATCH", "OPTIONS", "HEAD"})
  void everyMethodTravels(String method) {
    String id = "method-" + method;
    HttpResponse<String> response =
        running.send(running.rest(id, "echo", "/m").method(method, BodyPublishers.noBody()));
    assertEquals(200, response.statusCode(), response.body());
    assertEquals(method, running.service().call(id).method());
  }

  @Test
  void headersOfTheConnectionStayAndAllOthersTravel() {
    HttpResponse<String> response =
        running.send(
            running
                .rest("rest-headers", "echo", "/h")
                .header("X-Mine", "1")
                .header("Accept", "text/plain")
                .header("Authorization", "Bearer t")
                .header("Cookie", "c=d")
                .header("X-Road-UserId", "EE1")
                .header("X-Road-Issue", "case 7")
                .header("User-Agent", "client/1")
                .header("TE", "trailers")
                .header("Keep-Alive", "timeout=5")
                .header("X-Road-Request-Id", "forged")
                .header("X-Road-Request-Hash", "forged"));
    AgencyService.Call call = running.service().call("rest-headers");
    assertEquals("1", call.header("X-mine"));
    assertEquals("text/plain", call.header("Accept"));
    assertEquals("Bearer t", call.header("Authorization"));
    assertEquals("c=d", call.header("Cookie"));
    assertEquals("EE1", call.header("X-road-userid"));
    assertEquals("case 7", call.header("X-road-issue"));
    assertEquals("SANDBOX/GOV/70000002/tax", call.header("X-road-client"));
    assertTrue(call.header("X-road-request-id").matches("[0-9a-f-]{36}"));
    assertTrue(call.header("Host").startsWith("127.0.0.1:"));
    for (String absent : List.of("User-agent", "Te", "Keep-alive", "X-road-request-hash")) {
      assertEquals("(absent)", call.header(absent), absent);
    }
    assertEquals("echo", header(response, "x-service"));
    assertEquals(List.of("a=1", "b=2"), response.headers().allValues("set-cookie"));
    assertEquals(Optional.empty(), response.headers().firstValue("server"));
    assertEquals(Optional.empty(), response.headers().firstValue("keep-alive"));
    assertEquals(List.of("rest-headers"), response.headers().allValues("x-road-id"));
    assertEquals(1, response.headers().allValues("x-road-request-hash").size());
    assertFalse(header(response, "x-road-request-hash").contains("forged"));
  }

  @Test
  void idIsMadeUpWhenTheConsumerGivesNone() {
    HttpResponse<String> response =
        running.send(
            running
                .raw("r1/" + PEOPLE + "/people/" + code())
                .header("X-Road-Client", "SANDBOX/GOV/70000002/tax"));
    assertTrue(
        header(response, "x-road-id").matches("SANDBOX-[0-9a-f-]{36}"),
        header(response, "x-road-id"));
  }

  @Test
  void pathAndQueryReachTheServiceRaw() {
    String raw = "/a%20b/%C3%B5;v=1/?q=%7Bx%7D&q=a+b%2F&empty=&flag";
    HttpResponse<String> response = running.send(running.rest("rest-raw", "echo", raw));
    assertEquals(200, response.statusCode(), response.body());
    assertEquals("/echo/base" + raw, running.service().call("rest-raw").target());
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 302, 400, 404, 405, 500, 503})
  void statusOfTheServiceIsPassedOnAsItIs(int status) {
    HttpResponse<String> response =
        running.send(running.rest("status-" + status, "status", "/" + status));
    assertEquals(status, response.statusCode());
    assertEquals(Optional.empty(), running.error(response));
    assertEquals(status == 204 ? "" : "of the service", response.body());
    assertEquals("http://elsewhere.invalid/", header(response, "location"));
  }

  @Test
  void callWithoutARightIsRefused() {
    assertRefused(
        "server.serverproxy.access_denied",
        "Request is not allowed: SERVICE:SANDBOX/GOV/70000001/population/statistics",
        running.rest("refused", "statistics", "/births"));
  }

  @Test
  void unknownServiceIsRefused() {
    assertRefused(
        "server.serverproxy.unknown_service",
        "Unknown service: SERVICE:SANDBOX/GOV/70000001/population/nothing",
        running.rest("unknown-service", "nothing", "/x"));
  }

  @Test
  void soapServiceIsNotCalledByRest() {
    assertRefused(
        "server.serverproxy.service_type",
        "Service is a SOAP service and cannot be called using REST interface",
        running.rest("kind", "personDetails", "/x"));
  }

  @Test
  void disabledServiceSaysWhy() {
    assertRefused(
        "server.serverproxy.service_disabled",
        "Service SERVICE:SANDBOX/GOV/70000001/population/disabled is disabled: closed on Sundays",
        running.rest("disabled", "disabled", "/x"));
    assertFalse(running.service().wasCalled("disabled"));
  }

  @Test
  void unknownProviderIsRefused() {
    HttpRequest.Builder request =
        running
            .raw("r1/SANDBOX/GOV/70000009/none/svc")
            .header("X-Road-Client", "SANDBOX/GOV/70000002/tax");
    assertRefused(
        "server.clientproxy.unknown_member",
        "Could not find addresses for service provider \"SUBSYSTEM:SANDBOX/GOV/70000009/none\"",
        request);
  }

  @Test
  void unknownClientIsRefused() {
    for (String client : List.of("SANDBOX/GOV/70000002/other", "SANDBOX/GOV/70000001/population")) {
      assertRefused(
          "server.clientproxy.unknown_member",
          "Client 'SUBSYSTEM:" + client + "' not found",
          running.raw("r1/" + PEOPLE + "/people/1").header("X-Road-Client", client));
    }
  }

  @Test
  void stoppedServiceIsANetworkError() {
    HttpResponse<String> response = running.send(running.rest("stopped", "stopped", "/x"));
    assertEquals(500, response.statusCode());
    assertEquals(Optional.of("server.serverproxy.network_error"), running.error(response));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "r1/",
        "r1/SANDBOX/GOV/70000001/population",
        "r1/SANDBOX/GOV/70000001//people/x",
        "r1/SANDBOX/GOV/70000001/population/people/../statistics",
        "r1/SANDBOX/GOV/70000001/population/people/%2e%2e/x"
      })
  void malformedTargetIsTheCallersFault(String target) {
    HttpResponse<String> response =
        running.send(running.raw(target).header("X-Road-Client", "SANDBOX/GOV/70000002/tax"));
    assertEquals(400, response.statusCode(), response.body());
    assertTrue(running.error(response).orElse("").startsWith("client."), response.body());
  }

  @Test
  void missingOrMalformedClientIsRefused() {
    assertError(running.send(running.raw("r1/" + PEOPLE + "/x")));
    assertError(
        running.send(running.raw("r1/" + PEOPLE + "/x").header("X-Road-Client", "SANDBOX/GOV")));
    assertError(
        running.send(
            running
                .raw("r1/" + PEOPLE + "/x")
                .header("X-Road-Client", "SANDBOX/GOV/70000002/tax")
                .header("X-Road-Client", "SANDBOX/GOV/70000001/population")));
  }

  @Test
  void restErrorIsXmlWhenAsked() {
    HttpResponse<String> response =
        running.send(
            running.rest("xml-error", "nothing", "/x").header("Accept", "application/xml"));
    assertEquals("application/xml", header(response, "content-type"));
    assertTrue(
        response.body().contains("<type>server.serverproxy.unknown_service</type>"),
        response.body());
  }

  // ---- SOAP

  @ParameterizedTest
  @ValueSource(strings = {"", "foo", "foo/bar", "r1", "asic/"})
  void soapIsTakenOnAnyOtherPath(String path) {
    String id = "soap-" + path.replace('/', '-');
    HttpResponse<String> response =
        running.send(
            running
                .raw(path)
                .header("Content-Type", "text/xml")
                .POST(BodyPublishers.ofByteArray(running.envelope(id, "personDetails"))));
    assertEquals(200, response.statusCode());
    SoapMessage message = SoapMessage.parse(response.body().getBytes(StandardCharsets.UTF_8));
    assertTrue(message.isResponse(), response.body());
    assertEquals(id, message.queryId());
    assertTrue(response.body().contains("requestHash"), response.body());
    assertTrue(response.body().contains(code()), response.body());
  }

  @Test
  void soapAttachmentsReachTheService() throws Exception {
    byte[] first = new byte[100_000];
    byte[] second = "\r\n--docs\r\nnearly a boundary".getBytes(StandardCharsets.US_ASCII);
    new Random(9).nextBytes(first);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(ascii("--docs2\r\nContent-Type: text/xml; charset=UTF-8\r\n\r\n"));
    body.writeBytes(running.envelope("soap-attached", "storeDocuments"));
    body.writeBytes(ascii("\r\n--docs2\r\nContent-Type: application/pdf\r\n\r\n"));
    body.writeBytes(first);
    body.writeBytes(ascii("\r\n--docs2\r\nContent-Type: image/png\r\n\r\n"));
    body.writeBytes(second);
    body.writeBytes(ascii("\r\n--docs2--\r\n"));
    HttpResponse<String> response =
        running.send(
            running
                .raw("")
                .header("Content-Type", "multipart/related; type=\"text/xml\"; boundary=docs2")
                .POST(BodyPublishers.ofByteArray(body.toByteArray())));
    for (byte[] attachment : List.of(first, second)) {
      String sha256 =
          HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(attachment));
      assertTrue(response.body().contains(sha256), response.body());
    }
    assertEquals(0, running.verify(running.documents("soap-attached")));
  }

  @Test
  void soapAttachmentsOfTheServiceComeBack() throws IOException {
    HttpResponse<byte[]> response =
        running.sendForBytes(running.soap("soap-answer-attached", "attachments"));
    String type = header(response, "content-type");
    assertTrue(type.startsWith("multipart/related"), type);
    MultipartReader parts =
        new MultipartReader(
            new ByteArrayInputStream(response.body()), ContentType.parse(type).boundary());
    assertTrue(parts.next());
    assertTrue(
        new String(parts.readBody(100_000), StandardCharsets.UTF_8)
            .contains("attachmentsResponse"));
    assertTrue(parts.next());
    assertEquals("image/png", parts.headers().first("content-type").orElse(""));
    assertArrayEquals(
        "\u0089PNG\r\n--almost".getBytes(StandardCharsets.ISO_8859_1), parts.readBody(1000));
    assertFalse(parts.next());
    assertEquals(0, running.verify(running.documents("soap-answer-attached")));
  }

  @Test
  void soapFaultOfTheServiceIsPassedOnByteForByte() {
    HttpResponse<String> response = running.send(running.soap("soap-fault", "failing"));
    assertEquals(200, response.statusCode());
    assertEquals(AgencyService.SOAP_FAULT, response.body());
    assertEquals(
        404, running.document(Topology.POPULATION, "soap-fault", "responseOnly").statusCode());
  }

  @Test
  void refusalsOfTheProviderAreSoapFaults() {
    assertFault(
        "server.serverproxy.unknown_service",
        "Unknown service: SERVICE:SANDBOX/GOV/70000001/population/nothing",
        running.soap("s1", "nothing"));
    assertFault(
        "server.serverproxy.service_type",
        "Service is a REST service and cannot be called using SOAP interface",
        running.soap("s2", "people"));
    assertFault(
        "server.serverproxy.service_failed.http_error",
        "Server responded with error 404: Not Found",
        running.soap("s3", "html"));
    assertTrue(
        fault(running.send(running.soap("s4", "stoppedSoap")))
            .code()
            .equals("server.serverproxy.service_failed.network_error"));
  }

  @Test
  void misuseOfTheSoapPortIsTheCallersFault() {
    assertFault(
        "client.invalid_http_method",
        "Must use POST request method instead of GET",
        running.raw("foo"));
    assertFault(
        "client.invalid_http_method",
        "Must use POST request method instead of GET",
        running.raw("r2/" + PEOPLE));
    assertFault(
        "client.invalid_content_type",
        "Invalid content type: application/json",
        running
            .raw("")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{}")));
    assertFault(
        "client.invalid_content_type",
        "Could not get content type from request",
        running.raw("").POST(BodyPublishers.ofString("<a/>")));
    assertEquals(
        "client.invalid_soap_action",
        fault(
                running.send(
                    running
                        .raw("")
                        .header("Content-Type", "text/xml")
                        .header("SOAPAction", "unquoted")
                        .POST(BodyPublishers.ofByteArray(running.envelope("x", "people")))))
            .code());
  }

  @Test
  void envelopesThatAreNoneAreTheCallersFault() {
    String soap = "http://schemas.xmlsoap.org/soap/envelope/";
    for (String envelope :
        List.of(
            "<s:Envelope xmlns:s='" + soap + "'><s:Body><a/></s:Body></s:Envelope>",
            "<s:Envelope xmlns:s='" + soap + "'><s:Header/><s:Body><a/></s:Body></s:Envelope>",
            "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>",
            "<a",
            "")) {
      FaultReport fault =
          fault(
              running.send(
                  running
                      .raw("")
                      .header("Content-Type", "text/xml")
                      .POST(BodyPublishers.ofString(envelope))));
      assertTrue(fault.code().startsWith("client."), envelope + " gives " + fault);
      assertFalse(fault.text().contains("root:"), fault.text());
    }
  }

  // ---- Reading answers

  private String code() {
    return running.sandbox().someCode();
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("(absent)");
  }

  private void assertRefused(String code, String text, HttpRequest.Builder request) {
    HttpResponse<String> response = running.send(request);
    assertEquals(500, response.statusCode());
    assertEquals(Optional.of(code), running.error(response), response.body());
    assertEquals("application/json", header(response, "content-type"));
    String json = text.replace("\"", "\\\"");
    assertTrue(
        response
            .body()
            .startsWith("{\"type\":\"" + code + "\",\"message\":\"" + json + "\",\"detail\":\""),
        response.body());
  }

  private void assertError(HttpResponse<String> response) {
    assertTrue(response.statusCode() >= 400, response.body());
    assertTrue(running.error(response).isPresent(), response.body());
  }

  private void assertFault(String code, String text, HttpRequest.Builder request) {
    FaultReport fault = fault(running.send(request));
    assertEquals(code, fault.code(), fault.text());
    assertEquals(text, fault.text());
  }

  private static FaultReport fault(HttpResponse<String> response) {
    assertEquals(200, response.statusCode(), response.body());
    assertEquals("text/xml;charset=utf-8", header(response, "content-type"));
    return SoapMessage.faultIn(response.body().getBytes(StandardCharsets.UTF_8))
        .orElseThrow(() -> new AssertionError("no fault: " + response.body()));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
