// SPDX-License-Identifier: MIT
package org.postroad.protocol.transparency;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The tiles of a tree of one size, each read once; a partial one may be found as the full one. */
final class Tiles {
  static final int HEIGHT = 8;

  private final TileStore store;
  private final long size;
  private final Map<TilePath, byte[]> known = new HashMap<>();

  Tiles(TileStore store, long size) {
    if (size < 0) {
      throw new IllegalArgumentException("tree of " + size + " leaves");
    }
    this.store = store;
    this.size = size;
  }

  /** How many complete subtrees a level has, which are hashes in its tiles. */
  static long hashes(long size, int level) {
    return level < Long.BYTES ? size >>> (HEIGHT * level) : 0;
  }

  /** How many hashes of a level stand in its last, partial tile. */
  static int lastWidth(long size, int level) {
    return (int) hashes(size, level) & (TilePath.FULL - 1);
  }

  /** The index of the tile of a level that is still open. */
  static long lastIndex(long size, int level) {
    return hashes(size, level + 1);
  }

  /** At least the hashes that a tree of this size has in a tile. */
  byte[] tile(int level, long index) throws IOException {
    int width = index < lastIndex(size, level) ? TilePath.FULL : lastWidth(size, level);
    TilePath path = TilePath.tile(level, index, width);
    byte[] tile = known.get(path);
    if (tile == null) {
      tile = read(path, width * TreeHash.LENGTH);
      known.put(path, tile);
    }
    return tile;
  }

  private byte[] read(TilePath path, int length) throws IOException {
    Optional<byte[]> found = store.read(path);
    if (found.isEmpty() && !path.isFull()) {
      found = store.read(path.full()).filter(full -> isWhole(path.full(), full));
      return Arrays.copyOf(found.orElseThrow(() -> missing(path)), length);
    }
    byte[] tile = found.orElseThrow(() -> missing(path));
    if (!isWhole(path, tile)) {
      throw new Unproven(path + " has " + tile.length + " bytes, expected " + length);
    }
    return tile;
  }

  private static boolean isWhole(TilePath path, byte[] tile) {
    return tile.length == path.width() * TreeHash.LENGTH;
  }

  private static Unproven missing(TilePath path) {
    return new Unproven(path + " is not there");
  }
}
