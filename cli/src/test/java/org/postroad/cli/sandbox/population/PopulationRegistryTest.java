// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox.population;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PopulationRegistryTest {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final HttpClient http = HttpClient.newHttpClient();
  private PopulationRegistry registry = start("jdbc:h2:mem:" + UUID.randomUUID());

  private static PopulationRegistry start(String url) {
    try {
      return PopulationRegistry.start(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), url, new SplittableRandom(1));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @BeforeEach
  void isFilled() {
    assertEquals(PopulationRegistry.PEOPLE, registry.people());
  }

  @AfterEach
  void close() {
    registry.close();
    http.close();
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create(registry.url() + path));
  }

  @Test
  void findsAPersonByCode() throws Exception {
    HttpResponse<String> response = send(to("/people/" + registry.someCode()));
    JsonNode person = JSON.readTree(response.body());
    assertEquals(200, response.statusCode());
    assertEquals(registry.someCode(), person.path("code").stringValue());
    assertEquals(10, person.path("dateOfBirth").stringValue().length());
  }

  @Test
  void saysSoWhenNobodyHasTheCode() throws Exception {
    HttpResponse<String> response = send(to("/people/00000000000"));
    assertEquals(404, response.statusCode());
    assertTrue(response.body().contains("00000000000"), response.body());
  }

  @Test
  void findsPeopleByFamilyName() throws Exception {
    String body = "{\"familyName\":\"" + registry.someFamilyName() + "\"}";
    HttpResponse<String> response = send(to("/people/search").POST(BodyPublishers.ofString(body)));
    JsonNode found = JSON.readTree(response.body());
    assertEquals(50, found.path("count").intValue());
    found
        .path("people")
        .forEach(person ->
            assertEquals(registry.someFamilyName(), person.path("familyName").stringValue()));
  }

  @Test
  void refusesASearchThatIsNotJson() throws Exception {
    assertEquals(
        400, send(to("/people/search").POST(BodyPublishers.ofString("familyName"))).statusCode());
  }

  @Test
  void receivesADocumentWhole() throws Exception {
    HttpResponse<String> response =
        send(
            to("/people/" + registry.someCode() + "/documents")
                .POST(BodyPublishers.ofByteArray(new byte[] {97, 98, 99})));
    JsonNode stored = JSON.readTree(response.body());
    assertEquals(201, response.statusCode());
    assertEquals(3, stored.path("length").intValue());
    assertEquals(
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        stored.path("sha256").stringValue());
  }

  @Test
  void describesItsInterfacesWithItsOwnAddress() throws Exception {
    assertTrue(send(to("/openapi.yaml")).body().contains(registry.url()));
    assertTrue(send(to("/population.wsdl")).body().contains(registry.url() + "/soap"));
  }

  @Test
  void answersSoapWithTheHeaderOfTheRequest() throws Exception {
    String header = "<s:Header><x:id xmlns:x=\"urn:x\"> 7 </x:id></s:Header>";
    HttpResponse<String> response = soap(header, "personDetails", registry.someCode());
    assertTrue(response.body().contains(header), response.body());
    assertTrue(response.body().contains("personDetailsResponse"), response.body());
  }

  @Test
  void answersSoapWithAFaultForAnUnknownPerson() throws Exception {
    HttpResponse<String> response = soap("<s:Header/>", "personDetails", "1");
    assertTrue(response.body().contains("<faultstring>No person has the code 1<"), response.body());
  }

  private HttpResponse<String> soap(String header, String operation, String code) throws Exception {
    String envelope =
        "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\">"
            + header
            + ("<s:Body><p:" + operation + " xmlns:p=\"" + PopulationSoap.NAMESPACE + "\">")
            + ("<p:code>" + code + "</p:code></p:" + operation + "></s:Body></s:Envelope>");
    return send(
        to("/soap").header("Content-Type", "text/xml").POST(BodyPublishers.ofString(envelope)));
  }

  @Test
  void keepsItsPeopleOverARestart(@TempDir Path directory) {
    String url = "jdbc:h2:file:" + directory.resolve("population");
    registry.close();
    registry = start(url);
    String code = registry.someCode();
    registry.close();
    registry = start(url);
    assertEquals(code, registry.someCode());
    assertFalse(code.isEmpty());
  }
}
