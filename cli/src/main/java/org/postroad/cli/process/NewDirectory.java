// SPDX-License-Identifier: MIT
package org.postroad.cli.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A directory that was empty, or not there, and gets files that only their owner may use. What was
 * made is taken away again unless all of it is kept in the end.
 */
public final class NewDirectory implements AutoCloseable {
  private final Path root;
  private final boolean wasThere;
  private boolean kept;

  private NewDirectory(Path root, boolean wasThere) {
    this.root = root;
    this.wasThere = wasThere;
  }

  /**
   * Refuses a directory that has anything in it.
   *
   * @param run the command that runs what may be there
   */
  public static void requireFree(Path root, String run) throws IOException {
    if (Files.exists(root)) {
      try (Stream<Path> inside = Files.list(root)) {
        if (inside.findAny().isPresent()) {
          throw new AlreadyThere(root, run);
        }
      }
    }
  }

  /** Begins to fill it; what is to be there in the end is kept by {@link #keep}. */
  public static NewDirectory begin(Path root, String run) throws IOException {
    requireFree(root, run);
    boolean wasThere = Files.exists(root);
    Files.createDirectories(root, permissions("rwx------"));
    return new NewDirectory(root, wasThere);
  }

  public Path root() {
    return root;
  }

  public Path write(String name, byte[] content) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent(), permissions("rwx------"));
    Files.createFile(file, permissions("rw-------"));
    return Files.write(file, content);
  }

  /** Everything is as it should be. */
  public void keep() {
    kept = true;
  }

  private static FileAttribute<?> permissions(String text) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text));
  }

  @Override
  public void close() throws IOException {
    if (kept) {
      return;
    }
    try (Stream<Path> files = Files.walk(root)) {
      List<Path> deepestFirst =
          files
              .filter(file -> !wasThere || !file.equals(root))
              .sorted(Comparator.reverseOrder())
              .toList();
      for (Path file : deepestFirst) {
        Files.deleteIfExists(file);
      }
    }
  }
}
