// SPDX-License-Identifier: MIT
package org.postroad.securityserver.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** F1: whatever a process acknowledged before {@code kill -9} is in the journal afterwards. */
class JournalCrashTest {
  private static final int ROUNDS = Integer.getInteger("journal.kill.rounds", 20);

  @TempDir Path directory;

  @Test
  void nothingAcknowledgedIsLostWhenTheProcessIsKilled() throws Exception {
    Map<Long, String> acknowledged = new HashMap<>();
    Random random = new Random(4711);
    for (int round = 0; round < ROUNDS; round++) {
      int before = acknowledged.size();
      killWhileWriting(round, 1 + random.nextInt(400), acknowledged);
      assertTrue(acknowledged.size() > before, "round " + round + " acknowledged nothing");
      Map<Long, String> found = new HashMap<>();
      try (Journal journal = JournalFixtures.open(directory, 1 << 20)) {
        JournalFixtures.Contents contents = JournalFixtures.read(journal);
        for (JournalEntry entry : contents.entries()) {
          found.put(entry.frame().sequence(), JournalFixtures.text(entry).strip());
        }
        assertEquals(0, contents.damages().size(), contents.damages()::toString);
      }
      acknowledged.forEach((sequence, text) -> assertEquals(text, found.get(sequence)));
    }
  }

  private void killWhileWriting(int round, int afterMillis, Map<Long, String> acknowledged)
      throws IOException, InterruptedException {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                JournalCrashWriter.class.getName(),
                directory.toString(),
                "round " + round)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    CountDownLatch writing = new CountDownLatch(1);
    Thread killer =
        Thread.ofVirtual()
            .start(() -> {
              try {
                writing.await();
                child.waitFor(afterMillis, TimeUnit.MILLISECONDS);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              } finally {
                child.toHandle().destroyForcibly();
              }
            });
    try (BufferedReader lines = child.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        // The last line may be cut by the kill; a whole one ends in a full stop.
        if (line.endsWith(".")) {
          String[] parts = line.split("=", 2);
          acknowledged.put(Long.parseLong(parts[0]), parts[1]);
        }
        writing.countDown();
      }
    } finally {
      killer.interrupt();
      killer.join();
    }
    child.waitFor();
  }
}
