// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/** A random PIN in a file that only its owner can read, made at the first start. */
final class PinFile {

  private static final int PIN_BYTES = 16;

  private PinFile() {}

  static Path in(Path directory) {
    return directory.resolve("token.pin");
  }

  static char[] of(Path directory, SecureRandom random) throws IOException {
    Files.createDirectories(
        directory,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Path file = in(directory);
    if (!Files.exists(file)) {
      byte[] bytes = new byte[PIN_BYTES];
      random.nextBytes(bytes);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, HexFormat.of().formatHex(bytes));
    }
    return Files.readString(file).strip().toCharArray();
  }
}
