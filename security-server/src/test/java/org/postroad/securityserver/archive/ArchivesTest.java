// SPDX-License-Identifier: MIT
package org.postroad.securityserver.archive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.container.ContainerForm;
import org.postroad.protocol.container.ContainerLimits;
import org.postroad.protocol.container.ContainerVerifier;
import org.postroad.protocol.container.Finding;
import org.postroad.protocol.container.ZipReader;
import org.postroad.securityserver.journal.EntryType;
import org.postroad.securityserver.journal.Frame;
import org.postroad.securityserver.journal.JournalPosition;
import org.postroad.securityserver.journal.JournalReader;
import org.postroad.securityserver.messagelog.LeafMaterial;
import org.postroad.securityserver.messagelog.MessageLog;

class ArchivesTest {
  private static final ArchiveSettings SETTINGS = ArchiveSettings.DEFAULT;

  @TempDir Path directory;
  private final Fixtures.World world = new Fixtures.World();

  private Path archived() {
    return directory.resolve("archive");
  }

  private Archived archive(MessageLog log, ArchiveSettings settings) throws IOException {
    try (Archives archives = world.archives(log, directory, settings)) {
      return archives.archive(ArchiveWatcher.NONE);
    }
  }

  private static List<String> names(byte[] zip) {
    return List.copyOf(ZipReader.files(zip, ContainerLimits.DEFAULT).keySet());
  }

  /** Follows the chain of the archives in the order in which they count. */
  private static ChainAuditor chain(List<ArchiveEntry> entries, Map<String, byte[]> files)
      throws IOException {
    ChainAuditor auditor = new ChainAuditor();
    for (ArchiveEntry entry : entries) {
      auditor.next(entry.archive().name(), files.getOrDefault(entry.archive().name(), new byte[0]));
    }
    return auditor;
  }

  @Test
  void holdsWhatIsStampedAndNothingElse() throws IOException {
    try (MessageLog log = world.log(directory)) {
      world.append(log, Fixtures.TAX, "a", "b");
      log.timestampNow();
      world.append(log, Fixtures.TAX, "c");
      Archived done = archive(log, SETTINGS);
      assertEquals("1-2", done.archives().getFirst().records().toString());
      Map<String, byte[]> files = Fixtures.archives(archived());
      assertEquals(1, files.size());
      String name = files.keySet().iterator().next();
      assertTrue(name.matches("mlog-20261121120000-20261121120000-[0-9a-f]{16}\\.zip"), name);
      assertEquals(
          List.of("a-request-1.asice", "b-request-2.asice", "linkinginfo"),
          names(files.values().iterator().next()));
      log.timestampNow();
      assertEquals("3", archive(log, SETTINGS).archives().getFirst().records().toString());
      assertEquals(0, archive(log, SETTINGS).records());
    }
  }

  @Test
  void theChainGoesThroughAllArchivesAndTheContainersVerify() throws IOException {
    try (MessageLog log = world.log(directory)) {
      for (String id : List.of("a", "b", "c")) {
        world.append(log, Fixtures.TAX, id + "1", id + "2");
        log.timestampNow();
        archive(log, SETTINGS);
      }
      Map<String, byte[]> files = Fixtures.archives(archived());
      assertEquals(3, files.size());
      ChainAuditor chain = chain(Fixtures.counted(log), files);
      assertEquals(
          List.of(
              "a1-request-1.asice",
              "a2-request-2.asice",
              "b1-request-3.asice",
              "b2-request-4.asice",
              "c1-request-5.asice",
              "c2-request-6.asice"),
          List.copyOf(chain.containers().keySet()));
      ContainerVerifier verifier =
          new ContainerVerifier(
              world.authority.trust(), ContainerForm.OWN, ContainerLimits.DEFAULT);
      for (byte[] container : chain.containers().values()) {
        assertEquals(
            List.of(),
            verifier.verify(container).findings().stream()
                .filter(finding -> finding.outcome() == Finding.Outcome.FAIL)
                .toList());
        assertTrue(verifier.verify(container).valid());
      }
    }
  }

  @Test
  void isEndedBehindTheRecordThatExceedsTheLimit() throws IOException {
    try (MessageLog log = world.log(directory)) {
      for (int size : List.of(3_000, 3_000, 100_000, 3_000)) {
        var _ = log.append(world.request(Fixtures.TAX, "q", size));
      }
      log.timestampNow();
      Archived done = archive(log, SETTINGS.withFiles(ArchiveGrouping.NONE, 50_000));
      assertEquals(
          List.of("1-3", "4"),
          done.archives().stream().map(entry -> entry.records().toString()).toList());
      chain(done.archives(), Fixtures.archives(archived()));
    }
  }

  @Test
  void aRecordLargerThanTheLimitIsAnArchiveByItself() throws IOException {
    try (MessageLog log = world.log(directory)) {
      var _ = log.append(world.request(Fixtures.TAX, "q", 60_000));
      var _ = log.append(world.request(Fixtures.TAX, "q", 70_000));
      log.timestampNow();
      assertEquals(
          2, archive(log, SETTINGS.withFiles(ArchiveGrouping.NONE, 50_000)).archives().size());
    }
  }

