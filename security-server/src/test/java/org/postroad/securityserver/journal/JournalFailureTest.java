// SPDX-License-Identifier: MIT
package org.postroad.securityserver.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** F3 and F4: a disk that fails never makes the journal acknowledge what is not durable. */
class JournalFailureTest {
  private static final JournalOptions SMALL_SEGMENTS = new JournalOptions(400, 0);

  /** Of which two segments are full and a third one is begun. */
  private static final int ENTRIES = 10;

  /** Enough of them for a disk that is broken for a while to be in order again at the end. */
  private static final int MANY_ENTRIES = 30;

  @TempDir Path directory;

  @Test
  void anyOneFailingOperationCostsNoAcknowledgedEntryAndTheJournalGoesOn() throws IOException {
    Path where = directory;
    boolean failed = true;
    for (int nth = 1; failed; nth++) {
      where = directory.resolve("nth-" + nth);
      failed = survives(new FailingFiles(nth, 1), where, ENTRIES, 3);
    }
    assertTrue(Segment.list(where).size() > 2, "whole segments are among what failed");
  }

  @Test
  void aDiskThatStaysBrokenForAWhileIsSurvivedToo() throws IOException {
    for (int nth = 1; nth <= 40; nth++) {
      survives(new FailingFiles(nth, 7), directory.resolve("nth-" + nth), MANY_ENTRIES, 8);
    }
  }

  /** Whether the failure was reached at all. */
  private static boolean survives(FailingFiles files, Path where, int entries, int mostFailures)
      throws IOException {
    List<String> acknowledged = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    try (Journal journal = openPatiently(where, files)) {
      for (int i = 0; i < entries; i++) {
        String text = "entry " + i + " " + "x".repeat(i);
        try {
          journal.append(JournalFixtures.record(text));
          acknowledged.add(text);
        } catch (IOException e) {
          refused.add(text);
        }
      }
      assertEquals(acknowledged, JournalFixtures.read(journal).texts(), "while open");
    } catch (IOException e) {
      assertTrue(files.hasFailed(), e::toString);
    }
    boolean failed = files.hasFailed();
    assertTrue(refused.size() <= mostFailures, refused::toString);
    List<String> found = JournalFixtures.texts(where);
    assertEquals(acknowledged, found);
    return failed;
  }

  private static Journal openPatiently(Path where, JournalFiles files) throws IOException {
    for (int attempt = 0; attempt < 10; attempt++) {
      try {
        return JournalFixtures.open(where, SMALL_SEGMENTS, files);
      } catch (IOException e) {
        // The failure hit the opening; the next attempt finds the disk in order.
      }
    }
    return JournalFixtures.open(where, SMALL_SEGMENTS, files);
  }

  @Test
  void anyOneFailingOperationDuringRecoveryCostsNoEntry() throws IOException {
    try (Journal journal = JournalFixtures.open(directory)) {
      journal.append(JournalFixtures.record("one"));
      journal.append(JournalFixtures.record("two"));
    }
    byte[] torn = Files.readAllBytes(Segment.file(directory, 1));
    torn[torn.length - Frame.HEAD - Frame.TAIL] ^= 1;
    boolean failed = true;
    for (int nth = 1; failed; nth++) {
      Path copy = Files.createDirectory(directory.resolve("nth-" + nth));
      Files.write(Segment.file(copy, 1), torn);
      Files.write(JournalRecovery.unfinished(Segment.file(copy, 2)), new byte[3]);
      FailingFiles files = new FailingFiles(nth, 1);
      try (Journal journal = openPatiently(copy, files)) {
        failed = files.hasFailed();
        assertEquals(List.of("one", "two"), JournalFixtures.read(journal).texts());
      }
    }
  }

  @Test
  void aFullDiskRefusesAndRecoversWithoutReopening() throws IOException {
    SwitchedFiles files = new SwitchedFiles();
    try (Journal journal =
        JournalFixtures.open(directory, new JournalOptions(10_000, 100), files)) {
      journal.append(JournalFixtures.record("before"));
      files.usable = 99;
      IOException refused =
          assertThrows(
              DiskReserveReached.class,
              () -> journal.append(JournalFixtures.record("refused" + "x".repeat(10_000))));
      assertTrue(String.valueOf(refused.getMessage()).contains("100 are reserved"));
      files.usable = 200;
      assertEquals(2, journal.append(JournalFixtures.record("after")).sequence());
    }
    assertEquals(List.of("before", "after"), JournalFixtures.texts(directory));
  }

  @Test
  void aWriteThatFailsInsideALargeBodyTakesTheWholeBatchBack() throws IOException {
    byte[] large = new byte[3 << 20];
    EntryContent content =
        new EntryContent(
            EntryType.RECORD,
            List.of(new byte[10]),
            List.of(new EntryContent.Spooled(large.length, () -> new ByteArrayInputStream(large))));
    // Operations 1 to 6 make the first segment; 7 to 9 write "before" and room, and force them.
    FailingFiles files = new FailingFiles(11, 1);
    try (Journal journal = JournalFixtures.open(directory, new JournalOptions(1 << 30, 0), files)) {
      journal.append(JournalFixtures.record("before"));
      assertThrows(IOException.class, () -> journal.append(content));
      assertTrue(files.hasFailed());
      assertEquals(2, journal.append(JournalFixtures.record("after")).sequence());
    }
    assertEquals(2, Segment.list(directory).size());
    assertEquals(List.of("before", "after"), JournalFixtures.texts(directory));
  }

  /** The real disk with a say in how much of it is left. */
  private static final class SwitchedFiles extends PassedOnFiles {
    private volatile long usable = Long.MAX_VALUE;

    @Override
    public long usableBytes(Path where) {
      return usable;
    }
  }
}
