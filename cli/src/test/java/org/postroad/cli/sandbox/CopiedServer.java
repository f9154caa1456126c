// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Copies what lies in the directory of a server, which may be running. */
final class CopiedServer {
  private CopiedServer() {}

  /** Sockets are left out. */
  static void copy(Path from, Path to, List<Path> wanted) throws IOException {
    for (Path each : wanted) {
      try (Stream<Path> files = Files.walk(each)) {
        for (Path file : files.toList()) {
          if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectories(to.resolve(from.relativize(file)));
          } else if (Files.isSymbolicLink(file)) {
            Files.createSymbolicLink(
                to.resolve(from.relativize(file)), Files.readSymbolicLink(file));
          } else if (Files.isRegularFile(file)) {
            Files.copy(file, to.resolve(from.relativize(file)));
          }
        }
      }
    }
  }
}
