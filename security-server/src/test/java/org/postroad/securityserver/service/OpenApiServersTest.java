// SPDX-License-Identifier: MIT
package org.postroad.securityserver.service;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroad.protocol.fault.Fault;

/** Addresses taken out of OpenAPI documents (F-026), and the form these are in (F-027). */
final class OpenApiServersTest {

  private static String reduced(String document, OpenApiForm form) {
    return new String(OpenApiServers.reduced(document.getBytes(UTF_8), form), UTF_8);
  }

  private static String refusal(String document, OpenApiForm form) {
    return assertThrows(Fault.class, () -> reduced(document, form)).text();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"http://inner:8080/v1\" | \"/v1\"",
        "\"https:\\/\\/inner\\/v1\\u002Fx\" | \"/v1/x\"",
        "\"http://inner\" | \"\"",
        "\"http://user:secret@inner/v1/?q=secret#f\" | \"/v1/\"",
        "\"http://inner/a%20b/\u00E4\" | \"/a%20b/\u00E4\"",
        "\"//inner/v1\" | \"/v1\"",
        "\"/v1\" | \"/v1\"",
        "\"v1/x\" | \"v1/x\"",
        "\"mailto:inner\" | \"\"",
        "\"http://{host}/v1\" | \"http://{host}/v1\"",
        "\"\" | \"\"",
        "7 | 7",
        "null | null",
        "{\"url\":\"http://inner/\"} | {\"url\":\"http://inner/\"}",
      })
  void onlyThePathOfAServerStaysInJson(String before, String after) {
    String rest =
        "\r\n{ \"servers\" :\t[ {\"x\":[{\"url\":\"http://no\"}],\"url\" : %s }\t, 1, [ ] ],"
            + " \"openapi\":\"3.0.0\",\n\"info\":{\"servers\":[{\"url\":\"http://no\"}]},\"s\":\"\u00E4"
            + "\uD83D\uDE00\",\"paths\":{\"servers\":[{\"url\":\"http://no\"}],\"url\":\"http://no\"} }\n";
    assertEquals(rest.replace("%s", after), reduced(rest.replace("%s", before), OpenApiForm.JSON));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "url: http://inner/v1 # kept | url: \"/v1\" # kept",
        "url:   'http://inner/it''s'  | url:   \"/it's\"",
        "url: \"http://inner/\\u0061\" | url: \"/a\"",
        "url: >-~      http://inner/b~    # kept | url: \"/b\"~    # kept",
        "url: >-~      http://inner/b~    description: d | url: \"/b\"~    description: d",
        "{url: http://inner/v1, x: http://no} | {url: \"/v1\", x: http://no}",
        "{url: http://inner} | {url: \"\"}",
        "url: &anchor http://inner/v1~    x: *anchor | url: &anchor \"/v1\"~    x: *anchor",
        "url: !!str http://inner/v1 | url: !!str \"/v1\"",
        "? url~    : http://inner/v1 | ? url~    : \"/v1\"",
        "url: http://{host}/v1 | url: http://{host}/v1",
        "url: /v1 | url: \"/v1\"",
        "url: | url:",
        "url: 8080 | url: 8080",
        "x: http://no | x: http://no",
      })
  void onlyThePathOfAServerStaysInYaml(String before, String after) {
    String rest =
        """
        \uFEFF%YAML 1.2
        --- # \u00E4 \uD83D\uDE00
        openapi: 3.0.3 # kept
        x-\uD83D\uDE00: {}
        servers:

          - description: \uD83D\uDE00
          - %s
          # kept
          - last
        tags: &t [a, b]
        more: *t
        paths:
          /x:
            servers:
            - url: http://no
        """;
    assertEquals(
        rest.replace("%s", after.replace('~', '\n')),
        reduced(rest.replace("%s", before.replace('~', '\n')), OpenApiForm.YAML));
  }

  @Test
  void everyServerOfALongListIsReducedAtItsPlace() {
    StringBuilder json = new StringBuilder("{\"servers\":[");
    StringBuilder yaml = new StringBuilder("servers:\n");
    for (int i = 0; i < 20_000; i++) {
      json.append(i == 0 ? "" : ",")
          .append("{\"d\":\"\uD83D\uDE00\u00E4\",\"url\":\"http://inner/" + i + "\"}");
      yaml.append("- {d: \uD83D\uDE00\u00E4, url: \"http://inner/" + i + "\"}\n");
    }
    json.append("]}");
    assertEquals(
        json.toString().replace("http://inner", ""), reduced(json.toString(), OpenApiForm.JSON));
    assertEquals(
        yaml.toString().replace("http://inner", ""), reduced(yaml.toString(), OpenApiForm.YAML));
  }

  @Test
  void characterBeyondTheBasicPlaneMayStandAnywhere() {
    for (int i = 1000; i < 1050; i++) {
      String yaml =
          "#" + "x".repeat(i) + "\n\uD83D\uDE00\uD83D\uDE00: b\nservers: [{url: http://a/b}]";
      assertEquals(yaml.replace("http://a/b", "\"/b\""), reduced(yaml, OpenApiForm.YAML));
    }
  }

  /** Whatever was damaged in a document: it is reduced or refused. */
  @Test
  void damagedDocumentsAreReducedOrRefused() {
    String json =
        "{\"openapi\":\"3.0.0\",\"servers\":[{\"url\":\"http://inner/\\u00e4\"}],\"a\":[1,2.5e3]}";
    String yaml =
        "openapi: 3.0.0\nservers:\n  - url: >-\n      http://inner/a\n  - {url: 'b'}\nx: &y [z]\n";
    Random random = new Random(7);
    int refused = 0;
    for (int round = 0; round < 4000; round++) {
      OpenApiForm form = random.nextBoolean() ? OpenApiForm.JSON : OpenApiForm.YAML;
      byte[] damaged = (form == OpenApiForm.JSON ? json : yaml).getBytes(UTF_8);
      for (int i = 0; i <= random.nextInt(3); i++) {
        damaged[random.nextInt(damaged.length)] =
            (byte) "{}[]:,\"'\\|>-&*! \n#%\t\u0000\u00E4a0".charAt(random.nextInt(24));
      }
      try {
        OpenApiServers.reduced(damaged, form);
      } catch (Fault fault) {
        refused++;
      }
    }
    assertTrue(refused > 1000 && refused < 3500, refused + " of 4000 refused");
  }

  @Test
  void repeatedListsAreAllReduced() {
    String json = "{\"servers\":[{\"url\":\"http://a/1\",\"url\":\"http://b/2\"}],\"servers\":[]}";
    assertEquals(
        "{\"servers\":[{\"url\":\"/1\",\"url\":\"/2\"}],\"servers\":[]}",
        reduced(json, OpenApiForm.JSON));
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.0.0", "3.1.0", "3.99"})
  void everyVersionThreePasses(String version) {
    String json = "{\"openapi\":\"" + version + "\"}";
    assertEquals(json, reduced(json, OpenApiForm.JSON));
    assertEquals("openapi: " + version, reduced("openapi: " + version, OpenApiForm.YAML));
    assertEquals("{}", reduced("{}", OpenApiForm.JSON));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"2.0\"", "\"30\"", "\"\"", "null", "{\"3.\":1}", "[\"3.0\"]", "3"})
  void otherVersionsAreRefused(String version) {
    for (OpenApiForm form : OpenApiForm.values()) {
      String text = refusal("{\"openapi\": " + version + "}", form);
      assertTrue(text.startsWith("Incompatible openapi version. "), text);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "servers: *s",
        "servers:\n- *s",
        "servers:\n- url: *s",
        "openapi: 3.0.0\n---\nservers: []",
        "- servers",
        "text",
        "",
        "a: [",
        "servers:\n- url: 'http://in ner/'",
        "servers:\n- url: |\n    http://inner/\n",
      })
  void whatCannotBeReducedIsRefused(String yaml) {
    String anchored = yaml.contains("*s") ? "x: &s http://inner/\n" + yaml : yaml;
    String text = refusal(anchored, OpenApiForm.YAML);
    assertTrue(!text.isEmpty() && !text.contains("inner"), text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{", "{}{}", "{} x", "<html>", "{'servers':[]}", "null"})
  void whatIsNoJsonObjectIsRefused(String json) {
    assertTrue(!refusal(json, OpenApiForm.JSON).isEmpty());
  }

  @Test
  void otherEncodingsThanUtf8AreRefused() {
    byte[] latin = "{\"x\":\"\u00E4\"}".getBytes(ISO_8859_1);
    for (OpenApiForm form : OpenApiForm.values()) {
      Fault fault = assertThrows(Fault.class, () -> OpenApiServers.reduced(latin, form));
      assertEquals("the document is not UTF-8", fault.text());
    }
  }

  @Test
  void deepOrAliasedDocumentsCostNoMoreThanTheirLength() {
    String deep = "{\"servers\":".repeat(100_000);
    for (OpenApiForm form : OpenApiForm.values()) {
      assertTrue(!refusal(deep, form).isEmpty());
      assertTrue(!refusal("[".repeat(100_000), form).isEmpty());
    }
    StringBuilder bomb = new StringBuilder("a: &a [x, x]\n");
    for (char c = 'b'; c <= 'z'; c++) {
      bomb.append("%c: &%c [*%c, *%c]\n".formatted(c, c, c - 1, c - 1));
    }
    assertEquals(bomb.toString(), reduced(bomb.toString(), OpenApiForm.YAML));
  }

  @ParameterizedTest
  @CsvSource({
    "application/json, http://x/openapi.yaml, JSON",
    "application/json;charset=utf-8, http://x/, JSON",
    "text/plain+application/json, http://x/, JSON",
    "application/x-yaml, http://x/openapi.json, YAML",
    "application/x-yaml;charset=utf-8, http://x/openapi.json, JSON",
    "text/plain, http://x/openapi.json, JSON",
    "text/plain, http://x/openapi.json?x=.yaml, JSON",
    "text/plain, http://x/openapi?x=.json, YAML",
    "text/plain, http://x/openapi.yaml, YAML",
    "'', http://x, YAML",
    "'', http://x/openapi.json, JSON",
  })
  void formFollowsTheContentTypeThenTheAddress(String type, URI url, OpenApiForm form) {
    List<String> types = type.isEmpty() ? List.of() : List.of(type.split("\\+(?=app)"));
    assertEquals(form, OpenApiForm.of(types, url));
  }
}
