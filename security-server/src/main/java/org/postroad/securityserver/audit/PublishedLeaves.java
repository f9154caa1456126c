// SPDX-License-Identifier: MIT
package org.postroad.securityserver.audit;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.postroad.protocol.transparency.EntryBundle;
import org.postroad.protocol.transparency.TilePath;
import org.postroad.protocol.transparency.TreeHash;
import org.postroad.protocol.transparency.Unproven;

/**
 * The leaves as the server published them, from the tiles and bundles that lie beside the journal.
 * They are a claim to compare with, never evidence. For one thread.
 */
final class PublishedLeaves {
  /** Below the directory of the log. */
  static final String DIRECTORY = "tree";

  private static final String PARTIAL = ".p";

  private final Path log;
  private long cachedTile = -1;
  private byte[] cached = new byte[0];
  private long cachedBundle = -1;
  private List<byte[]> bundle = List.of();

  PublishedLeaves(Path log) {
    this.log = log;
  }

  boolean exist() {
    return Files.isDirectory(log.resolve(DIRECTORY));
  }

  /** The file of a tile, relative to the directory of the log. */
  static String name(TilePath path) {
    return DIRECTORY + "/" + path;
  }

  /** What lies in the file of a tile. */
  Optional<byte[]> file(TilePath path) throws IOException {
    Path file = log.resolve(name(path));
    return Files.isRegularFile(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
  }

  /** The partial tiles beside the place of a full one, narrowest first. */
  List<TilePath> partials(TilePath full) throws IOException {
    Path directory = log.resolve(name(full) + PARTIAL);
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.matches("[1-9][0-9]{0,2}") && Integer.parseInt(name) < TilePath.FULL)
          .map(name ->
              new TilePath(full.entries(), full.level(), full.index(), Integer.parseInt(name)))
          .sorted(Comparator.comparingInt(TilePath::width))
          .toList();
    }
  }

  /** The hash of a leaf in 32 bytes of the result from the offset given, nothing if not there. */
  boolean matches(long index, byte[] hash) throws IOException {
    int at = at(index);
    return at >= 0 && Arrays.equals(cached, at, at + TreeHash.LENGTH, hash, 0, TreeHash.LENGTH);
  }

  /** The hash of a leaf. */
  Optional<TreeHash> hash(long index) throws IOException {
    int at = at(index);
    return at < 0
        ? Optional.empty()
        : Optional.of(TreeHash.of(Arrays.copyOfRange(cached, at, at + TreeHash.LENGTH)));
  }

  /** Where the hash of a leaf stands in the cached tile, -1 where it was not published. */
  private int at(long index) throws IOException {
    long tile = index / TilePath.FULL;
    if (tile != cachedTile) {
      cached = widest(TilePath.tile(0, tile, TilePath.FULL)).orElse(new byte[0]);
      cachedTile = tile;
    }
    int at = (int) (index % TilePath.FULL) * TreeHash.LENGTH;
    return at + TreeHash.LENGTH <= cached.length ? at : -1;
  }

  /** What of a tile or bundle there is most of. */
  private Optional<byte[]> widest(TilePath full) throws IOException {
    Optional<byte[]> whole = file(full);
    if (whole.isPresent()) {
      return whole;
    }
    List<TilePath> partials = partials(full);
    return partials.isEmpty() ? Optional.empty() : file(partials.getLast());
  }

  /** The entry of a leaf, nothing where it was not published or cannot be read. */
  Optional<byte[]> entry(long index) throws IOException {
    long number = index / TilePath.FULL;
    if (number != cachedBundle) {
      bundle = readBundle(number);
      cachedBundle = number;
    }
    int at = (int) (index % TilePath.FULL);
    return at < bundle.size() ? Optional.of(bundle.get(at)) : Optional.empty();
  }

  private List<byte[]> readBundle(long number) throws IOException {
    TilePath full = TilePath.entries(number, TilePath.FULL);
    List<TilePath> candidates = partials(full);
    TilePath path = file(full).isPresent() || candidates.isEmpty() ? full : candidates.getLast();
    Optional<byte[]> bytes = file(path);
    try {
      return bytes.isPresent() ? EntryBundle.parse(bytes.get(), path) : List.of();
    } catch (Unproven e) {
      return List.of();
    }
  }

  /** How many leaves the tiles that lie here are of. */
  long count() throws IOException {
    OptionalLong last = lastTile(log.resolve(DIRECTORY).resolve("tile/0"), 0);
    if (last.isEmpty()) {
      return 0;
    }
    byte[] tile = widest(TilePath.tile(0, last.getAsLong(), TilePath.FULL)).orElse(new byte[0]);
    return last.getAsLong() * TilePath.FULL + tile.length / TreeHash.LENGTH;
  }

  /** Follows the greatest name from level to level: {@code x001/x234/067}. */
  private static OptionalLong lastTile(Path directory, long before) throws IOException {
    if (!Files.isDirectory(directory)) {
      return OptionalLong.empty();
    }
    long lastLeaf = -1;
    long lastGroup = -1;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        if (name.matches("[0-9]{3}(\\.p)?")) {
          lastLeaf = Math.max(lastLeaf, Long.parseLong(name.substring(0, 3)));
        } else if (name.matches("x[0-9]{3}")) {
          lastGroup = Math.max(lastGroup, Long.parseLong(name.substring(1)));
        }
      }
    }
    if (lastGroup >= 0) {
      String name = "x%03d".formatted(lastGroup);
      return lastTile(directory.resolve(name), 1000 * (before + lastGroup));
    }
    return lastLeaf < 0 ? OptionalLong.empty() : OptionalLong.of(before + lastLeaf);
  }
}
