// SPDX-License-Identifier: MIT
package org.postroad.securityserver.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.securityserver.journal.JournalReader;

/** One bit is changed somewhere, all over a log, and each time something is found. */
class FlippedBitTest {
  private static final int RECORDS = 4;

  /** Odd, so that every bit of a byte has its turn. */
  private static final int STEP = 173;

  private final HealthyLog healthy = new HealthyLog();

  @TempDir Path log;

  @Test
  void everyFlippedBitIsFound() throws IOException {
    var _ = healthy.run(log, "run", RECORDS);
    UUID journal = JournalReader.open(log).id().orElseThrow();
    LogAudit audit = new LogAudit(healthy.auditor(journal));
    assertEquals(List.of(), audit.judge(log, AuditProgress.NONE).findings());
    List<String> missed = new ArrayList<>();
    for (Path file : files()) {
      int length = (int) Files.size(file);
      for (int offset = 0; offset < length; offset += Math.min(STEP, 1 + length / 16)) {
        Insider.flip(file, offset, offset % Byte.SIZE);
        if (!isFound(audit)) {
          missed.add(log.relativize(file) + " at " + offset);
        }
        Insider.flip(file, offset, offset % Byte.SIZE);
      }
    }
    assertEquals(List.of(), missed);
    assertEquals(List.of(), audit.judge(log, AuditProgress.NONE).findings());
  }

  private boolean isFound(LogAudit audit) {
    try {
      return !audit.judge(log, AuditProgress.NONE).isClean();
    } catch (IOException unreadable) {
      return true;
    }
  }

  /** What counts: the journal, the tiles and the checkpoint; an index and notes are made anew. */
  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(log)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> file.toString().matches(".*(\\.journal|/tile/.*|/checkpoint)"))
          .sorted()
          .toList();
    }
  }
}
