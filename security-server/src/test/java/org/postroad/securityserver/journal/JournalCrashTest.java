// SPDX-License-Identifier: MIT
package org.postroad.securityserver.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.testing.KilledProcess;

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
    KilledProcess.run(
        JournalCrashWriter.class,
        List.of(directory.toString(), "round " + round),
        ProcessBuilder.Redirect.INHERIT,
        afterMillis,
        line -> {
          String[] parts = line.split("=", 2);
          acknowledged.put(Long.parseLong(parts[0]), parts[1] + ".");
          return true;
        });
  }
}
