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
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;

@EnabledOnOs(OS.LINUX)
class PageCacheTest {
  private static final int LENGTH = 4 << 20;

  /**
   * File systems that are known to do as they are advised; on others nothing may be lost either.
   */
  private static final Set<String> ADVISED = Set.of("ext3", "ext4", "xfs", "btrfs");

  @TempDir(factory = OnDisk.class)
  Path directory;

  /** The folder for temporary files is often one that is in memory alone, which nothing leaves. */
  static final class OnDisk implements TempDirFactory {
    @Override
    public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext test)
        throws IOException {
      return Files.createTempDirectory(Files.createDirectories(Path.of("target")), "page-cache");
    }
  }

  private Path forced(String name, byte[] content) throws IOException {
    Path file = directory.resolve(name);
    try (JournalFiles.Output output = JournalFiles.disk().create(file)) {
      output.write(ByteBuffer.wrap(content), 0);
      output.force();
    }
    return file;
  }

  private static byte[] random(int length) {
    byte[] content = new byte[length];
    new Random(1).nextBytes(content);
    return content;
  }

  @Test
  void whatIsLetGoOfLeavesMemoryAndTheNextFileStays() throws IOException {
    byte[] content = random(LENGTH);
    Path old = forced("segment é", content);
    Path next = forced("next", content);
    long before = ResidentPages.bytes(old);
    PageCache.drop(old);
    if (ADVISED.contains(Files.getFileStore(old).type())) {
      assertEquals(LENGTH, before);
      assertEquals(0, ResidentPages.bytes(old));
      assertEquals(LENGTH, ResidentPages.bytes(next));
    }
    assertArrayEquals(content, Files.readAllBytes(old));
    assertArrayEquals(content, Files.readAllBytes(next));
  }

  /** Whether the second half stays in memory or is written at once is left to the system. */
  @Test
  void whatWasNotForcedYetIsNotLost() throws IOException {
    byte[] content = random(2 * LENGTH);
    Path file = directory.resolve("half");
    try (JournalFiles.Output output = JournalFiles.disk().create(file)) {
      output.write(ByteBuffer.wrap(content, 0, LENGTH), 0);
      output.force();
      output.write(ByteBuffer.wrap(content, LENGTH, LENGTH), LENGTH);
      PageCache.drop(file);
    }
    assertArrayEquals(content, Files.readAllBytes(file));
  }

  @Test
  void aFileThatIsGoneIsNamed() {
    Path gone = directory.resolve("gone");
    IOException refused = assertThrows(IOException.class, () -> PageCache.drop(gone));
    assertTrue(String.valueOf(refused.getMessage()).contains(gone.toString()), refused::toString);
  }
}
