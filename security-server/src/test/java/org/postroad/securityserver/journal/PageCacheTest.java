// SPDX-License-Identifier: MIT
package org.postroad.securityserver.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class PageCacheTest {
  @TempDir Path directory;

  @Test
  @EnabledOnOs(OS.LINUX)
  void whatIsLetGoOfIsReadAgain() throws IOException {
    byte[] content = new byte[3 << 20];
    new Random(1).nextBytes(content);
    Path file = directory.resolve("segment é");
    try (JournalFiles.Output output = JournalFiles.disk().create(file)) {
      output.write(ByteBuffer.wrap(content), 0);
      output.force();
      PageCache.drop(file);
      output.write(ByteBuffer.wrap(content), content.length);
    }
    PageCache.drop(file);
    byte[] found = Files.readAllBytes(file);
    assertEquals(2 * content.length, found.length);
    assertArrayEquals(content, Arrays.copyOf(found, content.length));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aFileThatIsGoneIsNamed() {
    Path gone = directory.resolve("gone");
    IOException refused = assertThrows(IOException.class, () -> PageCache.drop(gone));
    assertTrue(String.valueOf(refused.getMessage()).contains(gone.toString()), refused::toString);
  }

  /** Segments of a gibibyte, so that each is let go of when the next one begins. */
  @Test
  void aSegmentIsLetGoOfWhenAGibibyteCameAfterIt() throws IOException {
    List<Path> uncached = new CopyOnWriteArrayList<>();
    JournalFiles files = new Uncaching(JournalFiles.disk(), uncached);
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

  private record Uncaching(JournalFiles disk, List<Path> uncached) implements JournalFiles {
    @Override
    public Output create(Path file) throws IOException {
      return disk.create(file);
    }

    @Override
    public Output open(Path file) throws IOException {
      return disk.open(file);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
      disk.rename(from, to);
    }

    @Override
    public void delete(Path file) throws IOException {
      disk.delete(file);
    }

    @Override
    public void forceDirectory(Path where) throws IOException {
      disk.forceDirectory(where);
    }

    @Override
    public long usableBytes(Path where) throws IOException {
      return disk.usableBytes(where);
    }

    @Override
    public void uncache(Path file) {
      uncached.add(file);
    }
  }
}
