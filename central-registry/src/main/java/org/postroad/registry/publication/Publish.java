// SPDX-License-Identifier: MIT

package org.postroad.registry.publication;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.postroad.protocol.globalconf.Generation;

/**
 * Stage: puts a generation where it is served from. Parts come first, into folders nobody knows
 * yet, then each directory replaces its predecessor by an atomic rename; a failure before that
 * leaves everything as it was. Folders stay for ten minutes after a newer generation took over, so
 * that a slow client still finds what its directory lists (A30).
 */
final class Publish {
  static final Duration RETENTION = Duration.ofMinutes(10);

  private final Path root;

  Publish(Path root) {
    this.root = root;
  }

  Published apply(Signed signed) {
    var written = new ArrayList<Path>();
    var prepared = new LinkedHashMap<Path, Path>();
    try {
      for (Map.Entry<String, byte[]> part : signed.parts().entrySet()) {
        Path file = root.resolve(part.getKey());
        Files.createDirectories(parentOf(file));
        written.add(file);
        Files.write(file, part.getValue());
      }
      for (Map.Entry<DirectoryName, byte[]> directory : signed.directories().entrySet()) {
        Path file = root.resolve(directory.getKey().file());
        Path next = file.resolveSibling("." + file.getFileName() + ".next");
        prepared.put(next, file);
        Files.write(next, directory.getValue());
      }
    } catch (IOException failure) {
      prepared.keySet().forEach(Publish::deleteQuietly);
      written.forEach(Publish::deletePartQuietly);
      throw new UncheckedIOException("Cannot publish to " + root, failure);
    }
    show(prepared);
    return new Published(signed.generatedAt(), signed.expires(), signed.directories());
  }

  /** From the first rename on the parts are listed somewhere, so whatever happens, they stay. */
  private void show(Map<Path, Path> prepared) {
    try {
      for (Map.Entry<Path, Path> directory : prepared.entrySet()) {
        Files.move(
            directory.getKey(),
            directory.getValue(),
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("Cannot publish to " + root, failure);
    }
  }

  /** Deletes the folders that were replaced long enough ago. */
  void cleanUp(Instant now) {
    String replacedBefore = Generation.stamp(now.minus(RETENTION));
    try {
      for (Path version : versionFolders()) {
        List<String> stamps = List.copyOf(stamps(version));
        for (int i = 0; i + 1 < stamps.size(); i++) {
          if (stamps.get(i + 1).compareTo(replacedBefore) < 0) {
            deleteFolder(version.resolve(stamps.get(i)));
          }
        }
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("Cannot clean up " + root, failure);
    }
  }

  /** The newest generation on disk, as a stamp; empty if there is none. */
  String newestStamp() {
    try {
      var stamps = new TreeSet<String>();
      for (Path version : versionFolders()) {
        stamps.addAll(stamps(version));
      }
      return stamps.isEmpty() ? "" : stamps.last();
    } catch (IOException failure) {
      throw new UncheckedIOException("Cannot read " + root, failure);
    }
  }

  private List<Path> versionFolders() throws IOException {
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    var folders = new ArrayList<Path>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(root, "V*")) {
      all.forEach(folders::add);
    }
    return folders;
  }

  private static NavigableSet<String> stamps(Path version) throws IOException {
    var stamps = new TreeSet<String>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(version, Files::isDirectory)) {
      for (Path folder : all) {
        String name = String.valueOf(folder.getFileName());
        if (Generation.timeOf(name).isPresent()) {
          stamps.add(name);
        }
      }
    }
    return stamps;
  }

  private static void deleteFolder(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(folder);
  }

  private static void deletePartQuietly(Path file) {
    deleteQuietly(file);
    deleteQuietly(parentOf(file));
  }

  private static void deleteQuietly(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException leftOver) {
      // No directory lists it; the next clean-up takes it with its folder.
    }
  }

  private static Path parentOf(Path file) {
    Path parent = file.getParent();
    if (parent == null) {
      throw new IllegalArgumentException(file + " has no folder");
    }
    return parent;
  }
}
