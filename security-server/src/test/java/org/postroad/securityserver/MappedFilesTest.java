// SPDX-License-Identifier: MIT
package org.postroad.securityserver;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.securityserver.MappedFiles.Pages;

class MappedFilesTest {
  private static final int LENGTH = 1 << 20;

  /** As Linux tells it, shortened. */
  private static final String MAPPINGS =
      """
      800001000-802320000 rw-p 00001000 fe:00 5335868                          /opt/server.aot
      Size:              35964 kB
      Rss:               35964 kB
      Anonymous:             0 kB
      VmFlags: rd wr mr mw me ac
      802320000-804bc9000 r--p 02320000 fe:00 5335868                          /opt/server.aot
      Size:              41636 kB
      Rss:               37028 kB
      Anonymous:             0 kB
      VmFlags: rd mr mw me
      7f96d44bf000-7f96d4563000 rw-p 00000000 00:00 0
      Rss:                 652 kB
      Anonymous:           652 kB
      7f96d5000000-7f96d6000000 r-xp 00000000 fe:00 77                         /opt/my jdk/libjvm.so
      Rss:               13360 kB
      Anonymous:             0 kB
      7f96d6000000-7f96d6100000 r--p 01000000 fe:00 77                         /opt/my jdk/libjvm.so
      Rss:                1024 kB
      Anonymous:             4 kB
      7f96d7000000-7f96d7100000 r--p 00000000 fe:00 78                         /opt/server.aot (deleted)
      Rss:                1024 kB
      Anonymous:             0 kB
      7f96d8000000-7f96d8100000 r--s 00000000 fe:00 79                         /lib /opt/server.aot
      Rss:                1024 kB
      Anonymous:             0 kB
      7f96d9000000-7f96d9100000 r--s 00000000 fe:00 80                         /opt/server.aot
      Rss:                1024 kB
      7f96da000000-7f96da100000 r--s 00000000 fe:00 81                         /opt/other
      Anonymous:             0 kB
      """;

  @TempDir Path directory;
  private Path file = Path.of("");
  private final byte[] content = new byte[LENGTH];

  @BeforeEach
  void write() throws IOException {
    new Random(1).nextBytes(content);
    file = Files.write(directory.resolve("a file"), content).toRealPath();
  }

  @Test
  void takesOnlyWhatCannotBeWrittenAndNeverWas() {
    MappedFiles mapped =
        new MappedFiles(Set.of(Path.of("/opt/server.aot"), Path.of("/opt/my jdk/libjvm.so")));
    assertEquals(
        Set.of(
            new Pages(0x802320000L, 41636L << 10, 37028L << 10),
            new Pages(0x7f96d5000000L, 16L << 20, 13360L << 10)),
        Set.copyOf(mapped.unwritten(MAPPINGS)));
  }

  @Test
  void anythingElseThatTheSystemTellsIsNoMapping() {
    MappedFiles mapped = new MappedFiles(Set.of(Path.of("/opt/server.aot")));
    assertEquals(List.of(), mapped.unwritten(""));
    assertEquals(List.of(), mapped.unwritten("something else of /opt/server.aot\n"));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void pagesComeBackWithTheirContentToWhoeverLooks() throws IOException {
    MappedFiles mapped = new MappedFiles(Set.of(file));
    try (FileChannel channel = FileChannel.open(file);
        Arena arena = Arena.ofConfined()) {
      MemorySegment seen = channel.map(MapMode.READ_ONLY, 0, LENGTH, arena);
      assertArrayEquals(content, seen.toArray(ValueLayout.JAVA_BYTE));
      assertEquals(LENGTH, mapped.letGo());
      assertEquals(0, mapped.letGo(), "nobody has looked since");
      assertArrayEquals(content, seen.toArray(ValueLayout.JAVA_BYTE));
      assertEquals(LENGTH, mapped.letGo());
    }
    assertEquals(0, mapped.letGo(), "it is mapped no longer");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void whatWasWrittenIntoAMappingStays() throws IOException {
    try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        Arena arena = Arena.ofConfined()) {
      MemorySegment own = channel.map(MapMode.PRIVATE, 0, LENGTH, arena);
      own.set(ValueLayout.JAVA_BYTE, 0, (byte) ~content[0]);
      assertEquals(0, new MappedFiles(Set.of(file)).letGo());
      assertEquals((byte) ~content[0], own.get(ValueLayout.JAVA_BYTE, 0));
    }
  }
}
