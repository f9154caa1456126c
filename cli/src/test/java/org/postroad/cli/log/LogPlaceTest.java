// SPDX-License-Identifier: MIT
package org.postroad.cli.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.cli.sandbox.SandboxLog;
import org.postroad.securityserver.journal.Journal;
import org.postroad.securityserver.journal.JournalFiles;
import org.postroad.securityserver.journal.JournalOptions;

class LogPlaceTest {

  @TempDir private Path root;

  @Test
  void aServersDirectoryLeadsToItsLogAndTheLogToItself() throws Exception {
    Path log = log("server");
    assertEquals(log, find(root.resolve("server").toString()));
    assertEquals(log, find(log.toString()));
  }

  @Test
  void aSandboxLogIsFoundByEachOfItsNames() throws Exception {
    Path log = log("tax-agency");
    SandboxLog tax = new SandboxLog("tax", 18000, root.resolve("tax-agency"));
    for (String name : List.of("tax", "tax@18000", "tax-agency")) {
      assertEquals(log, find(name, tax), name);
    }
  }

  @Test
  void aMistypedNameIsAnsweredWithTheOneThatWasMeant() {
    SandboxLog tax = new SandboxLog("tax", 18000, root.resolve("tax-agency"));
    SandboxLog population = new SandboxLog("population", 18000, root.resolve("population-agency"));
    assertEquals(
        "No log 'populatoin': no such directory, no log of a running sandbox."
            + " Did you mean: population?",
        refused("populatoin", tax, population));
    assertTrue(
        refused("elsewhere", tax, population)
            .endsWith("Logs of running sandboxes: tax, population"));
  }

  @Test
  void withTwoSandboxesTheNameAloneIsNotEnough() throws Exception {
    Path log = log("b/tax-agency");
    SandboxLog first = new SandboxLog("tax", 18000, root.resolve("a/tax-agency"));
    SandboxLog second = new SandboxLog("tax", 19000, root.resolve("b/tax-agency"));
    assertTrue(
        refused("tax", first, second).endsWith("Logs of running sandboxes: tax@18000, tax@19000"));
    assertEquals(log, find("tax@19000", first, second));
  }

  @Test
  void theDirectoryAboveNamesTheLogsBelow() throws Exception {
    log("population-agency");
    log("tax-agency");
    String text = refused(root.toString());
    assertTrue(
        text.endsWith(
            "Did you mean: %s, %s?"
                .formatted(root.resolve("population-agency"), root.resolve("tax-agency"))),
        text);
  }

  @Test
  void aLogToWhichNothingWasWrittenIsALog() throws Exception {
    Path log = Files.createDirectories(root.resolve("tax-agency").resolve("messagelog"));
    try (Journal journal =
        Journal.open(
            log,
            JournalOptions.DEFAULT,
            JournalFiles.disk(),
            Clock.systemUTC(),
            new SplittableRandom(1))) {
      assertEquals(log, find(root.resolve("tax-agency").toString()), journal.id()::toString);
    }
  }

  @Test
  void withoutANameSaysHowToGiveOne() {
    String text = refused("");
    assertTrue(text.startsWith("Which log? Name it with --log DIR or POSTROAD_LOG"), text);
  }

  private Path log(String server) throws IOException {
    Path log = Files.createDirectories(root.resolve(server).resolve("messagelog"));
    Files.createFile(log.resolve("0000000001.journal"));
    return log;
  }

  private static Path find(String typed, SandboxLog... sandbox) throws IOException, NoSuchLog {
    return new LogPlace(typed, List.of(sandbox)).find();
  }

  private static String refused(String typed, SandboxLog... sandbox) {
    return assertThrows(NoSuchLog.class, () -> find(typed, sandbox)).getMessage();
  }
}
