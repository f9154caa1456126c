// SPDX-License-Identifier: MIT

package org.postroad.cli.administration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.cli.process.Terminal;

/** Where the API token comes from. */
class AccessSearchTest {
  private static final Program PROGRAM =
      new Program(
          "server",
          "postroad server",
          "POSTROAD_API_SERVER_",
          "server.yaml",
          () ->
              () -> {
                throw new IllegalStateException("nothing is opened here");
              });

  @TempDir private Path directory;
  private final List<String> questions = new ArrayList<>();

  private AccessSearch search(Map<String, String> environment, Optional<String> typed) {
    Terminal terminal =
        question -> {
          questions.add(question);
          return typed.map(String::toCharArray);
        };
    return new AccessSearch(PROGRAM, environment, terminal);
  }

  private static String token(AccessSearch search, Optional<Path> file) {
    return search.token(Optional.empty(), Optional.empty(), file);
  }

  @Test
  void whoSitsAtATerminalIsAskedInTheEnd() {
    assertEquals("a-token", token(search(Map.of(), Optional.of("a-token ")), Optional.empty()));
    assertEquals(List.of("API token of the server: "), questions);
  }

  @Test
  void nobodyIsAskedForWhatIsThere() throws IOException {
    Path file = Files.writeString(directory.resolve("token"), "from-file\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    assertEquals("from-file", token(search(Map.of(), Optional.of("typed")), Optional.of(file)));
    Map<String, String> variable = Map.of("POSTROAD_API_SERVER_TOKEN", "from-variable");
    assertEquals("from-variable", token(search(variable, Optional.of("typed")), Optional.of(file)));
    assertEquals(List.of(), questions);
  }

  @Test
  void whereNobodyIsTheOptionIsNamed() {
    ApiFailed missing =
        assertThrows(
            ApiFailed.class, () -> token(search(Map.of(), Optional.empty()), Optional.empty()));
    assertEquals(Exit.USAGE, missing.getExitCode());
    assertEquals(
        "No API token: name it with --token-file FILE or --context DIR", missing.getMessage());
  }
}
