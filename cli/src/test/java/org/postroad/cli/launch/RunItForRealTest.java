// SPDX-License-Identifier: MIT
package org.postroad.cli.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.cli.launch.TypedChapter.Step;
import org.postroad.testing.PostgresServer;

/**
 * The chapter of the README that brings an instance from nothing to a verified call, typed as it
 * stands: every command a process of its own, and what is shown beneath it is seen. Only what the
 * chapter lets a reader choose is chosen here.
 */
@Tag("long")
@Tag("hsm")
@Tag("postgres")
@ExtendWith(PostgresServer.Resolver.class)
class RunItForRealTest {
  private static final Path README = Path.of("..", "README.md");
  private static final String CHAPTER = "Run it for real";
  private static final long PATIENCE = Duration.ofMinutes(2).toNanos();

  @TempDir private Path directory;

  @Test
  void theChapterIsTyped(PostgresServer postgres) throws Exception {
    List<Step> steps = TypedChapter.read(README, CHAPTER);
    assertTrue(steps.size() > 60, () -> "steps: " + steps.size());
    Map<String, String> chosen =
        postgres.schema((url, user) ->
            Map.of("NET", net(), "DATABASE", "'" + url + "'", "DATABASE_USER", user));
    try (Shell shell = Shell.start(directory, Map.of())) {
      for (Step step : steps) {
        type(shell, chosen(step, chosen));
      }
    }
  }

  /** Addresses of this machine that nobody else uses now. */
  private static String net() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return "127." + random.nextInt(2, 250) + "." + random.nextInt(2, 250);
  }

  private static Step chosen(Step step, Map<String, String> values) {
    Step with = step;
    for (Map.Entry<String, String> value : values.entrySet()) {
      with = with.with(value.getKey(), value.getValue());
    }
    return with;
  }

  private static void type(Shell shell, Step step) throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE;
    Shell.Ended ended = shell.type(step.typed(), PATIENCE);
    List<String> output = new ArrayList<>(ended.output());
    while (!step.isSeenIn(output) && (step.isInBackground() || step.looks())) {
      assertTrue(System.nanoTime() < end, () -> shown(step, output));
      if (step.isInBackground()) {
        output.add(shell.next(end, output));
      } else {
        ended = shell.type(step.typed(), PATIENCE);
        output.clear();
        output.addAll(ended.output());
      }
    }
    assertTrue(step.isSeenIn(output), () -> shown(step, output));
    assertEquals(0, ended.status(), () -> shown(step, output));
  }

  private static String shown(Step step, List<String> output) {
    return "$ "
        + step.typed()
        + "\n"
        + String.join("\n", output)
        + "\n--- expected:\n"
        + String.join("\n", step.seen());
  }
}
