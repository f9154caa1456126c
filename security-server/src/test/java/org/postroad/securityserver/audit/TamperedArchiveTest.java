// SPDX-License-Identifier: MIT
package org.postroad.securityserver.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.securityserver.archive.ArchiveEntry;
import org.postroad.securityserver.journal.JournalReader;

/** Archives of a healthy log, two in a chain, that are changed or taken away afterwards. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TamperedArchiveTest {
  private final HealthyLog healthy = new HealthyLog();
  private Path original = Path.of("");
  private List<ArchiveEntry> archives = List.of();

  @BeforeAll
  void makeArchives(@TempDir Path directory) throws IOException {
    original = directory.resolve("log");
    var _ = healthy.run(original, "monday", 4);
    ArchiveEntry first = healthy.archive(original).getFirst();
    var _ = healthy.run(original, "tuesday", 4);
    archives = List.of(first, healthy.archive(original).getFirst());
  }

  private static Path file(Path log, String name) {
    return log.resolve("archive").resolve(name);
  }

  private AuditReport judge(Path log) throws IOException {
    return new LogAudit(
            healthy
                .auditor(JournalReader.open(log).id().orElseThrow())
                .withArchives(log.resolve("archive")))
        .judge(log, AuditProgress.NONE);
  }

  private AuditReport judgeSignatures(Path log) throws IOException {
    return new LogAudit(
            healthy
                .auditor(JournalReader.open(log).id().orElseThrow())
                .withArchives(log.resolve("archive"))
                .withSignatures())
        .judge(log, AuditProgress.NONE);
  }

  @Test
  void containersOfHealthyArchivesAreThoseThatWereLogged() throws IOException {
    AuditReport report = judgeSignatures(original);
    assertEquals(List.of(), report.findings());
    assertEquals(
        List.of(), report.notChecked().stream().filter(text -> text.contains("archives")).toList());
  }

  @Test
  void aRewrittenArchiveWithItsEntryIsFoundOnlyByItsContainers(@TempDir Path directory)
      throws IOException {
    Path log = directory.resolve("log");
    HealthyLog.copy(original, log);
    RewrittenArchive rewritten = new RewrittenArchive(log, archives.getLast());
    String name = rewritten.withContainer(0, rewritten.container(1));
    AuditReport shallow = judge(log);
    assertEquals(List.of(), shallow.findings());
    assertTrue(
        shallow
            .notChecked()
            .contains("containers of archives, only that they are those of the journal's entries"));
    AuditReport report = judgeSignatures(log);
    assertOnly(FindingKind.ARCHIVE_CHANGED, name, report);
    assertTrue(
        report.findings().getFirst().text().contains("has another signature than the record"),
        report.findings()::toString);
  }

  @Test
  void anArchiveRewrittenWithItsProofsIsFoundByThePublishedLeaves(@TempDir Path directory)
      throws IOException {
    Path log = directory.resolve("log");
    HealthyLog.copy(original, log);
    RewrittenArchive rewritten = new RewrittenArchive(log, archives.getLast());
    String name = rewritten.withContainerAndProof(0, 1);
    assertEquals(List.of(), judge(log).findings());
    AuditReport report = judgeSignatures(log);
    assertOnly(FindingKind.ARCHIVE_CHANGED, name, report);
    assertTrue(
        report.findings().getFirst().text().contains("its proof is not of record"),
        report.findings()::toString);
  }

  private static void flip(Path file, int at) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[at] ^= 1;
    Files.write(file, bytes);
  }

  private static void assertOnly(FindingKind kind, String name, AuditReport report) {
    assertEquals(
        List.of(kind + " " + name),
        report.findings().stream()
            .map(finding -> finding.kind() + " " + finding.subject())
            .toList(),
        report.findings()::toString);
  }

  @Test
  void healthyArchivesHaveNoFindings() throws IOException {
    AuditReport report = judge(original);
    assertEquals(List.of(), report.findings());
    assertEquals(8, report.records());
  }

  @Test
  void everyEditedByteOfAnArchiveNamesIt(@TempDir Path directory) throws IOException {
    for (ArchiveEntry archive : archives) {
      String name = archive.archive().name();
      long length = archive.archive().bytes();
      for (long at : List.of(0L, length / 3, length / 2, length - 1)) {
        Path log = directory.resolve(name + "-" + at);
        HealthyLog.copy(original, log);
        flip(file(log, name), (int) at);
        assertOnly(FindingKind.ARCHIVE_CHANGED, name, judge(log));
      }
    }
  }

  @Test
  void anArchiveInPlaceOfAnotherIsNamed(@TempDir Path directory) throws IOException {
    Path log = directory.resolve("log");
    HealthyLog.copy(original, log);
    String first = archives.getFirst().archive().name();
    Files.write(
        file(log, archives.getLast().archive().name()), Files.readAllBytes(file(log, first)));
    assertOnly(FindingKind.ARCHIVE_CHANGED, archives.getLast().archive().name(), judge(log));
  }

  @Test
  void editedProofsAreNamed(@TempDir Path directory) throws IOException {
    Path log = directory.resolve("log");
    HealthyLog.copy(original, log);
    String proofs = archives.getFirst().proofs().orElseThrow().name();
    flip(file(log, proofs), 100);
    assertOnly(FindingKind.ARCHIVE_CHANGED, proofs, judge(log));
  }

  @Test
  void anArchiveThatWasTakenAwayIsNamed(@TempDir Path directory) throws IOException {
    Path log = directory.resolve("log");
    HealthyLog.copy(original, log);
    String name = archives.getFirst().archive().name();
    Files.delete(file(log, name));
    assertOnly(FindingKind.ARCHIVE_MISSING, name, judge(log));
  }
}
