// SPDX-License-Identifier: MIT
package org.postroad.cli.apply;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postroad.cli.process.BadConfiguration;
import org.postroad.securityserver.declaration.Declaration;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A tree is read by its published schema, which says what the server reads. */
class TreeFileTest {
  private static final JsonMapper STRICT =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
  private static final Path DOCS = Path.of("..", "docs");

  @TempDir Path directory;

  private TreeFile read(String text) throws IOException {
    return TreeFile.read(Files.writeString(directory.resolve("ss1.yaml"), text));
  }

  @Test
  void theSchemaHasTheFieldsOfTheServersRecords() {
    JsonNode schema = JsonMapper.shared().readTree(TreeSchema.text());
    Map<String, Class<?>> records = new LinkedHashMap<>();
    records.put("key", Declaration.Key.class);
    records.put("client", Declaration.Client.class);
    records.put("group", Declaration.Group.class);
    records.put("description", Declaration.Description.class);
    records.put("service", Declaration.Service.class);
    records.put("right", Declaration.Right.class);
    assertEquals(records.keySet(), Set.copyOf(schema.path("$defs").propertyNames()));
    same(Declaration.class, schema);
    records.forEach((name, type) -> same(type, schema.path("$defs").path(name)));
  }

  private static void same(Class<?> type, JsonNode schema) {
    assertEquals(
        Arrays.stream(type.getRecordComponents())
            .map(each -> each.getName())
            .collect(Collectors.toSet()),
        Set.copyOf(schema.path("properties").propertyNames()));
    assertEquals(
        Arrays.stream(type.getRecordComponents())
            .filter(each -> each.getType() != Optional.class)
            .map(each -> each.getName())
            .collect(Collectors.toSet()),
        schema.path("required").valueStream().map(JsonNode::asString).collect(Collectors.toSet()));
    assertEquals("false", schema.path("additionalProperties").asString());
    schema
        .path("properties")
        .forEach(each -> assertTrue(each.has("description") || each.has("$ref")));
  }

  @Test
  void theSchemaIsPublishedAsItIs() throws IOException {
    assertArrayEquals(
        TreeSchema.text(), Files.readAllBytes(DOCS.resolve("server-tree.schema.json")));
  }

  /** What the page shows is a tree, and the server reads it. */
  @Test
  void theTreeOfThePageIsOne() throws IOException {
    String page = Files.readString(DOCS.resolve("apply.md"));
    int begin = page.indexOf("```yaml\n") + "```yaml\n".length();
    Files.writeString(directory.resolve("tax-system.pem"), "-----BEGIN CERTIFICATE-----");
    TreeFile tree = read(page.substring(begin, page.indexOf("```", begin)));
    Declaration read = STRICT.treeToValue(tree.tree(), Declaration.class);
    Declaration.Client client = read.clients().orElseThrow().getFirst();
    assertEquals(3, client.descriptions().orElseThrow().size());
    assertEquals(List.of("-----BEGIN CERTIFICATE-----"), client.certificates().orElseThrow());
    assertEquals(
        Optional.of(false),
        client.descriptions().get().get(1).services().orElseThrow().getFirst().verify());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          clients: []                                            | ss1.yaml:1: the tree has no server
          server: DEV:GOV:1\\n                                   | ss1.yaml:1: server is 'DEV:GOV:1', expected: INSTANCE
          server: A:B:C:D\\nclients:\\n- id: A:B:C\\n  conection: http | ss1.yaml:4: there is no key conection in clients; did you mean connection?
          server: A:B:C:D\\nclients:\\n- {id: A:B:C, connection: htps} | ss1.yaml:3: connection is 'htps', not one of http, https-no-auth, https
          server: A:B:C:D\\nclients: {}                          | ss1.yaml:2: clients is a list
          server: A:B:C:D\\nclients:\\n- id: A:B:C\\n  register: maybe | ss1.yaml:4: register is true or false
          server: A:B:C:D\\nclients:\\n- id: A:B:C\\n  descriptions:\\n  - {code: x} | ss1.yaml:5: descriptions has exactly one of wsdl, openapi, rest
          server: A:B:C:D\\naddress: [1                          | ss1.yaml:2: expected
          server: A:B:C:D\\nserver: A:B:C:D                      | ss1.yaml:2:
          """)
  void whatIsNoTreeIsToldWithItsLine(String text, String message) {
    BadConfiguration refused =
        assertThrows(BadConfiguration.class, () -> read(text.replace("\\n", "\n")));
    assertTrue(
        String.valueOf(refused.getMessage()).startsWith(message), () -> refused.getMessage());
  }

  @Test
  void aCertificateIsSentOnceItIsThere() throws IOException {
    String text = "server: A:B:C:D\nkeys:\n- {label: sign 1, use: signing}\n";
    assertTrue(read(text).tree().path("keys").path(0).path("certificate").isMissingNode());
    Files.writeString(directory.resolve("sign_1.crt"), "pem");
    assertEquals("pem", read(text).tree().path("keys").path(0).path("certificate").asString());
    Files.writeString(directory.resolve("other.pem"), "other");
    assertEquals(
        "other",
        read(text.replace("use:", "certificate: other.pem, use:"))
            .tree()
            .path("keys")
            .path(0)
            .path("certificate")
            .asString());
    assertEquals(directory.resolve("sign_1.csr"), read(text).request("sign 1"));
  }
}
