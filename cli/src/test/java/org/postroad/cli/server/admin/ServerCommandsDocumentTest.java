// SPDX-License-Identifier: MIT

package org.postroad.cli.server.admin;

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

/** Every command on the page for administrators of servers is one that runs as it stands. */
class ServerCommandsDocumentTest {
  private static final String COMMAND = "postroad server ";
  private static final Path PAGE = Path.of("../docs/server-commands.md");

  @TempDir private Path directory;

  @Test
  void everyCommandRuns() throws IOException {
    List<String> commands =
        Files.readAllLines(PAGE).stream().filter(line -> line.startsWith(COMMAND)).toList();
    assertFalse(commands.isEmpty());
    FakeWire server = server();
    for (String command : commands) {
      String[] words =
          Arrays.stream(CommandWords.of(command.substring(COMMAND.length())))
              .map(this::inDirectory)
              .toArray(String[]::new);
      Said said = Typing.at(ServerFamily.family(), server).type(words);
      int expected = command.equals(COMMAND + "status") ? Exit.PROBLEMS : Exit.DONE;
      assertEquals(expected, said.exitCode(), command + ": " + said.err());
    }
  }

  /** A file that is named is one of the directory; what is to be read is there. */
  private String inDirectory(String word) {
    Path file = directory.resolve(word);
    try {
      if (word.matches("[\\w-]+\\.pem|pin")) {
        Files.writeString(file, "content");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file.toString();
      }
      return word.matches("[\\w-]+\\.csr|officer-token") ? file.toString() : word;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static FakeWire server() {
    return new FakeWire()
        .answers("GET /security-servers?current_server=true", "[{'instance_id':'NAT'}]")
        .answers(
            "GET /clients/NAT:GOV:1:People/service-descriptions",
            "[{'id':'8','url':'https://people.example.org/openapi.yaml'}]")
        .answers("GET /clients/NAT:GOV:1:People/local-groups", "[{'id':'7','code':'offices'}]")
        .answers(
            "GET /services/NAT:GOV:1:People:people",
            "{'endpoints':[{'id':'9','method':'GET','path':'/people/*'}]}")
        .answers("GET /certificate-authorities", "[{'name':'Test CA'}]")
        .answers(
            "GET /tokens",
            "[{'id':'0','name':'softToken','keys':[{'id':'12','name':'Signing 2027',"
                + "'certificates':[{'certificate_details':"
                + "{'hash':'AB','subject_common_name':'ss1.example.org'}}]}]}]")
        .answers("POST /api-keys", "{'id':2,'key':'a-secret'}");
  }
}
