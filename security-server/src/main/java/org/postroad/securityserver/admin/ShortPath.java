// SPDX-License-Identifier: MIT
package org.postroad.securityserver.admin;

import java.io.Closeable;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A directory by a path that fits into the address of a Unix domain socket, which holds 108 bytes
 * with the final zero. One that does not fit is reached through a link in a temporary directory of
 * this user's alone, which is there as long as this is open; the socket itself is where it belongs.
 */
final class ShortPath implements Closeable {
  private static final int LONGEST = 107;

  private final Path directory;
  private final Optional<Path> link;

  private ShortPath(Path directory, Optional<Path> link) {
    this.directory = directory;
    this.link = link;
  }

  /**
   * Takes the path of a directory as it is where it fits.
   *
   * @param below the longest path that is needed below the directory
   */
  static ShortPath of(Path directory, String below) throws IOException {
    if (fits(directory.resolve(below))) {
      return new ShortPath(directory, Optional.empty());
    }
    Path temporary = Files.createTempDirectory("postroad-");
    Path link = temporary.resolve("log");
    try {
      if (!fits(link.resolve(below))) {
        throw new IOException(
            "neither " + directory + " nor " + temporary + " fits into the address of a socket");
      }
      Files.createSymbolicLink(link, directory.toAbsolutePath());
    } catch (IOException e) {
      Files.delete(temporary);
      throw e;
    }
    return new ShortPath(link, Optional.of(link));
  }

  private static boolean fits(Path path) {
    return path.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST;
  }

  UnixDomainSocketAddress address(String below) {
    return UnixDomainSocketAddress.of(directory.resolve(below));
  }

  @Override
  public void close() throws IOException {
    if (link.isPresent()) {
      Files.delete(link.get());
      Files.delete(link.get().getParent());
    }
  }
}
