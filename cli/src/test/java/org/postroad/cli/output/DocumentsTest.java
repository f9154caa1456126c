// SPDX-License-Identifier: MIT
package org.postroad.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DocumentsTest {

  private record Server(String name, Optional<String> address, Instant since, boolean up) {}

  private static final List<Server> SERVERS =
      List.of(
          new Server(
              "õ\u202e\u001b", Optional.empty(), Instant.parse("2026-01-02T03:04:05Z"), true));

  @Test
  void jsonKeepsTheOrderOfComponentsAndIsPlainAscii() {
    assertEquals(
        """
        [ {
          "name" : "\\u00F5\\u202E\\u001B",
          "address" : null,
          "since" : "2026-01-02T03:04:05Z",
          "up" : true
        } ]\
        """,
        Documents.json(SERVERS).replace(System.lineSeparator(), "\n"));
  }

  @Test
  void yamlKeepsTheOrderOfComponentsAndIsPlainAscii() {
    assertEquals(
        """
        - name: "\\xf5\\u202e\\e"
          address: null
          since: "2026-01-02T03:04:05Z"
          up: true\
        """,
        Documents.yaml(SERVERS));
  }

  @Test
  void noKeySteersTheTerminalEither() {
    assertEquals(
        "\"a\\e\": \"" + "x ".repeat(100) + "x\"",
        Documents.yaml(Map.of("a\u001b", "x ".repeat(100) + "x")));
  }
}
