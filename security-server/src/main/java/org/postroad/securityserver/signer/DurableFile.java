// SPDX-License-Identifier: MIT
package org.postroad.securityserver.signer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Owner-only files that are whole or not there at all, and on disk before a method returns. */
public final class DurableFile {
  private DurableFile() {}

  public static void write(Path file, byte[] content) throws IOException {
    Path directory = file.toAbsolutePath().resolveSibling("");
    Path next = OwnerOnly.newFile(directory, file.getFileName().toString());
    try (FileChannel out = FileChannel.open(next, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true);
    }
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    keepNames(directory);
  }

  static void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
    keepNames(file.toAbsolutePath().resolveSibling(""));
  }

  /** Makes what was created, renamed or deleted in a directory last. */
  static void keepNames(Path directory) throws IOException {
    try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
      names.force(true);
    }
  }
}
