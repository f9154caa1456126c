// SPDX-License-Identifier: MIT
package org.postroad.securityserver.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.postroad.protocol.transparency.TilePath;
import org.postroad.protocol.transparency.TileStore;

/** The tiles of a log, written by whoever has the directory: its server, or a tamperer. */
record TreeFiles(Path log) implements TileStore {

  private Path file(TilePath path) {
    return log.resolve(PublishedLeaves.name(path));
  }

  @Override
  public Optional<byte[]> read(TilePath path) throws IOException {
    return Files.exists(file(path))
        ? Optional.of(Files.readAllBytes(file(path)))
        : Optional.empty();
  }

  @Override
  public void write(TilePath path, byte[] content) throws IOException {
    Files.createDirectories(file(path).getParent());
    Files.write(file(path), content);
  }
}
