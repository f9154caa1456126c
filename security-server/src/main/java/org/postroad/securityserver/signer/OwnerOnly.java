// SPDX-License-Identifier: MIT
package org.postroad.securityserver.signer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Files and directories that nobody but the owner can read, made so from the start. */
final class OwnerOnly {
  private OwnerOnly() {}

  static void createDirectories(Path directory) throws IOException {
    Files.createDirectories(
        directory,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  static Path newFile(Path directory, String prefix) throws IOException {
    return Files.createTempFile(directory, prefix, ".new", attribute());
  }

  static Path newFile(Path file) throws IOException {
    return Files.exists(file) ? file : Files.createFile(file, attribute());
  }

  private static FileAttribute<?> attribute() {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  }
}
