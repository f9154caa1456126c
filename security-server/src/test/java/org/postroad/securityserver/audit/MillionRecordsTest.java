// SPDX-License-Identifier: MIT
package org.postroad.securityserver.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.transparency.TileTree;
import org.postroad.securityserver.journal.EntryType;
import org.postroad.securityserver.journal.JournalCursor;
import org.postroad.securityserver.journal.JournalEntry;
import org.postroad.securityserver.journal.JournalPosition;
import org.postroad.securityserver.journal.JournalReader;
import org.postroad.securityserver.messagelog.LargeLog;
import org.postroad.securityserver.messagelog.LeafMaterial;
import org.postroad.testing.TestAuthority;

/** Leaves its figure in {@code target/audit.md}. */
@Tag("long")
class MillionRecordsTest {
  private static final int RECORDS = 1_000_000;

  @TempDir Path log;

  @Test
  void aCleanLogOfAMillionRecordsHasNoFindings() throws IOException {
    TestAuthority authority = TestAuthority.create();
    new LargeLog(authority).write(log, new LargeLog.Shape(RECORDS, 0, 128L << 20, 10_000));
    publish();
    long begun = System.nanoTime();
    AuditReport report =
        new LogAudit(AuditOptions.DEFAULT.withTrust(authority.trust()))
            .judge(log, AuditProgress.NONE);
    Duration taken = Duration.ofNanos(System.nanoTime() - begun);
    Files.writeString(
        Files.createDirectories(Path.of("target")).resolve("audit.md"),
        String.format(
            Locale.ROOT,
            "| `log verify` of | records/s | s |%n|---|---|---|%n| %d records | %.0f | %.1f |%n",
            RECORDS,
            RECORDS / (taken.toNanos() / 1e9),
            taken.toNanos() / 1e9));
    assertEquals(List.of(), report.findings());
    assertEquals(RECORDS, report.records());
    assertEquals(100, report.timestamps());
  }

  private void publish() throws IOException {
    TileTree tree = new TileTree(new TreeFiles(log));
    try (JournalCursor cursor = JournalReader.open(log).cursor(JournalPosition.START)) {
      for (var entry = cursor.next(damage -> {});
          entry.isPresent();
          entry = cursor.next(damage -> {})) {
        JournalEntry found = entry.get();
        if (found.type() == EntryType.RECORD) {
          tree.append(LeafMaterial.read(found.body()).leaf());
        }
      }
    }
    tree.writePartial();
  }
}
