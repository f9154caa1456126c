// SPDX-License-Identifier: MIT

package org.postroad.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.postroad.protocol.globalconf.ConfigurationAnchor;
import org.postroad.registry.publication.ConfigurationSource;

/**
 * The anchors that were shown to people, who compare fingerprints: an anchor stays the same file
 * until it has to say something else, or is made again.
 */
record AnchorFiles(Path directory) {

  /** What was kept, unless the fresh anchor says something else; that is kept then. */
  ConfigurationAnchor kept(ConfigurationSource source, ConfigurationAnchor fresh) {
    Path file = file(source);
    if (Files.exists(file)) {
      ConfigurationAnchor known = ConfigurationAnchor.parse(read(file));
      if (known.sources().equals(fresh.sources()) && known.instance().equals(fresh.instance())) {
        return known;
      }
    }
    return keep(source, fresh);
  }

  ConfigurationAnchor keep(ConfigurationSource source, ConfigurationAnchor anchor) {
    Path file = file(source);
    Path next = file.resolveSibling(file.getFileName() + ".next");
    try {
      Files.write(next, anchor.toXml());
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException failure) {
      throw new UncheckedIOException("Cannot write " + file, failure);
    }
    return anchor;
  }

  /** A file of the generation that is served. */
  byte[] published(String location) {
    String relative = location.startsWith("/") ? location.substring(1) : location;
    return read(new RegistryDirectory(directory).published().resolve(relative));
  }

  private Path file(ConfigurationSource source) {
    return directory.resolve("anchor-" + source.word() + ".xml");
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException failure) {
      throw new UncheckedIOException("Cannot read " + file, failure);
    }
  }
}
