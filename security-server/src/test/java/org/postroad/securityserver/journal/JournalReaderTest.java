// SPDX-License-Identifier: MIT
package org.postroad.securityserver.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalReaderTest {

  @TempDir Path directory;

  private static List<String> texts(JournalView view) throws IOException {
    return JournalFixtures.read(view).texts();
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void readsALogThatIsBeingWrittenAndSeesMoreWhenOpenedAgain() throws IOException {
    List<String> expected = new ArrayList<>();
    try (Journal journal = JournalFixtures.open(directory, 500)) {
      for (int i : IntStream.range(0, 40).toArray()) {
        expected.add("entry " + i);
        journal.append(JournalFixtures.record("entry " + i));
        JournalReader reader = JournalReader.open(directory);
        assertEquals(expected, texts(reader));
        assertEquals(List.of(), reader.damages());
        assertEquals(journal.end(), reader.end());
        assertEquals(Optional.of(journal.id()), reader.id());
      }
    }
  }

  @Test
  void takesNoLockAndLeavesNothingBehind() throws IOException {
    try (Journal journal = JournalFixtures.open(directory)) {
      journal.append(JournalFixtures.record("one"));
    }
    Files.delete(directory.resolve("journal.lock"));
    List<String> before = names(directory);
    JournalReader reader = JournalReader.open(directory);
    assertEquals(List.of("one"), texts(reader));
    assertEquals(before, names(directory));
    JournalFixtures.open(directory).close();
  }

  @Test
  void reportsATornTailAndDoesNotCutIt() throws IOException {
    byte[] torn;
    try (Journal journal = JournalFixtures.open(directory)) {
      journal.append(JournalFixtures.record("one"));
      journal.append(JournalFixtures.record("two"));
      torn = JournalFixtures.written(journal);
    }
    Path copy = Files.createDirectory(directory.resolve("copy"));
    int end = SegmentHeader.LENGTH + Frame.HEAD + 3 + Frame.TAIL;
    for (int length = end; length < torn.length; length++) {
      byte[] left = Arrays.copyOf(torn, length);
      Files.write(Segment.file(copy, 1), left);
      JournalReader reader = JournalReader.open(copy);
      assertEquals(List.of("one"), texts(reader), "length " + length);
      assertEquals(new JournalPosition(1, end), reader.end());
      assertEquals(
          length == end ? List.of() : List.of(JournalDamage.Kind.TORN_TAIL),
          reader.damages().stream().map(JournalDamage::kind).toList());
      assertArrayEquals(left, Files.readAllBytes(Segment.file(copy, 1)));
    }
    assertEquals(List.of("0000000001.journal"), names(copy));
  }

  @Test
  void theRoomBehindTheEntriesOfARunningServerIsNoDamage() throws IOException {
    try (Journal journal = JournalFixtures.open(directory)) {
      journal.append(JournalFixtures.record("one"));
      JournalReader reader = JournalReader.open(directory);
      assertEquals(List.of("one"), texts(reader));
      assertEquals(journal.end(), reader.end());
      assertEquals(List.of(), reader.damages());
    }
  }

  @Test
  void lostSegmentsAreNamedTheFirstAndTheLastToo() throws IOException {
    try (Journal journal = JournalFixtures.open(directory, SegmentHeader.LENGTH + 1)) {
      for (String text : List.of("one", "two", "three", "four")) {
        journal.append(JournalFixtures.record(text));
      }
    }
    Files.delete(Segment.file(directory, 1));
    Files.write(Segment.file(directory, 4), new byte[SegmentHeader.LENGTH]);
    JournalReader reader = JournalReader.open(directory);
    assertEquals(List.of("two", "three"), texts(reader));
    assertEquals(
        List.of(1L, 4L),
        reader.damages().stream()
            .filter(damage -> damage.kind() == JournalDamage.Kind.SEGMENT_LOST)
            .map(JournalDamage::segment)
            .toList());
    assertThrows(IOException.class, () -> JournalFixtures.open(directory).close());
  }

  @Test
  void anEmptyDirectoryIsAnEmptyJournalAndNoDirectoryIsRefused() throws IOException {
    JournalReader empty = JournalReader.open(directory);
    assertFalse(empty.id().isPresent());
    assertEquals(JournalPosition.START, empty.end());
    assertEquals(List.of(), texts(empty));
    assertThrows(IOException.class, () -> JournalReader.open(directory.resolve("elsewhere")));
  }
}
