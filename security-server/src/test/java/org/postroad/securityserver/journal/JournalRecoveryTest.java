// SPDX-License-Identifier: MIT
package org.postroad.securityserver.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalRecoveryTest {
  private static final List<String> TEXTS = List.of("first", "the second", "third and last");

  @TempDir Path directory;

  /** A segment as a kill leaves it: whole entries, no seal. */
  private byte[] unsealed() throws IOException {
    try (Journal journal = JournalFixtures.open(directory)) {
      for (String text : TEXTS) {
        journal.append(JournalFixtures.record(text));
      }
      return JournalFixtures.written(journal);
    }
  }

  private Path copy(String name, byte[] segment) throws IOException {
    Path copy = Files.createDirectory(directory.resolve(name));
    Files.write(Segment.file(copy, 1), segment);
    return copy;
  }

  private static List<Integer> borders() {
    List<Integer> borders = new ArrayList<>(List.of(SegmentHeader.LENGTH));
    for (String text : TEXTS) {
      borders.add(borders.getLast() + Frame.HEAD + text.length() + Frame.TAIL);
    }
    return borders;
  }

  @Test
  void cutsATornTailExactlyBehindTheLastWholeEntryWhereverItIsTorn() throws IOException {
    byte[] whole = unsealed();
    List<Integer> borders = borders();
    assertEquals(whole.length, borders.getLast());
    for (int length = SegmentHeader.LENGTH; length <= whole.length; length++) {
      Path copy = copy("torn-" + length, Arrays.copyOf(whole, length));
      int torn = length;
      int end = borders.stream().filter(border -> border <= torn).max(Integer::compare).get();
      try (Journal journal = JournalFixtures.open(copy)) {
        assertEquals(end, Files.size(Segment.file(copy, 1)), "length " + length);
        if (end == length) {
          assertEquals(List.of(), journal.damages());
        } else {
          JournalDamage damage = journal.damages().getFirst();
          assertEquals(JournalDamage.Kind.TORN_TAIL, damage.kind());
          assertEquals(end, damage.from());
          assertEquals(length, damage.to());
          assertArrayEquals(
              Arrays.copyOfRange(whole, end, length),
              Files.readAllBytes(copy.resolve("0000000001.journal.cut-" + end)));
        }
        assertEquals(
            borders.indexOf(end) + 1L, journal.append(JournalFixtures.record("new")).sequence());
      }
      List<String> expected = new ArrayList<>(TEXTS.subList(0, borders.indexOf(end)));
      expected.add("new");
      assertEquals(expected, JournalFixtures.texts(copy));
    }
  }

  @Test
  void zerosThatAKilledServerWouldHaveWrittenOverAreNoDamage() throws IOException {
    byte[] whole = unsealed();
    for (int zeros : new int[] {1, Frame.HEAD, 1 << 18, (1 << 18) + 1}) {
      Path copy = copy("room-" + zeros, Arrays.copyOf(whole, whole.length + zeros));
      try (Journal journal = JournalFixtures.open(copy)) {
        assertEquals(List.of(), journal.damages());
        assertEquals(whole.length, Files.size(Segment.file(copy, 1)));
        assertFalse(Files.exists(copy.resolve("0000000001.journal.cut-" + whole.length)));
        assertEquals(4, journal.append(JournalFixtures.record("fourth")).sequence());
      }
      assertEquals(4, JournalFixtures.texts(copy).size());
    }
  }

  @Test
  void whatStandsBehindZerosIsATornTail() throws IOException {
    byte[] whole = unsealed();
    byte[] torn = Arrays.copyOf(whole, whole.length + 1_000);
    torn[torn.length - 1] = 1;
    Path copy = copy("behind", torn);
    try (Journal journal = JournalFixtures.open(copy)) {
      JournalDamage damage = journal.damages().getFirst();
      assertEquals(JournalDamage.Kind.TORN_TAIL, damage.kind());
      assertEquals(whole.length, damage.from());
      assertEquals(torn.length, damage.to());
      assertEquals(TEXTS, JournalFixtures.read(journal).texts());
    }
  }

  @Test
  void garbageInPlaceOfATailIsCutToo() throws IOException {
    byte[] whole = unsealed();
    for (int from = borders().get(2); from < whole.length; from++) {
      byte[] garbage = whole.clone();
      Arrays.fill(garbage, from, garbage.length, (byte) 0);
      Path copy = copy("zeros-" + from, garbage);
      assertEquals(TEXTS.subList(0, 2), JournalFixtures.texts(copy), "from " + from);
    }
  }

  @Test
  void aFlippedBitInAnAcknowledgedEntryIsLocatedAndNothingIsCut() throws IOException {
    byte[] whole = unsealed();
    List<Integer> borders = borders();
    for (int at = borders.getFirst(); at < borders.get(1); at++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] rotten = whole.clone();
        rotten[at] ^= (byte) (1 << bit);
        Path copy = copy("rot-" + at + "-" + bit, rotten);
        try (Journal journal = JournalFixtures.open(copy)) {
          JournalDamage damage = journal.damages().getFirst();
          assertEquals(JournalDamage.Kind.ROT, damage.kind());
          assertEquals(borders.getFirst().longValue(), damage.from());
          assertEquals(borders.get(1).longValue(), damage.to());
          JournalFixtures.Contents contents = JournalFixtures.read(journal);
          assertEquals(TEXTS.subList(1, 3), contents.texts());
          assertEquals(List.of(damage), contents.damages());
        }
        assertArrayEquals(rotten, Files.readAllBytes(Segment.file(copy, 1)));
      }
    }
  }

  @Test
  void aFlippedBitInASegmentEndedInOrderIsRotEvenInItsLastEntry() throws IOException {
    unsealed();
    byte[] sealed = Files.readAllBytes(Segment.file(directory, 1));
    for (int at = borders().get(2); at < borders().get(3); at++) {
      byte[] rotten = sealed.clone();
      rotten[at] ^= 1;
      Path copy = copy("sealed-" + at, rotten);
      try (Journal journal = JournalFixtures.open(copy)) {
        assertEquals(JournalDamage.Kind.ROT, journal.damages().getFirst().kind());
        assertEquals(TEXTS.subList(0, 2), JournalFixtures.read(journal).texts());
        assertEquals(4, journal.append(JournalFixtures.record("fourth")).sequence());
      }
    }
  }

  @Test
  void rotOfAnOlderSegmentIsLocatedWhenRead() throws IOException {
    try (Journal journal = JournalFixtures.open(directory, SegmentHeader.LENGTH + 70)) {
      for (String text : TEXTS) {
        journal.append(JournalFixtures.record(text));
      }
    }
    Path file = Segment.file(directory, 1);
    byte[] bytes = Files.readAllBytes(file);
    bytes[SegmentHeader.LENGTH + Frame.HEAD] ^= 4;
    Files.write(file, bytes);
    try (Journal journal = JournalFixtures.open(directory)) {
      JournalFixtures.Contents contents = JournalFixtures.read(journal);
      assertEquals(
          "entry 1: body does not match its checksum", contents.damages().getFirst().text());
      assertEquals(1, contents.damages().getFirst().segment());
      assertFalse(contents.texts().contains("first"));
      assertTrue(contents.texts().contains("third and last"));
    }
  }

  @Test
  void aLostSegmentAndALostHeaderAreReportedAndTheRestIsRead() throws IOException {
    try (Journal journal = JournalFixtures.open(directory, SegmentHeader.LENGTH + 1)) {
      for (String text : TEXTS) {
        journal.append(JournalFixtures.record(text));
      }
      journal.append(JournalFixtures.record("fourth"));
    }
    Files.delete(Segment.file(directory, 2));
    byte[] header = Files.readAllBytes(Segment.file(directory, 1));
    header[20] ^= 1;
    Files.write(Segment.file(directory, 1), header);
    try (Journal journal = JournalFixtures.open(directory)) {
      assertEquals(
          List.of(1L, 2L),
          journal.damages().stream()
              .filter(damage -> damage.kind() == JournalDamage.Kind.SEGMENT_LOST)
              .map(JournalDamage::segment)
              .toList());
      assertEquals(List.of("third and last", "fourth"), JournalFixtures.read(journal).texts());
      assertEquals(5, journal.append(JournalFixtures.record("fifth")).sequence());
    }
  }

  @Test
  void entriesInsideABodyAreNeverTakenForEntries() throws IOException {
    byte[] inner = unsealed();
    byte[] outer;
    Path other = Files.createDirectory(directory.resolve("other"));
    try (Journal journal =
        Journal.open(
            other,
            JournalOptions.DEFAULT,
            JournalFiles.disk(),
            JournalFixtures.CLOCK,
            new java.util.SplittableRandom(8))) {
      journal.append(EntryContent.of(EntryType.RECORD, inner));
      journal.append(JournalFixtures.record("after"));
      outer = Files.readAllBytes(Segment.file(other, 1));
    }
    outer[SegmentHeader.LENGTH + 3] ^= 1;
    Path copy = copy("copy", outer);
    assertEquals(List.of("after"), JournalFixtures.texts(copy));
  }
}