  @Test
  void eachGroupHasAChainOfItsOwn() throws IOException {
    Map<ArchiveGrouping, Set<String>> expected =
        Map.of(
            ArchiveGrouping.NONE, Set.of("1-6"),
            ArchiveGrouping.MEMBER, Set.of("TEST/GOV/1234 1-2 4-5", "TEST/COM/a b 3 6"),
            ArchiveGrouping.SUBSYSTEM,
                Set.of("TEST/GOV/1234/tax 1 4", "TEST/GOV/1234/toll 2 5", "TEST/COM/a b/shop 3 6"));
    for (ArchiveGrouping grouping : ArchiveGrouping.values()) {
      Path place = Files.createDirectory(directory.resolve(grouping.name()));
      ArchiveSettings settings = SETTINGS.withFiles(grouping, 1 << 20);
      try (MessageLog log = world.log(place);
          Archives archives = world.archives(log, place, settings)) {
        for (int round = 0; round < 2; round++) {
          world.append(log, Fixtures.TAX, "a");
          world.append(log, Fixtures.TOLL, "b");
          world.append(log, Fixtures.FIRM, "c");
          log.timestampNow();
        }
        Archived done = archives.archive(ArchiveWatcher.NONE);
        assertEquals(
            expected.get(grouping),
            done.archives().stream()
                .map(entry -> (entry.group().map(g -> g + " ").orElse("") + entry.records()))
                .collect(Collectors.toSet()));
        world.append(log, Fixtures.TAX, "d");
        log.timestampNow();
        var _ = archives.archive(ArchiveWatcher.NONE);
        Map<String, byte[]> files = Fixtures.archives(place.resolve("archive"));
        Fixtures.counted(log).stream()
            .collect(Collectors.groupingBy(ArchiveEntry::group))
            .forEach((_, entries) -> followed(entries, files));
      }
    }
  }

