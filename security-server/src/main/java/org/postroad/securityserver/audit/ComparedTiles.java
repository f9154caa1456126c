// SPDX-License-Identifier: MIT
package org.postroad.securityserver.audit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postroad.protocol.transparency.TilePath;
import org.postroad.protocol.transparency.TileStore;
import org.postroad.protocol.transparency.TileTree;
import org.postroad.protocol.transparency.TreeHash;

/**
 * Where the tree that follows from the records would write its tiles: each is compared with the one
 * that was published, and nothing is written. Tiles that lie deep in the log are read again from
 * the published ones, after it was seen that they are the same.
 */
final class ComparedTiles implements TileStore {

  /** One tile or bundle that is not as it follows from the records. */
  record Difference(TilePath path, boolean missing) {
    /** The leaves below it, from the first to the one behind the last. */
    long firstLeaf() {
      return path.index() << (8 * (path.level() + 1));
    }

    long behindLastLeaf() {
      return firstLeaf() + ((long) path.width() << (8 * path.level()));
    }
  }

  private static final int RECENT_TILES = 1 << 12;
  private static final int LEAF_ENTRY = Short.BYTES + 33;
  private static final int MOST_DIFFERENCES = 10_000;

  private final PublishedLeaves published;
  private boolean ending;
  private final List<Difference> differences = new ArrayList<>();

  /** Full tiles above the leaves, and those of leaves that were published otherwise. */
  private final Map<TilePath, byte[]> kept = new HashMap<>();

  /** Tiles that are not full yet, under the path that they will have. */
  private final Map<TilePath, byte[]> open = new HashMap<>();

  private final Map<TilePath, byte[]> recent =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<TilePath, byte[]> eldest) {
          return size() > RECENT_TILES;
        }
      };

  ComparedTiles(PublishedLeaves published) {
    this.published = published;
  }

  List<Difference> differences() {
    return List.copyOf(differences);
  }

  @Override
  public Optional<byte[]> read(TilePath path) throws IOException {
    TilePath full = path.full();
    for (Map<TilePath, byte[]> tiles : List.of(kept, recent, open)) {
      byte[] tile = tiles.get(full);
      if (tile != null && tile.length >= path.width() * TreeHash.LENGTH) {
        return Optional.of(Arrays.copyOf(tile, path.width() * TreeHash.LENGTH));
      }
    }
    return path.level() == 0
        ? published.file(full).map(tile -> Arrays.copyOf(tile, path.width() * TreeHash.LENGTH))
        : Optional.empty();
  }

  @Override
  public void write(TilePath path, byte[] content) throws IOException {
    if (!path.isFull()) {
      writeOpen(path, content);
      return;
    }
    boolean same = compare(path, content);
    if (!path.entries()) {
      (path.level() > 0 || !same ? kept : recent).put(path, content);
      open.remove(path);
    }
  }

  private void writeOpen(TilePath path, byte[] content) throws IOException {
    if (!path.entries()) {
      open.put(path.full(), content);
    }
    if (ending) {
      comparePartial(path.full(), content);
    }
  }

  /** There are no more records: what the tree writes now is its right edge. */
  void end(TileTree tree) throws IOException {
    ending = true;
    tree.writePartial();
  }

  /** Compares what is there of a tile, full or partial, with what follows from the records. */
  private boolean compare(TilePath full, byte[] content) throws IOException {
    Optional<byte[]> whole = published.file(full);
    boolean same = whole.isPresent() && Arrays.equals(whole.get(), content);
    if (!same) {
      differ(full, whole.isEmpty());
    }
    comparePartial(full, content);
    return same;
  }

  /** Compares partial tiles as far as there are records for them. */
  private void comparePartial(TilePath full, byte[] content) throws IOException {
    for (TilePath partial : published.partials(full)) {
      int length = partial.width() * (full.entries() ? LEAF_ENTRY : TreeHash.LENGTH);
      byte[] found = published.file(partial).orElse(new byte[0]);
      if (length <= content.length && !Arrays.equals(found, Arrays.copyOf(content, length))) {
        differ(partial, false);
      }
    }
  }

  private void differ(TilePath path, boolean missing) {
    if (differences.size() < MOST_DIFFERENCES) {
      differences.add(new Difference(path, missing));
    }
  }
}
