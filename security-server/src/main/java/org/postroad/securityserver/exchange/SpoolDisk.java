// SPDX-License-Identifier: MIT
package org.postroad.securityserver.exchange;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** The disk below a spool; what can fail about it fails here. */
interface SpoolDisk {

  /** A new, empty file that its owner alone may read and write. */
  Path create(Path directory) throws IOException;

  OutputStream write(Path file) throws IOException;

  /** How many bytes may still be written to the disk of the directory. */
  long usable(Path directory) throws IOException;

  static SpoolDisk real() {
    return new SpoolDisk() {
      @Override
      public Path create(Path directory) throws IOException {
        return Files.createTempFile(
            directory,
            "body-",
            ".tmp",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }

      @Override
      public OutputStream write(Path file) throws IOException {
        return Files.newOutputStream(file, StandardOpenOption.WRITE);
      }

      @Override
      public long usable(Path directory) {
        return directory.toFile().getUsableSpace();
      }
    };
  }
}
