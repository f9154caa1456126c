// SPDX-License-Identifier: MIT
package org.postroad.securityserver.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalRewriteTest {
  private static final String LEAF = "leaf";
  private static final int LARGE = 3_000_000;

  @TempDir Path directory;

  private static Journal.Replacement prune(LongPredicate sequences) {
    return entry ->
        sequences.test(entry.frame().sequence())
            ? Optional.of(EntryContent.of(EntryType.PRUNED, bytes(LEAF)))
            : Optional.empty();
  }

  private static byte[] bytes(String text) {
    return JournalFixtures.record(text).pieces().getFirst();
  }

  private static List<String> append(Journal journal, int count) throws IOException {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String text = "record " + i + " " + "z".repeat(i * 71 % 900);
      journal.append(JournalFixtures.record(text));
      texts.add(text);
    }
    return texts;
  }

  private static EntryContent large(byte[] body) {
    return new EntryContent(
        EntryType.RECORD,
        List.of(),
        List.of(new EntryContent.Spooled(body.length, () -> new ByteArrayInputStream(body))));
  }

  private static byte[] random(int seed) {
    byte[] bytes = new byte[LARGE];
    new SplittableRandom(seed).nextBytes(bytes);
    return bytes;
  }

  @Test
  void everyEntryKeepsItsNumberSequenceAndPositionAndTheFileIsShorter() throws IOException {
    try (Journal journal = JournalFixtures.open(directory)) {
      List<String> texts = append(journal, 200);
      journal.beginSegment();
      List<JournalEntry> before = JournalFixtures.read(journal).entries();
      journal.append(JournalFixtures.record("in the next segment"));
      JournalPosition end = journal.end();

      Rewritten rewritten = journal.rewrite(1, prune(sequence -> sequence % 3 != 0));

      assertEquals(134, rewritten.replaced());
      assertEquals(Files.size(Segment.file(directory, 1)), rewritten.bytesAfter());
      assertTrue(rewritten.bytesAfter() < rewritten.bytesBefore() / 2, rewritten::toString);
      assertEquals(end, journal.end());
      for (int i = 0; i < before.size(); i++) {
        JournalEntry was = before.get(i);
        JournalEntry is = journal.read(was.position());
        boolean kept = was.frame().sequence() % 3 == 0;
        assertEquals(was.position(), is.position());
        assertEquals(was.frame().number(), is.frame().number());
        assertEquals(was.frame().sequence(), is.frame().sequence());
        assertEquals(kept ? EntryType.RECORD : EntryType.PRUNED, is.type());
        assertEquals(kept ? texts.get(i) : LEAF, JournalFixtures.text(is));
      }
    }
    JournalReader reader = JournalReader.open(directory);
    assertEquals(List.of(), reader.damages());
    JournalFixtures.Contents contents = JournalFixtures.read(reader);
    assertEquals(List.of(), contents.damages());
    assertEquals(201, contents.entries().size());
    assertEquals("in the next segment", contents.texts().getLast());
    try (Journal journal = JournalFixtures.open(directory)) {
      assertEquals(List.of(), journal.damages());
      assertEquals(202, journal.append(JournalFixtures.record("after")).sequence());
    }
  }

  @Test
  void readingGoesOnFromAnyPositionOfBefore() throws IOException {
    try (Journal journal = JournalFixtures.open(directory)) {
      append(journal, 60);
      journal.beginSegment();
      List<JournalPosition> positions = new ArrayList<>();
      try (JournalCursor cursor = journal.cursor(JournalPosition.START)) {
        while (cursor.next(damage -> assertFalse(true, damage::toString)).isPresent()) {
          positions.add(cursor.position());
        }
      }
      journal.append(JournalFixtures.record("last"));
      assertEquals(41, journal.rewrite(1, prune(sequence -> sequence > 19)).replaced());
      for (int i = 0; i < positions.size(); i++) {
        int read = 0;
        try (JournalCursor cursor = journal.cursor(positions.get(i))) {
          while (cursor.next(damage -> assertFalse(true, damage::toString)).isPresent()) {
            read++;
          }
          assertEquals(journal.end(), cursor.position());
        }
        assertEquals(positions.size() - i, read, "from " + positions.get(i));
      }
    }
  }

  @Test
  void readersAreNotDisturbed() throws IOException {
    byte[] first = random(1);
    byte[] second = random(2);
    try (Journal journal = JournalFixtures.open(directory)) {
      append(journal, 10);
      journal.append(large(first));
      journal.append(large(second));
      journal.beginSegment();
      try (JournalCursor cursor = journal.cursor(JournalPosition.START)) {
        cursor.next(damage -> assertFalse(true, damage::toString));
        List<JournalEntry> entries = JournalFixtures.read(journal).entries();
        EntryBody kept = entries.get(10).body();
        EntryBody pruned = entries.get(11).body();
        try (InputStream begun = pruned.stream(0, LARGE)) {
          assertEquals(second[0], (byte) begun.read());

          journal.rewrite(1, prune(sequence -> sequence != 11));

          assertArrayEquals(Arrays.copyOfRange(second, 1, LARGE), begun.readAllBytes());
        }
        assertArrayEquals(first, kept.stream(0, LARGE).readAllBytes());
        assertArrayEquals(Arrays.copyOfRange(first, 5, 9), kept.bytes(5, 4));
        IOException gone = assertThrows(IOException.class, () -> pruned.bytes(0, 1));
        assertTrue(String.valueOf(gone.getMessage()).contains("entry 12"), gone::toString);
        int rest = 0;
        while (cursor.next(damage -> assertFalse(true, damage::toString)).isPresent()) {
          rest++;
        }
        assertEquals(12, rest);
      }
    }
  }

  @Test
  void aSegmentCanBeRewrittenAgain() throws IOException {
    try (Journal journal = JournalFixtures.open(directory)) {
      append(journal, 30);
      journal.beginSegment();
      journal.rewrite(1, prune(sequence -> sequence % 2 == 0));
      List<JournalEntry> once = JournalFixtures.read(journal).entries();
      assertEquals(14, journal.rewrite(1, prune(sequence -> sequence != 1)).replaced());
      List<JournalEntry> twice = JournalFixtures.read(journal).entries();
      assertEquals(
          once.stream().map(JournalEntry::position).toList(),
          twice.stream().map(JournalEntry::position).toList());
      assertEquals(29, twice.stream().filter(e -> e.type() == EntryType.PRUNED).count());
    }
    assertEquals(List.of(), JournalReader.open(directory).damages());
  }

  @Test
  void onlyEndedSegmentsAreRewrittenAndOnlyRecordsPruned() throws IOException {
    try (Journal journal = JournalFixtures.open(directory)) {
      append(journal, 3);
      journal.append(EntryContent.of(EntryType.TIMESTAMP, new byte[5]));
      assertThrows(IOException.class, () -> journal.rewrite(1, prune(_ -> true)));
      assertThrows(IOException.class, () -> journal.rewrite(2, prune(_ -> true)));
      journal.beginSegment();
      journal.beginSegment();
      assertEquals(2, journal.segments().size());
      byte[] before = Files.readAllBytes(Segment.file(directory, 1));
      assertEquals(0, journal.rewrite(1, prune(_ -> false)).replaced());
      assertThrows(
          IllegalArgumentException.class,
          () -> journal.rewrite(1, _ -> Optional.of(JournalFixtures.record("another"))));
      assertArrayEquals(before, Files.readAllBytes(Segment.file(directory, 1)));
      assertFalse(Files.exists(JournalRecovery.unfinished(Segment.file(directory, 1))));
      assertEquals(3, journal.rewrite(1, prune(_ -> true)).replaced());
      assertEquals(EntryType.TIMESTAMP, JournalFixtures.read(journal).entries().getLast().type());
    }
    Journal closed = JournalFixtures.open(directory);
    closed.close();
    assertThrows(IOException.class, () -> closed.rewrite(1, prune(_ -> true)));
  }

  @Test
  void aDamagedSegmentStaysAsItIs() throws IOException {
    try (Journal journal = JournalFixtures.open(directory)) {
      append(journal, 5);
      journal.beginSegment();
      byte[] rotten = Files.readAllBytes(Segment.file(directory, 1));
      rotten[SegmentHeader.LENGTH + Frame.HEAD + 2] ^= 1;
      Files.write(Segment.file(directory, 1), rotten);
      IOException refused =
          assertThrows(IOException.class, () -> journal.rewrite(1, prune(_ -> true)));
      assertTrue(String.valueOf(refused.getMessage()).contains("entry 1"), refused::toString);
      assertArrayEquals(rotten, Files.readAllBytes(Segment.file(directory, 1)));
    }
  }

  @Test
  void damageOfARewrittenSegmentIsLocatedAndTheRestIsRead() throws IOException {
    Path file = Segment.file(directory, 1);
    try (Journal journal = JournalFixtures.open(directory)) {
      append(journal, 20);
      journal.beginSegment();
      journal.rewrite(1, prune(sequence -> sequence < 10));
    }
    byte[] whole = Files.readAllBytes(file);
    int second = SegmentHeader.LENGTH + Frame.HEAD + LEAF.length() + Frame.TAIL;
    for (int at : new int[] {second + 1, second + Frame.HEAD + 1}) {
      byte[] rotten = whole.clone();
      rotten[at] ^= 1;
      Files.write(file, rotten);
      JournalFixtures.Contents contents = JournalFixtures.read(JournalReader.open(directory));
      assertEquals(1, contents.damages().size());
      assertEquals(19, contents.entries().size());
      assertEquals(3, contents.entries().get(1).frame().sequence());
    }
    for (int length = SegmentHeader.LENGTH; length < whole.length; length += 7) {
      Files.write(file, Arrays.copyOf(whole, length));
      JournalReader reader = JournalReader.open(directory);
      assertEquals(JournalDamage.Kind.ROT, reader.damages().getFirst().kind());
      assertEquals(1, JournalFixtures.read(reader).damages().size(), "length " + length);
    }
  }

  @Test
  void aRewrittenSegmentThatBecameTheLastIsNeverCut() throws IOException {
    Path file = Segment.file(directory, 1);
    try (Journal journal = JournalFixtures.open(directory)) {
      append(journal, 20);
      journal.beginSegment();
      journal.rewrite(1, prune(sequence -> sequence < 10));
    }
    Files.delete(Segment.file(directory, 2));
    byte[] cut = Arrays.copyOf(Files.readAllBytes(file), 700);
    Files.write(file, cut);
    try (Journal journal = JournalFixtures.open(directory)) {
      assertTrue(
          journal.damages().stream().allMatch(d -> d.kind() == JournalDamage.Kind.ROT),
          journal.damages()::toString);
    }
    assertArrayEquals(cut, Files.readAllBytes(file));
  }

  @Test
  void wherePowerFailsEveryRecordIsThereOrItsLeaf() throws IOException {
    PowerCut files = new PowerCut();
    List<String> texts;
    int rewritten;
    int begun;
    try (Journal journal =
        JournalFixtures.open(directory.resolve("real"), new JournalOptions(1 << 20, 0), files)) {
      texts = append(journal, 12);
      journal.beginSegment();
      begun = files.events();
      journal.rewrite(1, prune(sequence -> sequence % 2 == 0));
      rewritten = files.events();
    }
    List<String> pruned = new ArrayList<>(texts);
    for (int i = 1; i < pruned.size(); i += 2) {
      pruned.set(i, LEAF);
    }
    SplittableRandom random = new SplittableRandom(5);
    for (int event = begun; event <= files.events(); event++) {
      for (PowerCut.Remains remains : PowerCut.Remains.values()) {
        Path image = Files.createDirectory(directory.resolve("image-" + event + "-" + remains));
        files.layOut(image, event, remains, random);
        List<String> found = JournalFixtures.texts(image);
        if (event >= rewritten) {
          assertEquals(pruned, found);
        } else {
          assertTrue(found.equals(pruned) || found.equals(texts), found::toString);
        }
      }
    }
  }

  @Test
  void anyOneFailingOperationLeavesTheOneOrTheOther() throws IOException {
    boolean failed = true;
    for (int nth = 1; failed; nth++) {
      Path where = directory.resolve("nth-" + nth);
      try (Journal journal = JournalFixtures.open(where)) {
        append(journal, 6);
        journal.beginSegment();
      }
      FailingFiles files = new FailingFiles(nth, 1);
      try (Journal journal = openPatiently(where, files)) {
        try {
          journal.rewrite(1, prune(_ -> true));
        } catch (IOException e) {
          assertEquals(6, JournalFixtures.read(journal).entries().size());
          journal.rewrite(1, prune(_ -> true));
        }
        assertEquals(
            6, JournalFixtures.read(journal).texts().stream().filter(LEAF::equals).count());
        failed = files.hasFailed();
      } catch (IOException e) {
        assertTrue(files.hasFailed(), e::toString);
      }
      assertEquals(List.of(), JournalReader.open(where).damages());
    }
  }

  private static Journal openPatiently(Path where, JournalFiles files) throws IOException {
    try {
      return JournalFixtures.open(where, JournalOptions.DEFAULT, files);
    } catch (IOException e) {
      return JournalFixtures.open(where, JournalOptions.DEFAULT, files);
    }
  }
}
