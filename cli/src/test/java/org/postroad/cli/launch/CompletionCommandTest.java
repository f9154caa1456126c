// SPDX-License-Identifier: MIT

package org.postroad.cli.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletionCommandTest {
  @TempDir private Path directory;

  @Test
  void bashCompletesCommandsAndOptions() throws IOException, InterruptedException {
    Path script = Files.writeString(directory.resolve("postroad.bash"), script("bash"));
    assertEquals(List.of("member"), completed(script, "postroad registry mem"));
    assertEquals(List.of("ocsp"), completed(script, "postroad registry authority oc"));
    assertTrue(
        completed(script, "postroad registry member add --")
            .containsAll(List.of("--name", "--why")));
  }

  @Test
  void refusesAnotherShell() {
    assertEquals(
        2, Postroad.commandLine("completion").setErr(nowhere()).execute("completion", "fish"));
  }

  private static String script(String shell) {
    var out = new StringWriter();
    assertEquals(
        0,
        Postroad.commandLine("completion")
            .setOut(new PrintWriter(out))
            .execute("completion", shell));
    return out.toString();
  }

  private static PrintWriter nowhere() {
    return new PrintWriter(new StringWriter());
  }

  /** What bash offers for the last word of a line. */
  private static List<String> completed(Path script, String line)
      throws IOException, InterruptedException {
    String program =
        "source '%s'; COMP_WORDS=(%s); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); "
                .formatted(script, line)
            + "_complete_postroad; printf '%s\\n' \"${COMPREPLY[@]}\"";
    Process bash = new ProcessBuilder("bash", "-c", program).redirectErrorStream(true).start();
    String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, bash.waitFor(), said);
    return said.lines().map(String::strip).toList();
  }
}
