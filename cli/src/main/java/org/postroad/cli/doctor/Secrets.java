// SPDX-License-Identifier: MIT
package org.postroad.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Whether others than their owner may use files with secrets. */
final class Secrets {
  private static final String CHECK = "secrets";
  private static final Set<PosixFilePermission> OF_OTHERS =
      Set.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  private Secrets() {}

  /**
   * Looks at all key files of a directory and at single files.
   *
   * @param keys where keys lie; certificates below it are public
   */
  static Finding look(Path keys, List<Path> more) throws IOException {
    List<Path> open = new ArrayList<>();
    try (Stream<Path> below = Files.isDirectory(keys) ? Files.list(keys) : Stream.empty()) {
      for (Path file : Stream.concat(below.filter(Secrets::isSecret), more.stream()).toList()) {
        if (Files.exists(file) && isOpen(file)) {
          open.add(file);
        }
      }
    }
    return open.isEmpty()
        ? Finding.good(CHECK, "only their owner may use them")
        : Finding.failed(
            CHECK,
            "others may use " + open.getFirst(),
            "whoever has it may sign in this server's name",
            Finding.HERE,
            "chmod 600 " + open.getFirst());
  }

  private static boolean isSecret(Path file) {
    String name = file.getFileName().toString();
    return Files.isRegularFile(file) && (name.endsWith(".p12") || name.endsWith(".pem"));
  }

  private static boolean isOpen(Path file) throws IOException {
    return Files.getFileStore(file).supportsFileAttributeView("posix")
        && Files.getPosixFilePermissions(file, new LinkOption[0]).stream()
            .anyMatch(OF_OTHERS::contains);
  }
}
