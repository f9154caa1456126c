// SPDX-License-Identifier: MIT
package org.postroad.cli.log;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file that appears under its name only when it is whole. One that is there already is never
 * replaced.
 */
final class NewFile implements AutoCloseable {

  private final Path typed;
  private Optional<Path> file = Optional.empty();
  private Optional<Path> unfinished = Optional.empty();

  /** In a directory the file gets the name it is opened with. */
  NewFile(Path typed) {
    this.typed = typed;
  }

  OutputStream open(String name) throws IOException {
    Path wanted = Files.isDirectory(typed) ? typed.resolve(name) : typed;
    requireNew(wanted);
    Path directory = wanted.toAbsolutePath().getParent();
    if (directory != null && !Files.isDirectory(directory)) {
      throw new NotDirectoryException(directory.toString());
    }
    Path part = Files.createTempFile(directory, ".postroad-", ".part");
    file = Optional.of(wanted);
    unfinished = Optional.of(part);
    return Files.newOutputStream(part);
  }

  /** Gives the file its name. */
  Path keep() throws IOException {
    Path wanted = file.orElseThrow();
    requireNew(wanted);
    Files.move(unfinished.orElseThrow(), wanted);
    unfinished = Optional.empty();
    return wanted;
  }

  private static void requireNew(Path wanted) throws IOException {
    if (Files.exists(wanted)) {
      throw new FileAlreadyExistsException(wanted + " is there already and is not replaced");
    }
  }

  @Override
  public void close() throws IOException {
    if (unfinished.isPresent()) {
      Files.deleteIfExists(unfinished.get());
    }
  }
}
