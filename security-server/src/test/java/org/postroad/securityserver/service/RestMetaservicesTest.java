// SPDX-License-Identifier: MIT
package org.postroad.securityserver.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.postroad.securityserver.service.MetaserviceFixtures.PERSON;
import static org.postroad.securityserver.service.MetaserviceFixtures.SEARCH;
import static org.postroad.securityserver.service.MetaserviceFixtures.toCaller;
import static org.postroad.securityserver.service.MetaserviceFixtures.toGroup;

import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.message.RestRequest;
import org.postroad.protocol.message.RestResponse;
import org.postroad.securityserver.conf.AccessRight;
import org.postroad.securityserver.conf.ServiceDescription.Endpoint;
import org.postroad.securityserver.testing.TestMessages;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a server answers about its services over REST (F-019 to F-027). */
final class RestMetaservicesTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String PROVIDER =
      "'xroad_instance':'TEST','member_class':'GOV','member_code':'5678',"
          + "'subsystem_code':'people','object_type':'SERVICE',";
  private static final String PERSON_JSON = "{'method':'GET','path':'/people/*'}";
  private static final String SEARCH_JSON = "{'method':'POST','path':'/people/search'}";

  @TempDir Path directory;
  private MetaserviceFixtures fixtures;

  @BeforeEach
  void start() {
    fixtures = new MetaserviceFixtures(directory);
  }

  @AfterEach
  void stop() {
    fixtures.close();
  }

  private ServiceResponse.Rest answer(RestRequest request, AccessRight... rights) {
    return assertInstanceOf(ServiceResponse.Rest.class, fixtures.answer(request, rights));
  }

  private static JsonNode json(ServiceResponse.Rest response) throws IOException {
    return JSON.readTree(response.body().readAllBytes());
  }

  private static String service(String code, String type, String... endpoints) {
    return "{"
        + PROVIDER
        + "'service_code':'%s','service_type':'%s','endpoint_list':[%s]}"
            .formatted(code, type, String.join(",", endpoints));
  }

  private static JsonNode services(String... services) {
    return JSON.readTree(("{'service':[" + String.join(",", services) + "]}").replace('\'', '"'));
  }

  @Test
  void listHoldsEveryRestServiceWithItsEndpointsButTheBase() throws IOException {
    Endpoint granted = new Endpoint("GET", "/births/**");
    ServiceResponse.Rest response =
        answer(
            TestMessages.rest("GET", "listMethods", ""),
            toGroup("statistics", granted),
            toCaller("houses", Endpoint.BASE));
    assertEquals(200, response.status());
    assertEquals("OK", response.reason());
    assertEquals(Optional.of("application/json"), response.headers().single("content-type"));
    assertEquals(
        services(
            service("people", "OPENAPI", PERSON_JSON, SEARCH_JSON),
            service("statistics", "REST", "{'method':'GET','path':'/births/**'}"),
            service("houses", "OPENAPI")),
        json(response));
  }

  @Test
  void allowedAreServicesWithARightAndTheEndpointsItCovers() throws IOException {
    RestRequest request = TestMessages.rest("GET", "allowedMethods", "/what?ever=1");
    assertEquals(services(), json(answer(request)));
    assertEquals(
        services(service("people", "OPENAPI", PERSON_JSON, SEARCH_JSON)),
        json(answer(request, toCaller("people", Endpoint.BASE))));
    assertEquals(
        services(service("people", "OPENAPI", PERSON_JSON)),
        json(answer(request, toGroup("people", PERSON), toCaller("getPerson", Endpoint.BASE))));
    assertEquals(
        services(service("people", "OPENAPI", SEARCH_JSON), service("statistics", "REST")),
        json(answer(request, toCaller("people", SEARCH), toCaller("statistics", Endpoint.BASE))));
  }

  @Test
  void fieldsOfTheRequestAreRepeatedButThoseOfTheConnection() {
    RestRequest request =
        TestMessages.rest(
            "GET",
            "listMethods",
            "",
            "X-Mine",
            "1",
            "Accept",
            "text/xml",
            "User-Agent",
            "curl",
            "Content-Length",
            "0",
            "Content-Type",
            "text/plain",
            "X-Road-UserId",
            "EE1");
    ServiceResponse.Rest response = answer(request);
    RestResponse bound =
        RestResponse.ofService(
            request,
            response.status(),
            response.reason(),
            response.headers(),
            request.requestHash(Optional.empty()));
    List<String> names = new ArrayList<>();
    bound.headers().forEach(header -> names.add(header.name()));
    assertEquals(
        List.of(
            "X-Mine",
            "Accept",
            "X-Road-UserId",
            "Content-Type",
            "x-road-id",
            "x-road-client",
            "x-road-service",
            "x-road-request-id",
            "x-road-request-hash"),
        names);
    assertEquals(Optional.of("1"), bound.headers().single("x-mine"));
    assertEquals(Optional.of("application/json"), bound.headers().single("content-type"));
  }

  @Test
  void hashOfTheRequestIsThatOfItsHeaderPart() throws Exception {
    RestRequest request = TestMessages.rest("GET", "listMethods", "");
    byte[] hash = request.requestHash(Optional.empty());
    assertArrayEquals(MessageDigest.getInstance("SHA-512").digest(request.bytes()), hash);
    ServiceResponse.Rest response = answer(request);
    RestResponse bound =
        RestResponse.ofService(
            request, response.status(), response.reason(), response.headers(), hash);
    assertEquals(
        Optional.of(Base64.getEncoder().encodeToString(hash)),
        bound.headers().single("x-road-request-hash"));
    bound.checkConsistentWith(request, hash);
  }

  private void serve(String path, String document, String... contentTypes) {
    byte[] body = document.getBytes(UTF_8);
    fixtures
        .site()
        .serve(
            path,
            exchange -> {
              try (exchange) {
                exchange.getResponseHeaders().put("Content-Type", Arrays.asList(contentTypes));
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
              }
            });
  }

  private static RestRequest openApi(String query) {
    return TestMessages.rest("GET", "getOpenAPI", query);
  }

  @ParameterizedTest
  @CsvSource({
    "?serviceCode=people, text/vnd.yaml",
    "?x=1&SERVICEcode=other&serviceCode=p%65ople&serviceCod=e, application/x-yaml",
    "/path?servicecode=people, ''",
  })
  void yamlDocumentComesWithItsTypeAndWithoutServers(String query, String type) throws IOException {
    String yaml = "openapi: 3.0.0 # \u00E4\nservers: [{url: 'http://inner/v1'}]\n";
    serve("/people.yaml", yaml, type.isEmpty() ? new String[0] : new String[] {type});
    try (ServiceResponse.Rest response = answer(openApi(query))) {
      assertEquals(200, response.status());
      assertEquals(
          Optional.of(type.isEmpty() ? "text/plain" : type),
          response.headers().single("content-type"));
      assertEquals(
          yaml.replace("'http://inner/v1'", "\"/v1\""),
          new String(response.body().readAllBytes(), UTF_8));
    }
    assertEquals(0, fixtures.taken());
  }

  @Test
  void jsonDocumentIsKnownByTypeOrAddress() throws IOException {
    String json = "{\t\"servers\":[{\"url\":\"http:\\/\\/inner\\/v1\"}]}";
    for (String type : List.of("application/json; charset=utf-8", "text/plain")) {
      serve("/houses.json", json, type);
      try (ServiceResponse.Rest response = answer(openApi("?serviceCode=houses"))) {
        assertEquals(Optional.of(type), response.headers().single("content-type"));
        assertEquals(
            "{\t\"servers\":[{\"url\":\"/v1\"}]}",
            new String(response.body().readAllBytes(), UTF_8));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'', INVALID_REQUEST, Missing serviceCode in message body",
    "?serviceCode=, INVALID_REQUEST, Missing serviceCode in message body",
    "?serviceCode, INVALID_REQUEST, Missing serviceCode in message body",
    "?service=people, INVALID_REQUEST, Missing serviceCode in message body",
    "?serviceCode=none, INTERNAL_ERROR," + " Service not found: SERVICE:TEST/GOV/5678/people/none",
    "?serviceCode=getPerson, INTERNAL_ERROR,"
        + " Service not found: SERVICE:TEST/GOV/5678/people/getPerson",
    "?serviceCode=statistics, INTERNAL_ERROR, Invalid service type: REST",
    "?serviceCode=closed, INTERNAL_ERROR, Invalid service type: WSDL",
  })
  void requestForADocumentThatIsNotThereIsRefused(String query, FaultCode code, String text) {
    Fault fault = assertThrows(Fault.class, () -> answer(openApi(query)));
    assertEquals(List.of(code), fault.path());
    assertEquals(text, fault.text());
  }

  @Test
  void statusOfTheSourceIsTold() {
    fixtures.site().answer("/people.yaml", 404, new byte[0]);
    Fault fault = assertThrows(Fault.class, () -> answer(openApi("?serviceCode=people")));
    assertEquals(List.of(FaultCode.INTERNAL_ERROR), fault.path());
    assertEquals(
        "Failed reading service description of SERVICE:TEST/GOV/5678/people/people."
            + " Status: 404 Reason: Not Found",
        fault.text());
  }

  @Test
  void whatIsNoOpenApiDocumentIsNotPassedOn() {
    for (String document : List.of("openapi: 2.0.0", "<html>secret", "servers: *secret", "- a")) {
      serve("/people.yaml", document, "text/plain");
      Fault fault = assertThrows(Fault.class, () -> answer(openApi("?serviceCode=people")));
      assertEquals(List.of(FaultCode.INTERNAL_ERROR), fault.path());
      assertTrue(
          fault
              .text()
              .startsWith(
                  "Failed overwriting the servers in the description of"
                      + " SERVICE:TEST/GOV/5678/people/people: "),
          fault.text());
    }
  }
}
