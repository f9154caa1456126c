// SPDX-License-Identifier: MIT
package org.postroad.securityserver.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

  @TempDir Path directory;

  @Test
  void readsBackWhatWasAppendedInOrder() throws IOException {
    try (Journal journal = JournalFixtures.open(directory)) {
      Appended first = journal.append(JournalFixtures.record("one"));
      Appended token = journal.append(EntryContent.of(EntryType.TIMESTAMP, new byte[3]));
      Appended second = journal.append(JournalFixtures.record("two"));
      assertEquals(1, first.sequence());
      assertEquals(1, token.sequence());
      assertEquals(2, second.sequence());
      assertEquals(3, second.number());
      assertEquals(List.of("one", "\0\0\0", "two"), JournalFixtures.read(journal).texts());
    }
  }

  @Test
  void goesOnCountingAfterReopening() throws IOException {
    try (Journal journal = JournalFixtures.open(directory)) {
      journal.append(JournalFixtures.record("one"));
    }
    try (Journal journal = JournalFixtures.open(directory)) {
      assertEquals(List.of(), journal.damages());
      assertEquals(2, journal.append(JournalFixtures.record("two")).sequence());
      assertEquals(List.of("one", "two"), JournalFixtures.read(journal).texts());
    }
  }

  @Test
  void beginsSegmentsAsTheyFillUpAndReadsOverTheirBorders() throws IOException {
    List<String> expected = IntStream.range(0, 50).mapToObj(i -> "entry " + i).toList();
    try (Journal journal = JournalFixtures.open(directory, 300)) {
      for (String text : expected) {
        journal.append(JournalFixtures.record(text));
      }
      assertEquals(expected, JournalFixtures.read(journal).texts());
    }
    assertTrue(Segment.list(directory).size() > 10);
    assertEquals(expected, JournalFixtures.texts(directory));
  }

  @Test
  void whoFollowsReadsWhatACursorReadsAsLongAsItIsLent() throws IOException {
    SplittableRandom random = new SplittableRandom(3);
    try (Journal journal = JournalFixtures.open(directory, 1_000_000)) {
      for (int i = 0; i < 100; i++) {
        byte[] body = new byte[i == 50 ? 2 << 20 : random.nextInt(20_000)];
        random.nextBytes(body);
        journal.append(EntryContent.of(EntryType.RECORD, body));
      }
      try (JournalCursor cursor = journal.cursor(JournalPosition.START);
          JournalCursor following = journal.follow(JournalPosition.START)) {
        for (int i = 0; i < 100; i++) {
          requireSame(following(cursor), following(following), random);
          assertEquals(cursor.position(), following.position());
        }
      }
    }
  }

  private static JournalEntry following(JournalCursor cursor) throws IOException {
    JournalEntry entry = cursor.next(_ -> {}).orElseThrow();
    return entry.type() == EntryType.SEAL ? following(cursor) : entry;
  }

  private static void requireSame(JournalEntry expected, JournalEntry lent, SplittableRandom random)
      throws IOException {
    assertEquals(expected.position(), lent.position());
    assertEquals(expected.frame(), lent.frame());
    int length = Math.toIntExact(lent.body().length());
    assertEquals(expected.body().length(), length);
    int from = random.nextInt(length + 1);
    byte[] rest = expected.body().bytes(from, length - from);
    assertArrayEquals(rest, lent.body().bytes(from, length - from));
    try (InputStream in = lent.body().stream(from, length - from)) {
      assertArrayEquals(rest, in.readAllBytes());
    }
    assertThrows(IOException.class, () -> lent.body().bytes(from, length - from + 1));
    assertThrows(IOException.class, () -> lent.body().stream(-1, 1));
  }

  @Test
  void entriesThatComeAloneDoNotMakeTheFileLongerUntilTheRoomIsUsedUp() throws IOException {
    Path file = Segment.file(directory, 1);
    try (Journal journal = JournalFixtures.open(directory, 100_000)) {
      journal.append(JournalFixtures.record("first"));
      assertEquals(100_000, Files.size(file));
      while (journal.segments().getLast().end() < 80_000) {
        journal.append(JournalFixtures.record("z".repeat(10_000)));
        assertEquals(100_000, Files.size(file));
      }
    }
    try (Journal journal = JournalFixtures.open(directory, 100_000)) {
      assertEquals(journal.segments().getLast().end(), Files.size(file));
      assertEquals(List.of(), journal.damages());
    }
  }

  @Test
  void whereMuchIsWrittenAtOnceNoRoomIsMade() throws IOException {
    try (Journal journal = JournalFixtures.open(directory, 1_000_000)) {
      journal.append(JournalFixtures.record("z".repeat(50_000)));
      assertEquals(journal.segments().getLast().end(), Files.size(Segment.file(directory, 1)));
    }
  }

  @Test
  void everyConcurrentAppendGetsItsOwnNumberAndIsThere() throws Exception {
    int writers = 64;
    int each = 50;
    List<Long> sequences = new ArrayList<>();
    try (Journal journal = JournalFixtures.open(directory, 20_000);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<List<Long>>> results = new ArrayList<>();
      for (int writer = 0; writer < writers; writer++) {
        String name = "writer " + writer + " ";
        results.add(
            threads.submit(() -> {
              List<Long> mine = new ArrayList<>();
              for (int i = 0; i < each; i++) {
                mine.add(journal.append(JournalFixtures.record(name + i)).sequence());
              }
              return mine;
            }));
      }
      for (Future<List<Long>> result : results) {
        List<Long> mine = result.get();
        assertEquals(mine.stream().sorted().toList(), mine);
        sequences.addAll(mine);
      }
      assertEquals(
          LongStream.rangeClosed(1, (long) writers * each).boxed().toList(),
          sequences.stream().sorted().toList());
      assertEquals(
          (long) writers * each,
          JournalFixtures.read(journal).texts().stream().collect(Collectors.toSet()).size());
    }
  }

  @Test
  void streamsLargeBodiesFromWhereTheyAreSpooled() throws IOException {
    byte[] large = new byte[3_000_000];
    new SplittableRandom(1).nextBytes(large);
    EntryContent content =
        new EntryContent(
            EntryType.RECORD,
            List.of(new byte[] {1}, new byte[] {2, 3}),
            List.of(
                new EntryContent.Spooled(large.length, () -> new ByteArrayInputStream(large)),
                new EntryContent.Spooled(5, () -> new ByteArrayInputStream(large))));
    try (Journal journal = JournalFixtures.open(directory)) {
      journal.append(content);
      JournalEntry entry = JournalFixtures.read(journal).entries().getFirst();
      assertEquals(3 + large.length + 5, entry.body().length());
      assertArrayEquals(
          large, entry.body().stream(3, large.length).readAllBytes(), "stream of the large body");
      assertArrayEquals(
          new byte[] {large[0], large[1], large[2], large[3], large[4]},
          entry.body().bytes(3 + large.length, 5));
      assertThrows(IOException.class, () -> entry.body().bytes(large.length, 9));
    }
  }

  @Test
  void aBodyThatCannotBeReadFailsAloneAndLeavesNoTrace() throws IOException {
    byte[] large = new byte[2_000_000];
    EntryContent tooShort =
        new EntryContent(
            EntryType.RECORD,
            List.of(new byte[1]),
            List.of(
                new EntryContent.Spooled(
                    large.length + 1L, () -> new ByteArrayInputStream(large))));
    EntryContent unreadable =
        new EntryContent(
            EntryType.RECORD,
            List.of(new byte[1]),
            List.of(
                new EntryContent.Spooled(
                    1,
                    () -> {
                      throw new IOException("gone");
                    })));
    try (Journal journal = JournalFixtures.open(directory)) {
      journal.append(JournalFixtures.record("before"));
      assertThrows(IOException.class, () -> journal.append(tooShort));
      assertThrows(IOException.class, () -> journal.append(unreadable));
      assertEquals(2, journal.append(JournalFixtures.record("after")).sequence());
    }
    assertEquals(1, Segment.list(directory).size());
    assertEquals(List.of("before", "after"), JournalFixtures.texts(directory));
  }

  @Test
  void anInterruptedCallerDoesNotHarmTheJournal() throws IOException {
    try (Journal journal = JournalFixtures.open(directory)) {
      Thread.currentThread().interrupt();
      journal.append(JournalFixtures.record("one"));
      assertTrue(Thread.interrupted());
      journal.append(JournalFixtures.record("two"));
      assertEquals(List.of("one", "two"), JournalFixtures.read(journal).texts());
    }
  }

  /** Segments of a gibibyte, so that each is let go of when the next one begins. */
  @Test
  void aSegmentIsLetGoOfWhenAGibibyteCameAfterIt() throws IOException {
    List<Path> uncached = new CopyOnWriteArrayList<>();
    JournalFiles files =
        new PassedOnFiles() {
          @Override
          public void uncache(Path file) {
            uncached.add(file);
          }
        };
    JournalOptions options = new JournalOptions(1L << 30, 0);
    try (Journal journal = JournalFixtures.open(directory, options, files)) {
      journal.append(JournalFixtures.record("one"));
      assertEquals(List.of(), uncached);
      journal.beginSegment();
      journal.append(JournalFixtures.record("two"));
      assertEquals(List.of(Segment.file(directory, 1)), uncached);
      assertEquals(List.of("one", "two"), JournalFixtures.read(journal).texts());
    }
  }

  @Test
  void refusesASecondJournalOnTheSameDirectory() throws IOException {
    try (Journal journal = JournalFixtures.open(directory)) {
      IOException refused =
          assertThrows(IOException.class, () -> JournalFixtures.open(directory).close());
      assertTrue(String.valueOf(refused.getMessage()).contains("open already"));
      assertEquals(1, journal.append(JournalFixtures.record("still mine")).sequence());
    }
    JournalFixtures.open(directory).close();
  }

  @Test
  void refusesAppendsAfterClose() throws IOException {
    Journal journal = JournalFixtures.open(directory);
    journal.close();
    journal.close();
    assertThrows(IOException.class, () -> journal.append(JournalFixtures.record("late")));
  }

  @Test
  void refusesASegmentOfANewerFormat() throws IOException {
    try (Journal journal = JournalFixtures.open(directory)) {
      journal.append(JournalFixtures.record("one"));
    }
    Path file = Segment.file(directory, 1);
    byte[] bytes = Files.readAllBytes(file);
    ByteBuffer.wrap(bytes).putInt(8, 2);
    Files.write(file, bytes);
    IOException refused =
        assertThrows(IOException.class, () -> JournalFixtures.open(directory).close());
    assertTrue(String.valueOf(refused.getMessage()).contains("version 2"));
  }
}
