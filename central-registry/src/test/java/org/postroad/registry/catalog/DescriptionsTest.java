// SPDX-License-Identifier: MIT

package org.postroad.registry.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.postroad.registry.catalog.Fixtures.MOST;
import static org.postroad.registry.catalog.Fixtures.OPENAPI;
import static org.postroad.registry.catalog.Fixtures.WSDL;
import static org.postroad.registry.catalog.Fixtures.bytes;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroad.protocol.fault.Fault;

/** What is read of descriptions, and what is not believed of them. */
final class DescriptionsTest {

  private static WsdlDocument wsdl(String text) {
    return WsdlDocument.read(bytes(text), MOST);
  }

  private static OpenApiDocument openApi(String text) {
    return OpenApiDocument.read(bytes(text), MOST);
  }

  @Test
  void titlesOfOperationsAreInTheirDocumentation() {
    assertEquals(Optional.of("A person\n      in full"), wsdl(WSDL).title("personDetails"));
    assertEquals(Optional.empty(), wsdl(WSDL).title("untold"));
    assertEquals(Optional.empty(), wsdl(WSDL).title("absent"));
  }

  @ParameterizedTest
  @CsvSource({
    "http://one.example/, https://two.example/x",
    "<!-- as it is generated -->, <!-- by somebody else -->",
    "'<w:input message=\"p:person\"/>', '<w:input\n message=''p:person''></w:input>'",
    "' A person', 'A person'",
  })
  void addressesCommentsAndWhiteSpaceMakeNoVersionOfAWsdl(String text, String instead) {
    assertTrue(WSDL.contains(text), text);
    assertEquals(wsdl(WSDL).meaning(), wsdl(WSDL.replace(text, instead)).meaning());
  }

  @ParameterizedTest
  @CsvSource({
    "p:person, p:people",
    "A person, The person",
    "urn:p, urn:q",
    "'<w:operation name=\"untold\"/>', ''",
    "name=\"q\", location=\"q\"",
    "soap:address location, soap:adress location",
  })
  void everythingElseDoes(String text, String instead) {
    assertTrue(WSDL.contains(text), text);
    assertNotEquals(wsdl(WSDL).meaning(), wsdl(WSDL.replace(text, instead)).meaning());
  }

  @Test
  void endpointsOfAnOpenApiDocumentAreInTheirOrder() {
    OpenApiDocument document = openApi(OPENAPI);
    assertEquals(Optional.of("Population"), document.title());
    assertEquals(DescriptionForm.OPENAPI_YAML, document.form());
    assertEquals(
        List.of(
            new Operation("GET /people/{code}", Optional.of("One person")),
            new Operation("POST /people", Optional.empty())),
        document.operations());
  }

  @Test
  void jsonAndYamlOfTheSameMeaningAreTheSame() {
    String yaml = "openapi: 3.0.3\ninfo:\n  title: T\n  version: '1'\npaths: {}\n";
    String json =
        "{\"paths\":{},\t\"info\":{\"version\":\"1\",\"title\":\"T\"},\"openapi\":\"3.0.3\"}";
    assertEquals(DescriptionForm.OPENAPI_JSON, openApi(json).form());
    assertEquals(openApi(yaml).meaning(), openApi(json).meaning());
    assertNotEquals(
        openApi(yaml).meaning(), openApi(yaml.replace("'1'", "1")).meaning(), "text, number");
  }

  @ParameterizedTest
  @CsvSource({
    "/v1, /v2",
    "a.example, c.example",
    "b.example, c.example",
    "'post: {responses: {}}', 'post: { responses: { } } # made anew'",
  })
  void serversAndFormMakeNoVersionOfAnOpenApiDocument(String text, String instead) {
    assertTrue(OPENAPI.contains(text), text);
    assertEquals(openApi(OPENAPI).meaning(), openApi(OPENAPI.replace(text, instead)).meaning());
  }

  @ParameterizedTest
  @CsvSource({
    "One person, A person",
    "servers: {type: string}, servers: {type: integer}",
    "/people:, /persons:",
    "parameters: [], parameters: {}",
  })
  void whatItSaysDoes(String text, String instead) {
    assertTrue(OPENAPI.contains(text), text);
    assertNotEquals(openApi(OPENAPI).meaning(), openApi(OPENAPI.replace(text, instead)).meaning());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<a/>",
        "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>",
        "<w:definitions xmlns:w='http://schemas.xmlsoap.org/wsdl/'>",
      })
  void whatIsNoWsdlIsRefused(String text) {
    assertThrows(Fault.class, () -> wsdl(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "openapi: 2.0",
        "openapi: 3",
        "swagger: '2.0'",
        "{\"openapi\":\"3.0.0\",\"openapi\":\"3.0.1\"}",
        "openapi: 3.0.0\n\topenapi: [",
        "&a [*a, *a]",
      })
  void whatIsNoOpenApiDocumentIsRefused(String text) {
    assertThrows(Fault.class, () -> openApi(text));
  }

  @Test
  void depthAndSizeHaveBounds() {
    String deepJson = "{\"openapi\":\"3.0.0\",\"x\":" + "[".repeat(9000) + "]".repeat(9000) + "}";
    String deepYaml = "openapi: 3.0.0\nx: " + "[".repeat(9000) + "]".repeat(9000);
    String deepXml = "<a>".repeat(9000) + "</a>".repeat(9000);
    assertThrows(Fault.class, () -> openApi(deepJson));
    assertThrows(Fault.class, () -> openApi(deepYaml));
    assertThrows(Fault.class, () -> wsdl(deepXml));
    assertThrows(Fault.class, () -> OpenApiDocument.read(bytes(OPENAPI), OPENAPI.length() - 1));
    assertThrows(Fault.class, () -> WsdlDocument.read(bytes(WSDL), WSDL.length() - 1));
    byte[] latin = "openapi: 3.0.0 # \u00e9".getBytes(StandardCharsets.ISO_8859_1);
    assertThrows(Fault.class, () -> OpenApiDocument.read(latin, MOST));
  }

  @Test
  void textOfADescriptionIsShownOnOneLineAndNotForEver() {
    var operation = new Operation("GET /\u0000\u001b[2Jx", Optional.of("\uD83D\uDE00".repeat(900)));
    assertEquals("GET / [2Jx", operation.name());
    assertEquals(1000, operation.title().orElseThrow().length());
    assertEquals(Optional.empty(), new Operation("x", Optional.of("\n\t")).title());
  }
}
