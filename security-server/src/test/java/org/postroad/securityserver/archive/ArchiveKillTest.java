// SPDX-License-Identifier: MIT
package org.postroad.securityserver.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.securityserver.journal.EntryType;
import org.postroad.securityserver.journal.JournalEntry;
import org.postroad.securityserver.journal.KilledFiles;
import org.postroad.securityserver.journal.Sequences;
import org.postroad.securityserver.messagelog.MessageLog;
import org.postroad.securityserver.messagelog.NewRecord;

/** Dies at every operation on a file that archiving makes, one after the other. */
class ArchiveKillTest {
  private static final ArchiveSettings SETTINGS =
      ArchiveSettings.DEFAULT
          .withFiles(ArchiveGrouping.MEMBER, 1 << 20)
          .withRetention(new Retention(Duration.ZERO, Map.of()));

  @TempDir Path directory;
  private final Fixtures.World world = new Fixtures.World();

  @Test
  void whatCountsIsThereAndWhatIsPrunedCountsWhereverTheServerDies() throws IOException {
    NewRecord tax = world.request(Fixtures.TAX, "a", 10);
    NewRecord firm = world.request(Fixtures.FIRM, "b", 10);
    Sequences all = new Sequences();
    try (MessageLog log = world.log(directory, 30_000)) {
      boolean died = true;
      int kills = 0;
      for (; died; kills++) {
        all.add(log.append(tax));
        all.add(log.append(firm));
        log.timestampNow();
        KilledFiles files = new KilledFiles(kills);
        try (Archives archives = world.archives(log, directory, SETTINGS, files)) {
          var _ = archives.archive(ArchiveWatcher.NONE);
        } catch (IOException e) {
          assertTrue(files.happened(), e.toString());
        }
        died = files.happened();
        whatCountsIsOnDisk(log);
        try (Archives archives = world.archives(log, directory, SETTINGS)) {
          var _ = archives.prune(ArchiveWatcher.NONE);
          whatIsPrunedCounts(log);
          var _ = archives.archive(ArchiveWatcher.NONE);
        }
        everyRecordIsInOneArchive(log, all);
      }
      assertTrue(kills > 20, kills + " kill points");
      assertFalse(Fixtures.entries(log, EntryType.PRUNED).isEmpty());
      followEachChain(log);
    }
  }

  private Path archive(String name) {
    return directory.resolve("archive").resolve(name);
  }

  /** Under its final name, or under the one from which the next start gives it that. */
  private void whatCountsIsOnDisk(MessageLog log) throws IOException {
    for (ArchiveEntry entry : Fixtures.counted(log)) {
      for (ArchiveEntry.ArchivedFile file :
          List.of(entry.archive(), entry.proofs().orElseThrow())) {
        Path path = archive(file.name());
        byte[] bytes =
            Files.readAllBytes(Files.exists(path) ? path : archive(file.name() + ".part"));
        assertEquals(file.digest(), DigestAlgorithm.SHA512.digest(bytes));
      }
    }
  }

  private static void whatIsPrunedCounts(MessageLog log) throws IOException {
    Sequences counted = new Sequences();
    Fixtures.counted(log).forEach(entry -> counted.addAll(entry.records()));
    for (JournalEntry pruned : Fixtures.entries(log, EntryType.PRUNED)) {
      assertTrue(counted.contains(pruned.frame().sequence()));
    }
  }

  private void everyRecordIsInOneArchive(MessageLog log, Sequences all) throws IOException {
    Sequences counted = new Sequences();
    long records = 0;
    for (ArchiveEntry entry : Fixtures.counted(log)) {
      counted.addAll(entry.records());
      records += entry.records().count();
      assertTrue(Files.exists(archive(entry.archive().name())));
      assertTrue(Files.exists(archive(entry.proofs().orElseThrow().name())));
    }
    assertEquals(all.toString(), counted.toString());
    assertEquals(all.count(), records);
    try (Stream<Path> files = Files.list(directory.resolve("archive"))) {
      assertEquals(
          List.of(),
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".part") || name.endsWith(".writing"))
              .toList());
    }
  }

  private void followEachChain(MessageLog log) throws IOException {
    Map<String, byte[]> files = Fixtures.archives(directory.resolve("archive"));
    for (String group : List.of("TEST/GOV/1234", "TEST/COM/a b")) {
      ChainAuditor auditor = new ChainAuditor();
      for (ArchiveEntry entry : Fixtures.counted(log)) {
        if (entry.group().orElseThrow().equals(group)) {
          auditor.next(
              entry.archive().name(), files.getOrDefault(entry.archive().name(), new byte[0]));
        }
      }
    }
  }
}
