// SPDX-License-Identifier: MIT
package org.postroad.securityserver.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.securityserver.messagelog.LargeLog;
import org.postroad.testing.TestAuthority;

class LargeLogAuditTest {
  private final TestAuthority authority = TestAuthority.create();

  @TempDir Path log;

  @Test
  void aHealthyLogHasNoFindings() throws IOException {
    new LargeLog(authority).write(log, new LargeLog.Shape(1000, 100, 1 << 20, 100));
    List<Long> read = new ArrayList<>();
    AuditReport report =
        new LogAudit(AuditOptions.DEFAULT.withTrust(authority.trust()).withSignatures())
            .judge(
                log,
                (bytes, all) -> {
                  assertTrue(bytes <= all);
                  read.add(bytes);
                });
    assertEquals(List.of(), report.findings());
    assertEquals(1000, report.records());
    assertEquals(0, report.withoutBody());
    assertEquals(10, report.timestamps());
    assertEquals(0, report.waiting());
    assertEquals(read.stream().sorted().toList(), read);
  }

  @Test
  void tokensOfAStrangerAreFoundByWhoeverKnowsTheAuthorities() throws IOException {
    new LargeLog(TestAuthority.create("Another CA"))
        .write(log, new LargeLog.Shape(4, 0, 1 << 20, 4));
    AuditReport report =
        new LogAudit(AuditOptions.DEFAULT.withTrust(authority.trust()))
            .judge(log, AuditProgress.NONE);
    assertEquals(FindingKind.TIMESTAMP, report.findings().getFirst().kind());
    assertEquals(new Subject.Records(1, 4), report.findings().getFirst().subject());
  }
}
