// SPDX-License-Identifier: MIT
package org.postroad.cli.server;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.postroad.cli.process.Key;

/** {@code docs/configuration.md} lists every key there is. */
class ConfigurationDocumentTest {

  private static final Path PAGE = Path.of("..", "docs", "configuration.md");

  @Test
  void listsEveryKeyWithFormAndDefault() throws IOException {
    String table =
        Stream.concat(
                Stream.of("| key | form | default | what it is |", "|---|---|---|---|"),
                ServerFile.parse(Path.of("server.yaml"), "", Map.of()).keys().stream()
                    .map(ConfigurationDocumentTest::row))
            .collect(Collectors.joining("\n"));
    assertTrue(
        Files.readString(PAGE).contains("\n" + table + "\n"),
        () -> PAGE + " should have:\n" + table);
  }

  private static String row(Key key) {
    return "| `%s` | %s | %s | %s |".formatted(key.name(), key.form(), key.preset(), key.meaning());
  }
}