  private static void followed(List<ArchiveEntry> entries, Map<String, byte[]> files) {
    try {
      assertEquals(entries.getLast().chain(), chain(entries, files).lastDigest());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void besideEachArchiveThereIsAProofForEachRecord() throws IOException {
    try (MessageLog log = world.log(directory)) {
      world.append(log, Fixtures.TAX, "a", "b/c");
      log.timestampNow();
      ArchiveEntry entry = archive(log, SETTINGS).archives().getFirst();
      Map<String, byte[]> proofs = Fixtures.proofs(archived());
      assertEquals(Set.of(entry.proofs().orElseThrow().name()), proofs.keySet());
      Map<String, byte[]> files =
          ZipReader.files(proofs.values().iterator().next(), ContainerLimits.DEFAULT);
      assertEquals(
          List.of("a-request-1.tlog-proof", "b%2Fc-request-2.tlog-proof"),
          List.copyOf(files.keySet()));
      byte[] leaf = LeafMaterial.read(Fixtures.entries(log, EntryType.RECORD).get(1).body()).leaf();
      assertEquals(
          "proof of 2 " + org.postroad.protocol.algorithm.DigestAlgorithm.SHA256.digest(leaf).hex(),
          new String(
              files.getOrDefault("b%2Fc-request-2.tlog-proof", new byte[0]),
              StandardCharsets.UTF_8));
    }
  }

  @Test
  void aRecordThatCannotBeProvedYetWaits() throws IOException {
    try (MessageLog log = world.log(directory)) {
      world.append(log, Fixtures.TAX, "a", "b", "c");
      log.timestampNow();
      long[] covered = {2};
      RecordProofs growing =
          (sequence, material) -> {
            if (sequence > covered[0]) {
              throw new org.postroad.protocol.transparency.Unproven("not covered");
            }
            return Fixtures.PROOFS.proof(sequence, material);
          };
      try (Archives archives =
          Archives.open(
              log.journal(),
              directory,
              SETTINGS,
              growing,
              world.clock,
              new java.security.SecureRandom())) {
        assertEquals(2, archives.archive(ArchiveWatcher.NONE).records());
        covered[0] = 3;
        assertEquals(
            "3", archives.archive(ArchiveWatcher.NONE).archives().getFirst().records().toString());
      }
    }
  }

  @Test
  void theSameRecordsGiveTheSameArchivesEachTime() throws IOException {
    try (MessageLog log = world.log(directory)) {
      world.append(log, Fixtures.TAX, "a", "b");
      world.append(log, Fixtures.FIRM, "c");
      log.timestampNow();
      world.clock.move(Duration.ofMinutes(3));
      world.append(log, Fixtures.TAX, "d");
      log.timestampNow();
    }
    Path copy = directory.resolve("copy");
    copy(directory, copy);
    ArchiveSettings settings = SETTINGS.withFiles(ArchiveGrouping.MEMBER, 10_000);
    List<Map<String, byte[]>> made = new ArrayList<>();
    for (Path place : List.of(directory, copy)) {
      try (MessageLog log = world.log(place);
          Archives archives = world.archives(log, place, settings)) {
        world.clock.move(Duration.ofHours(1));
        var _ = archives.archive(ArchiveWatcher.NONE);
        made.add(Fixtures.archives(place.resolve("archive")));
        made.add(Fixtures.proofs(place.resolve("archive")));
      }
    }
    assertTrue(made.get(0).size() > 1);
    for (int kind = 0; kind < 2; kind++) {
      assertEquals(made.get(kind).keySet(), made.get(kind + 2).keySet());
      for (Map.Entry<String, byte[]> file : made.get(kind).entrySet()) {
        assertArrayEquals(file.getValue(), made.get(kind + 2).get(file.getKey()));
      }
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectory(to);
    try (var files = Files.list(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  @Test
  void nothingIsArchivedTwiceWhateverBecameOfTheHint() throws IOException {
    Path hint = archived().resolve("progress");
    try (MessageLog log = world.log(directory)) {
      world.append(log, Fixtures.TAX, "a", "b");
      log.timestampNow();
      archive(log, SETTINGS);
    }
    byte[] old = Files.readAllBytes(hint);
    try (MessageLog log = world.log(directory)) {
      world.append(log, Fixtures.TAX, "c");
      log.timestampNow();
      assertEquals("3", archive(log, SETTINGS).archives().getFirst().records().toString());
      Files.write(hint, old);
      assertEquals(0, archive(log, SETTINGS).records());
      Files.delete(hint);
      assertEquals(0, archive(log, SETTINGS).records());
      byte[] damaged = Files.readAllBytes(hint);
      damaged[damaged.length / 2] ^= 1;
      Files.write(hint, damaged);
      assertEquals(0, archive(log, SETTINGS).records());
      Files.writeString(hint, "");
      assertEquals(0, archive(log, SETTINGS).records());
      chain(Fixtures.counted(log), Fixtures.archives(archived()));
    }
  }

  @Test
  void aDamagedRecordHoldsUpNobodyAndIsReported() throws IOException {
    List<JournalPosition> positions = new ArrayList<>();
    try (MessageLog log = world.log(directory)) {
      world.append(log, Fixtures.TAX, "a", "b", "c");
      log.timestampNow();
      Fixtures.entries(log, EntryType.RECORD).forEach(entry -> positions.add(entry.position()));
      Path segment = log.journal().segments().getFirst().file();
      byte[] bytes = Files.readAllBytes(segment);
      bytes[(int) positions.get(1).offset() + Frame.HEAD + 200] ^= 1;
      Files.write(segment, bytes);
      Archived done = archive(log, SETTINGS);
      assertEquals("1 3", done.archives().getFirst().records().toString());
      assertEquals(1, done.unreadable());
      assertEquals(0, archive(log, SETTINGS).records());
    }
  }

  @Test
  void whatWasNotWrittenAsItShouldHaveBeenDoesNotCount() throws IOException {
    try (MessageLog log = world.log(directory)) {
      world.append(log, Fixtures.TAX, "a", "b");
      log.timestampNow();
      Set<String> reasons = new HashSet<>();
      for (int write = 0; write < 2; write++) {
        LyingFiles lying = new LyingFiles(write);
        try (Archives archives = world.archives(log, directory, SETTINGS, lying)) {
          IOException refused =
              assertThrows(IOException.class, () -> archives.archive(ArchiveWatcher.NONE));
          reasons.add(String.valueOf(refused.getMessage()));
        }
        assertEquals(List.of(), Fixtures.counted(log));
        assertEquals(Map.of(), Fixtures.archives(archived()));
      }
      assertTrue(reasons.stream().allMatch(text -> text.contains("mlog-")), reasons.toString());
      assertEquals(2, archive(log, SETTINGS).records());
      chain(Fixtures.counted(log), Fixtures.archives(archived()));
    }
  }

  @Test
  void statusSaysWhatCounts() throws IOException {
    try (MessageLog log = world.log(directory);
        Archives archives = world.archives(log, directory, SETTINGS)) {
      assertEquals(List.of(), archives.known().entries());
      world.append(log, Fixtures.TAX, "a", "b");
      log.timestampNow();
      ArchiveEntry entry = archives.archive(ArchiveWatcher.NONE).archives().getFirst();
      KnownArchives known = archives.known();
      assertEquals(2, known.records());
      assertEquals(
          List.of(entry.toString()), known.entries().stream().map(Object::toString).toList());
      assertEquals(entry.toString(), known.archiveOf(2).orElseThrow().toString());
      assertEquals(Optional.empty(), known.archiveOf(3));
      JournalReader reader = JournalReader.open(directory);
      assertEquals(
          known.toString(), KnownArchives.read(reader, log.journal().id(), archived()).toString());
    }
  }
}
