// SPDX-License-Identifier: MIT
package org.postroad.securityserver.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.securityserver.conf.ServiceDescription.Endpoint;

/** The endpoints and the address in an OpenAPI document. */
final class OpenApiReaderTest {
  private static final URI SOURCE = URI.create("http://api.test/docs/openapi.yaml");
  private static final String YAML =
      """
      openapi: 3.0.3
      servers:
        - url: ../v1
        - url: http://second/
      paths:
        /people/{code}:
          summary: one
          parameters: []
          get: {operationId: a}
          delete: {}
          x-get: {}
        /people/{code}/files/{name}.{ending}/raw:
          post: {}
        /people/{other}:
          get: {}
        x-extension: 1
      """;
  private static final String JSON =
      """
      {
      \t"openapi": "3.1.0",
      \t"servers": [{"url": "https://api.test/base/"}],
      \t"paths": {"/a": {"get": {}, "put": {}, "post": {}, "delete": {}, "options": {}, "head": {},
      \t\t"patch": {}, "trace": {}, "GET": {}, "connect": {}}}
      }
      """;

  private static OpenApiReader.Api read(String document) {
    return OpenApiReader.read(document.getBytes(UTF_8), SOURCE);
  }

  @Test
  void endpointsHaveStarsForParameters() {
    OpenApiReader.Api api = read(YAML);
    assertEquals("http://api.test/v1", api.url());
    assertEquals(
        List.of(
            new Endpoint("GET", "/people/*"),
            new Endpoint("DELETE", "/people/*"),
            new Endpoint("POST", "/people/*/files/*/raw")),
        api.endpoints());
  }

  @Test
  void jsonWithTabsIsReadToo() {
    OpenApiReader.Api api = read(JSON);
    assertEquals("https://api.test/base/", api.url());
    assertEquals(
        List.of("GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE"),
        api.endpoints().stream().map(Endpoint::method).toList());
    assertEquals(api, read("\uFEFF" + JSON));
  }

  @Test
  void yamlThatBeginsLikeJsonIsRead() {
    assertEquals(
        List.of(new Endpoint("GET", "/a")),
        read("{openapi: 3.0.0, paths: {/a: {get: {}}}}").endpoints());
  }

  @ParameterizedTest
  @CsvSource({
    "http://h/x, http://h/x",
    "/x, http://api.test/x",
    "//h/x, http://h/x",
    "'https://{host}/x', 'https://{host}/x'",
    "'{base}', '{base}'"
  })
  void firstServerIsTheAddress(String server, String url) {
    assertEquals(url, read(YAML.replace("../v1", "\"" + server + "\"")).url());
  }

  @Test
  void withoutServersTheRootOfTheSourceIsTheAddress() {
    assertEquals(
        new OpenApiReader.Api("http://api.test/", List.of(), List.of()), read("openapi: 3.0.0"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.0.0", "3.1.1", "3.2.0", "'3.1'", "31.0", "''", "{}", "3.0"})
  void otherVersionsAreRefused(String version) {
    Fault fault = assertThrows(Fault.class, () -> read(YAML.replace("3.0.3", version)));
    assertEquals(FaultCode.INVALID_REQUEST, fault.code());
    assertTrue(fault.text().contains("expected 3.0 or 3.1.0"), fault.text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "<html>",
        "paths: {}",
        "openapi: 3.0.0\nservers: [{url: 'http://a b'}]",
        "openapi: 3.0.0\npaths: {/a: text}",
        "openapi: 3.0.0\npaths: {/a: {get: {}}, /a: {post: {}}}",
        "openapi: 3.0.0\nopenapi: 3.0.0",
        "{\"openapi\": \"3.0.0\", \"openapi\": \"3.0.0\"}",
        "openapi: 3.0.0\n---\npaths: {}",
        "openapi: 3.0.0\na: ["
      })
  void whatIsNoSuchDocumentIsRefused(String text) {
    assertEquals(FaultCode.INVALID_REQUEST, assertThrows(Fault.class, () -> read(text)).code());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x: &x {/a: {get: {}}}\nopenapi: 3.0.0\npaths: *x",
        "x: &x {get: {}}\nopenapi: 3.0.0\npaths: {/a: *x}",
        "x: &x {get: {}}\nopenapi: 3.0.0\npaths: {/a: {<<: *x}}",
        "x: &x {/a: {get: {}}}\nopenapi: 3.0.0\npaths: {<<: *x}",
        "x: &x 3.0.0\nopenapi: *x",
        "x: &x [{url: 'http://a'}]\nopenapi: 3.0.0\nservers: *x",
        "x: &x {url: 'http://a'}\nopenapi: 3.0.0\nservers: [*x]",
        "x: &x 'http://a'\nopenapi: 3.0.0\nservers: [{url: *x}]",
        "x: &x {openapi: 3.0.0}\n<<: *x"
      })
  void anAliasWhereSomethingWouldBeMissedIsRefused(String text) {
    assertEquals(FaultCode.INVALID_REQUEST, assertThrows(Fault.class, () -> read(text)).code());
  }

  @Test
  void aliasesElsewhereAreNeverExpanded() {
    String bomb = "openapi: 3.0.0\npaths: {/a: {get: {x: *l39}}}\n";
    StringBuilder anchors = new StringBuilder("a0: &l0 [x, x, x, x]\n");
    for (int i = 1; i < 40; i++) {
      anchors.append("a%d: &l%d [%s]\n".formatted(i, i, "*l%d, ".formatted(i - 1).repeat(10)));
    }
    assertEquals(
        List.of(new Endpoint("GET", "/a")), read(anchors.append(bomb).toString()).endpoints());
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":", "- ", "a: {b: "})
  void deepDocumentsAreRefused(String opening) {
    String deep = "openapi: 3.0.0\nx: " + opening.repeat(50_000);
    assertEquals(FaultCode.INVALID_REQUEST, assertThrows(Fault.class, () -> read(deep)).code());
    String json = "{\"openapi\": \"3.0.0\", \"x\": " + "[".repeat(50_000);
    assertEquals(FaultCode.INVALID_REQUEST, assertThrows(Fault.class, () -> read(json)).code());
  }

  @Test
  void pathsDescribedElsewhereAreTold() {
    OpenApiReader.Api api =
        read("openapi: 3.0.0\npaths: {/a: {$ref: 'other.yaml#/a'}, /b: {get: {}}}");
    assertEquals(List.of("/a"), api.unread());
    assertEquals(List.of(new Endpoint("GET", "/b")), api.endpoints());
  }

  @Test
  void longPathIsRefused() {
    String document = "openapi: 3.0.0\npaths:\n  ? /" + "a".repeat(2048) + "\n  : {get: {}}\n";
    assertEquals(FaultCode.INVALID_REQUEST, assertThrows(Fault.class, () -> read(document)).code());
  }
}
