// SPDX-License-Identifier: MIT
package org.postroad.securityserver.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskReserveTest {
  private static final long RESERVE = 20_000;
  private static final JournalOptions OPTIONS = new JournalOptions(30_000, RESERVE);

  @TempDir Path directory;

  private static void fill(Journal journal, List<String> acknowledged) throws IOException {
    while (true) {
      String text = "record " + acknowledged.size() + " " + "x".repeat(900);
      try {
        journal.append(JournalFixtures.record(text));
        acknowledged.add(text);
      } catch (DiskReserveReached e) {
        return;
      }
    }
  }

  @Test
  void recordsAreRefusedBeforeTheReserveAndTheRestIsStillWritten() throws IOException {
    SmallDisk disk = new SmallDisk(100_000);
    List<String> acknowledged = new ArrayList<>();
    try (Journal journal = JournalFixtures.open(directory, OPTIONS, disk)) {
      fill(journal, acknowledged);
      assertTrue(acknowledged.size() > 70, acknowledged.size() + " records");
      assertTrue(disk.room() >= RESERVE - 200, disk.room() + " bytes left");
      for (EntryType type : List.of(EntryType.TIMESTAMP, EntryType.CHECKPOINT, EntryType.ARCHIVE)) {
        journal.append(EntryContent.of(type, new byte[3_000]));
      }
      assertThrows(
          DiskReserveReached.class, () -> journal.append(JournalFixtures.record("not now")));
    }
    try (Journal journal = JournalFixtures.open(directory, OPTIONS, disk)) {
      assertEquals(List.of(), journal.damages());
      assertEquals(acknowledged.size() + 3, JournalFixtures.read(journal).entries().size());
      assertThrows(
          DiskReserveReached.class, () -> journal.append(JournalFixtures.record("nor now")));
    }
    assertEquals(acknowledged, JournalFixtures.texts(directory).subList(0, acknowledged.size()));
  }

  @Test
  void messagesAreTakenAgainAsSoonAsThereIsRoom() throws IOException {
    SmallDisk disk = new SmallDisk(100_000);
    List<String> acknowledged = new ArrayList<>();
    try (Journal journal = JournalFixtures.open(directory, OPTIONS, disk)) {
      fill(journal, acknowledged);
      disk.take(-50_000);
      int before = acknowledged.size();
      fill(journal, acknowledged);
      assertTrue(acknowledged.size() > before + 40, acknowledged.size() + " records");
      assertEquals(acknowledged, JournalFixtures.read(journal).texts());
    }
  }

  @Test
  void pruningMakesRoomOutOfTheReserve() throws IOException {
    SmallDisk disk = new SmallDisk(100_000);
    List<String> acknowledged = new ArrayList<>();
    JournalOptions options = new JournalOptions(18_000, RESERVE);
    try (Journal journal = JournalFixtures.open(directory, options, disk)) {
      fill(journal, acknowledged);
      int before = acknowledged.size();
      journal.rewrite(1, _ -> Optional.of(EntryContent.of(EntryType.PRUNED, new byte[33])));
      fill(journal, acknowledged);
      assertTrue(acknowledged.size() > before + 10, acknowledged.size() + " records");
    }
  }

  @Test
  void aLargeRecordIsRefusedWhereASmallOneStillFits() throws IOException {
    SmallDisk disk = new SmallDisk(RESERVE + 5_000);
    try (Journal journal = JournalFixtures.open(directory, OPTIONS, disk)) {
      String refused =
          String.valueOf(
              assertThrows(
                      DiskReserveReached.class,
                      () -> journal.append(JournalFixtures.record("y".repeat(6_000))))
                  .getMessage());
      assertTrue(refused.contains("25000 bytes left, 20000 are reserved"), refused);
      assertEquals(1, journal.append(JournalFixtures.record("small")).sequence());
    }
  }

  @Test
  void aDiskThatOthersFilledToTheLastByteLosesNothingAcknowledged() throws IOException {
    SmallDisk disk = new SmallDisk(100_000);
    List<String> acknowledged = new ArrayList<>();
    JournalOptions withoutReserve = new JournalOptions(30_000, 0);
    try (Journal journal = JournalFixtures.open(directory, withoutReserve, disk)) {
      for (int i = 0; i < 20; i++) {
        journal.append(JournalFixtures.record("record " + i));
        acknowledged.add("record " + i);
      }
      long taken = disk.room() - 100;
      disk.take(taken);
      int refused = 0;
      while (refused < 5) {
        String text = "record " + acknowledged.size() + " " + "z".repeat(500);
        try {
          journal.append(JournalFixtures.record(text));
          acknowledged.add(text);
        } catch (IOException e) {
          refused++;
        }
      }
      disk.take(-taken);
      acknowledged.add("again");
      assertEquals(acknowledged.size(), journal.append(JournalFixtures.record("again")).sequence());
    }
    assertEquals(acknowledged, JournalFixtures.texts(directory));
  }
}
