// SPDX-License-Identifier: MIT
package org.postroad.securityserver.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.securityserver.messagelog.MessageLog;

class TransferCommandTest {
  @TempDir Path directory;

  private TransferCommand.Outcome run(String command, Duration timeout)
      throws IOException, InterruptedException {
    return new TransferCommand(new ArchiveSettings.Transfer(command, timeout), () -> false)
        .run(directory, directory.resolve("a.zip"), directory.resolve("a-proofs.zip"));
  }

  @Test
  void isToldTheFilesAndNothingOfTheEnvironment() throws IOException, InterruptedException {
    String output = run("pwd; env | sort", Duration.ofSeconds(30)).output();
    assertTrue(output.startsWith(directory.toRealPath().toString()), output);
    assertEquals(
        directory.resolve("a.zip").toString(),
        output
            .lines()
            .filter(l -> l.startsWith("POSTROAD_ARCHIVE="))
            .findFirst()
            .orElseThrow()
            .substring("POSTROAD_ARCHIVE=".length()));
    assertTrue(output.contains("POSTROAD_ARCHIVE_PROOFS=" + directory.resolve("a-proofs.zip")));
    assertTrue(
        output
            .lines()
            .skip(1)
            .allMatch(l -> l.matches("(PATH|POSTROAD_ARCHIVE(_PROOFS)?|PWD|OLDPWD|SHLVL|_)=.*")),
        output);
  }

  @Test
  void itsStatusAndTheBeginningOfItsOutputAreKept() throws IOException, InterruptedException {
    TransferCommand.Outcome outcome =
        run("echo no room >&2; head -c 1000000 /dev/zero; exit 7", Duration.ofSeconds(30));
    assertEquals(Optional.of(7), outcome.status());
    assertTrue(outcome.output().startsWith("no room\n"));
    assertEquals(8_192, outcome.output().length());
  }

  @Test
  void isKilledWithAllItStartedWhenItsTimeIsOver() throws IOException, InterruptedException {
    TransferCommand.Outcome outcome =
        run("echo began; sleep 600 & sleep 600; echo never", Duration.ofMillis(300));
    assertEquals(Optional.empty(), outcome.status());
    assertEquals("began\n", outcome.output());
    assertFalse(outcome.succeeded());
  }

  @Test
  void runsForEachArchiveAndAFailureLeavesTheArchiveWhereItIs() throws IOException {
    Fixtures.World world = new Fixtures.World();
    Path list = directory.resolve("list");
    ArchiveSettings settings =
        ArchiveSettings.DEFAULT
            .withFiles(ArchiveGrouping.SUBSYSTEM, 1 << 20)
            .withTransfer(
                new ArchiveSettings.Transfer(
                    "echo \"$POSTROAD_ARCHIVE\" >> '" + list + "'; exit 1",
                    Duration.ofSeconds(30)));
    try (MessageLog log = world.log(directory);
        Archives archives = world.archives(log, directory, settings)) {
      world.append(log, Fixtures.TAX, "a");
      world.append(log, Fixtures.TOLL, "b");
      log.timestampNow();
      Archived done = archives.archive(ArchiveWatcher.NONE);
      assertEquals(
          done.archives().stream()
              .map(entry -> archives.directory().resolve(entry.archive().name()))
              .toList(),
          Files.readAllLines(list).stream().map(Path::of).toList());
      assertEquals(2, Fixtures.archives(archives.directory()).size());
    }
  }
}
