// SPDX-License-Identifier: MIT

package org.postroad.cli.registry.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.cli.administration.CommandWords;
import org.postroad.cli.administration.Exit;
import org.postroad.cli.administration.FakeWire;
import org.postroad.cli.administration.Typing;
import org.postroad.cli.administration.Typing.Said;

/** Every command on the page for administrators is one that runs as it stands. */
class CommandsDocumentTest {
  private static final String COMMAND = "postroad registry ";
  private static final Path PAGE = Path.of("../docs/registry-commands.md");

  @TempDir private Path directory;

  @Test
  void everyCommandRuns() throws IOException {
    List<String> commands =
        Files.readAllLines(PAGE).stream().filter(line -> line.startsWith(COMMAND)).toList();
    assertFalse(commands.isEmpty());
    FakeWire registry = registry();
    for (String command : commands) {
      String[] words =
          Arrays.stream(CommandWords.of(command.substring(COMMAND.length())))
              .map(this::inDirectory)
              .toArray(String[]::new);
      Said said = Typing.at(RegistryFamily.family(), registry).type(words);
      int expected = command.equals(COMMAND + "status") ? Exit.PROBLEMS : Exit.DONE;
      assertEquals(expected, said.exitCode(), command + ": " + said.err());
    }
  }

  /** A file that is named is one of the directory; what is to be read is there. */
  private String inDirectory(String word) {
    Path file = directory.resolve(word);
    try {
      if (word.matches("[\\w-]+\\.pem|partner-anchor\\.xml|monitoring\\.xml|pin")) {
        Files.writeString(file, "content");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file.toString();
      }
      return word.matches("anchor\\.xml|officer-token") ? file.toString() : word;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static FakeWire registry() {
    return new FakeWire()
        .answers("GET /system/status", "{'initialization_status':{'instance_identifier':'NAT'}}")
        .answers("GET /certification-services", "[{'id':1,'name':'Test CA'}]")
        .answers(
            "GET /tokens",
            "[{'id':'0','name':'softToken','configuration_signing_keys':"
                + "[{'id':'12','label':{'label':'Key of 2027'}}]}]")
        .answers("GET /trusted-anchors", "[{'hash':'AB:CD','instance_identifier':'FI'}]")
        .answers("POST /api-keys", "{'id':2,'key':'a-secret'}");
  }
}
