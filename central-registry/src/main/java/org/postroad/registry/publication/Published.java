// SPDX-License-Identifier: MIT

package org.postroad.registry.publication;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The directories of one generation, all versions of both sources together. */
public record Published(
    Instant generatedAt, Instant expires, Map<DirectoryName, byte[]> directories) {

  public Published {
    directories = Map.copyOf(directories);
  }

  /** The document to serve; its bytes must not be changed. */
  public Optional<byte[]> directory(DirectoryName name) {
    return Optional.ofNullable(directories.get(name));
  }
}
