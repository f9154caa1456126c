// SPDX-License-Identifier: MIT
package org.postroad.securityserver.logtree;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.postroad.protocol.transparency.TilePath;
import org.postroad.protocol.transparency.TileStore;
import org.postroad.securityserver.journal.JournalFiles;

/**
 * Tiles and bundles as files below a directory, named as C2SP names them. A file appears whole or
 * not at all; it survives a power cut once {@link #force} has returned. Reading is for everybody,
 * writing for one thread.
 */
final class TileDirectory implements TileStore {
  private static final String UNFINISHED = ".new";
  private static final String PARTIAL = ".p";

  private final Path root;
  private final JournalFiles files;
  private final ForcedTogether together;
  private final Set<Path> unforced = new LinkedHashSet<>();
  private final Set<Path> unforcedNames = new LinkedHashSet<>();

  TileDirectory(Path root, JournalFiles files) {
    this.root = root;
    this.files = files;
    this.together = new ForcedTogether(files);
  }

  @Override
  public Optional<byte[]> read(TilePath path) throws IOException {
    try {
      return Optional.of(Files.readAllBytes(file(path)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private Path file(TilePath path) {
    return root.resolve(path.toString());
  }

  @Override
  public void write(TilePath path, byte[] content) throws IOException {
    Path file = file(path);
    makeDirectories(path);
    put(files, file, content, false);
    unforced.add(file);
  }

  /** New names of directories have to be forced too. */
  private void makeDirectories(TilePath path) throws IOException {
    Path directory = root;
    Path names = Path.of(path.toString());
    for (Path name : names.subpath(0, names.getNameCount() - 1)) {
      Path next = directory.resolve(name);
      if (!Files.isDirectory(next)) {
        Files.createDirectory(next);
        unforcedNames.add(directory);
      }
      directory = next;
    }
    unforcedNames.add(directory);
  }

  /** Puts a whole file in the place of whatever there was. */
  static void put(JournalFiles files, Path file, byte[] content, boolean force) throws IOException {
    Path unfinished = file.resolveSibling(file.getFileName() + UNFINISHED);
    files.delete(unfinished);
    try (JournalFiles.Output out = files.create(unfinished)) {
      out.write(ByteBuffer.wrap(content), 0);
      if (force) {
        out.force();
      }
    }
    files.rename(unfinished, file);
  }

  /** How many files would be lost by a power cut now. */
  int unforced() {
    return unforced.size();
  }

  /** Returns when everything written so far survives a power cut. */
  void force() throws IOException {
    together.files(unforced);
    together.directories(unforcedNames);
    unforced.clear();
    unforcedNames.clear();
  }

  /** Deletes the partial forms of a tile or bundle that is there in full. */
  void deletePartial(TilePath full) throws IOException {
    Path tile = file(full);
    Path partial = tile.resolveSibling(tile.getFileName() + PARTIAL);
    if (!Files.isDirectory(partial)) {
      return;
    }
    try (DirectoryStream<Path> widths = Files.newDirectoryStream(partial)) {
      for (Path width : widths) {
        files.delete(width);
        unforced.remove(width);
      }
    }
    files.delete(partial);
    unforcedNames.remove(partial);
  }
}
