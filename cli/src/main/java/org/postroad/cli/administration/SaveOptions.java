// SPDX-License-Identifier: MIT
package org.postroad.cli.administration;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where a command writes the file that it was asked for; mixed in. */
final class SaveOptions {
  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      order = 85,
      description = "Where to write it, a new file or a directory.")
  private Optional<Path> file = Optional.empty();

  boolean isWanted() {
    return file.isPresent();
  }

  /** Writes a secret to a file that was not there, and that only its owner may read. */
  Path writeSecret(String secret) throws IOException {
    Path place = file.orElseThrow();
    var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    try {
      Files.createFile(place, ownerOnly);
    } catch (FileAlreadyExistsException e) {
      throw new ApiFailed(Exit.FAILED, place + " is there already and is not replaced", e);
    }
    return Files.writeString(place, secret + "\n");
  }

  /** Writes a file that was not there. */
  Path write(String name, byte[] content) throws IOException {
    Path wanted = file.orElse(Path.of(""));
    Path place = Files.isDirectory(wanted.toAbsolutePath()) ? wanted.resolve(name) : wanted;
    try {
      return Files.write(place, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (FileAlreadyExistsException e) {
      throw new ApiFailed(Exit.FAILED, place + " is there already and is not replaced", e);
    }
  }
}
