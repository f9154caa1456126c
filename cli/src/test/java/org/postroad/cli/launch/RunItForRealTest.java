// SPDX-License-Identifier: MIT
package org.postroad.cli.launch;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroad.cli.launch.PageSteps.Step;
import org.postroad.cli.sandbox.FreePorts;
import org.postroad.testing.PostgresServer;

/**
 * The chapter of the README that brings an instance from nothing to a verified call, typed as it
 * stands: every command a process of its own, and what is shown beneath it is seen. Then each page
 * that goes on from there is typed in a shell of its own, in the directory of the chapter. Only
 * what the chapter lets a reader choose is chosen here.
 */
@Tag("long")
@Tag("hsm")
@Tag("postgres")
@ExtendWith(PostgresServer.Resolver.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RunItForRealTest {
  private static final Path DOCS = Path.of("..", "docs");
  private static final Path README = Path.of("..", "README.md");
  private static final String CHAPTER = "Run it for real";

  private final String net = FreePorts.network();
  private Path trial = Path.of("");
  private Optional<Shell> chapter = Optional.empty();
  private Optional<Step> end = Optional.empty();

  /** All of it up to what ends everything that was started. */
  @BeforeAll
  void theChapterIsTyped(PostgresServer postgres, @TempDir Path directory) throws Exception {
    List<Step> steps = PageSteps.read(README, CHAPTER);
    assertTrue(steps.size() > 60, () -> "steps: " + steps.size());
    Map<String, String> chosen =
        postgres.schema(
            (url, user) -> Map.of("NET", net, "DATABASE", "'" + url + "'", "DATABASE_USER", user));
    Shell shell = Shell.start(directory, Map.of());
    chapter = Optional.of(shell);
    trial = directory.resolve("trial");
    end = Optional.of(steps.getLast());
    new Typist(shell)
        .type(steps.subList(0, steps.size() - 1).stream().map(step -> step.with(chosen)).toList());
  }

  @AfterAll
  void andItsEnd() throws IOException, InterruptedException {
    try (Shell shell = chapter.orElseThrow()) {
      new Typist(shell).type(List.of(end.orElseThrow()));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "apply.md",
        "catalogue.md",
        "configuration.md",
        "doctor.md",
        "new-server.md",
        "registry-api.md",
        "registry-backup.md",
        "registry.md",
        "server-api.md",
        "server-backup.md",
        "why.md"
      })
  void aPageThatGoesOnFromThere(String page) throws IOException, InterruptedException {
    Map<String, String> environment =
        Map.of(
            "NET",
            net,
            "POSTROAD_API_CONTEXT",
            trial.resolve("registry").toString(),
            "POSTROAD_API_SERVER_CONTEXT",
            trial.resolve("ss2").toString(),
            "SOFTHSM2_CONF",
            trial.resolve("softhsm2.conf").toString());
    try (Shell shell = Shell.start(trial, environment)) {
      new Typist(shell).type(PageSteps.read(DOCS.resolve(page)));
    }
  }
}
