// SPDX-License-Identifier: MIT
package org.postroad.securityserver.witness;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.securityserver.journal.PassedOnFiles;

class WitnessDirectoryTest {
  private static final String NAME = "latest-x";
  private static final byte[] OLD = "old".getBytes(StandardCharsets.UTF_8);
  private static final byte[] NEW = "a longer new one".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path folder;

  /** The real disk, written down step by step, that dies with the process at one of them. */
  private static final class DyingFiles extends PassedOnFiles {
    private final List<String> steps = new ArrayList<>();
    private int left;

    DyingFiles(int left) {
      this.left = left;
    }

    private void step(String what) throws IOException {
      if (left-- <= 0) {
        throw new IOException("ended at: " + what);
      }
      steps.add(what);
    }

    @Override
    public Output create(Path file) throws IOException {
      step("create");
      return new PassedOnFile(super.create(file)) {
        @Override
        public void write(ByteBuffer bytes, long position) throws IOException {
          super.write(bytes.duplicate().limit(bytes.position() + 1), position);
          step("write");
          super.write(bytes, position);
        }

        @Override
        public void force() throws IOException {
          step("force");
          super.force();
        }
      };
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
      step("rename");
      super.rename(from, to);
    }

    @Override
    public void forceDirectory(Path directory) throws IOException {
      step("force directory");
      super.forceDirectory(directory);
    }
  }

  @Test
  void aContentIsForcedBeforeItTakesThePlaceOfAnother() throws IOException {
    DyingFiles files = new DyingFiles(Integer.MAX_VALUE);
    try (WitnessDirectory directory = WitnessDirectory.open(folder, files)) {
      files.steps.clear();
      directory.write(NAME, NEW);
      assertEquals(List.of("create", "write", "force", "rename", "force directory"), files.steps);
      assertArrayEquals(NEW, directory.read(NAME).orElseThrow());
      assertEquals(Optional.empty(), directory.read("latest-y"));
      assertEquals(List.of(NAME), directory.names());
    }
  }

  @Test
  void whereverTheProcessEndsThereIsTheOldOrTheNew() throws IOException {
    for (int step = 1; step <= 5; step++) {
      Path place = folder.resolve("step-" + step);
      try (WitnessDirectory directory = WitnessDirectory.open(place)) {
        directory.write(NAME, OLD);
      }
      try (WitnessDirectory directory = WitnessDirectory.open(place, new DyingFiles(step))) {
        assertThrows(IOException.class, () -> directory.write(NAME, NEW));
      }
      Files.write(place.resolve(NAME + ".77.next"), new byte[3]);
      try (WitnessDirectory directory = WitnessDirectory.open(place)) {
        byte[] found = directory.read(NAME).orElseThrow();
        assertArrayEquals(step < 5 ? OLD : NEW, found, "ended at step " + step);
        assertEquals(List.of(NAME), directory.names());
        directory.write(NAME, NEW);
        assertArrayEquals(NEW, directory.read(NAME).orElseThrow());
      }
      try (var files = Files.list(place)) {
        assertEquals(2, files.count(), "the content and the lock");
      }
    }
  }

  @Test
  void oneWitnessAtATimeHasADirectory() throws IOException {
    try (WitnessDirectory directory = WitnessDirectory.open(folder)) {
      IOException refused =
          assertThrows(IOException.class, () -> WitnessDirectory.open(folder).close());
      assertTrue(String.valueOf(refused.getMessage()).contains("witness.lock"));
      directory.write(NAME, NEW);
    }
    WitnessDirectory.open(folder).close();
  }
}
