// SPDX-License-Identifier: MIT
package org.postroad.cli.launch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroad.cli.launch.PageSteps.Step;
import org.postroad.cli.sandbox.FreePorts;

/**
 * Every command of the pages that begin with a sandbox, typed as it stands by a reader who chose
 * other ports.
 */
@Tag("long")
class SandboxPagesTest {
  private static final Path DOCS = Path.of("..", "docs");

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"auditing.md", "integrating.md", "sandbox.md"})
  void aPageIsTyped(String page) throws IOException, InterruptedException {
    String base = String.valueOf(FreePorts.base());
    Map<String, String> environment = Map.of("POSTROAD_SANDBOX_PORT_BASE", base);
    List<Step> steps =
        PageSteps.read(DOCS.resolve(page)).stream()
            .map(step -> step.at("1800", base.substring(0, base.length() - 1)))
            .toList();
    try (Shell shell = Shell.start(directory, environment)) {
      try {
        new Typist(shell).type(steps);
      } finally {
        shell.type("postroad sandbox down", Typist.PATIENCE);
      }
    }
  }
}
