// SPDX-License-Identifier: MIT
package org.postroad.protocol.transparency;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An append-only Merkle tree that holds its right edge only: the open tile of each level, the open
 * bundle of entries, and one hash for each complete subtree at the edge. An append hashes two nodes
 * on average; a tile is written once, when it is full (C2SP tlog-tiles).
 *
 * <p>What lies to the right of the last full tiles exists for others only after {@link
 * #writePartial}, which belongs before every checkpoint. For one thread. When the store fails, the
 * tree stands as before and the append may be tried again.
 */
public final class TileTree {
  private static final int HASH = TreeHash.LENGTH;
  private static final int HIGHEST = Long.SIZE - 1;

  private final TileStore store;
  private final TreeHasher hasher = new TreeHasher();

  /** At {@code h × 32} the root of the complete subtree of {@code 2^h} leaves at the edge. */
  private final byte[] edge = new byte[HIGHEST * HASH];

  private final List<byte[]> open = new ArrayList<>();
  private final EntryBundle entries = new EntryBundle();
  private long size;

  /** A tree without leaves. */
  public TileTree(TileStore store) {
    this.store = store;
  }

  /**
   * Goes on with the tree of a checkpoint, from the partial tiles that were written for it.
   *
   * @throws Unproven if the tiles do not have this root, or the open entries are not its leaves
   */
  public static TileTree resume(TileStore store, long size, TreeHash root) throws IOException {
    TileTree tree = new TileTree(store);
    tree.size = size;
    Tiles tiles = new Tiles(store, size);
    for (int level = 0; Tiles.hashes(size, level) > 0; level++) {
      tree.load(tiles, level);
    }
    tree.loadEntries();
    if (!tree.root().equals(root)) {
      throw new Unproven(
          "tiles of %d leaves have the root %s, expected %s".formatted(size, tree.root(), root));
    }
    return tree;
  }

  private void load(Tiles tiles, int level) throws IOException {
    byte[] open = openTile(level);
    int width = Tiles.lastWidth(size, level);
    if (width == 0) {
      return;
    }
    byte[] tile = tiles.tile(level, Tiles.lastIndex(size, level));
    System.arraycopy(tile, 0, open, 0, width * HASH);
    int first = 0;
    for (int count = TilePath.FULL / 2; count > 0; count /= 2) {
      if ((width & count) != 0) {
        int height = Tiles.HEIGHT * level + Integer.numberOfTrailingZeros(count);
        setEdge(height, hasher.complete(tile, first, count).raw());
        first += count;
      }
    }
  }

  private void loadEntries() throws IOException {
    int width = Tiles.lastWidth(size, 0);
    if (width == 0) {
      return;
    }
    TilePath path = TilePath.entries(size / TilePath.FULL, width);
    byte[] bundle = store.read(path).orElseThrow(() -> new Unproven(path + " is not there"));
    int at = 0;
    for (byte[] entry : EntryBundle.parse(bundle, path)) {
      byte[] leaf = hasher.rawLeaf(entry);
      if (!Arrays.equals(leaf, 0, HASH, open.getFirst(), at * HASH, (at + 1) * HASH)) {
        throw new Unproven(path + ": entry " + at + " is not the leaf of the tree");
      }
      entries.keep(entries.offer(entry));
      at++;
    }
  }

  public long size() {
    return size;
  }

  /**
   * Appends an entry of at most 65,535 bytes.
   *
   * @return its index
   */
  public long append(byte[] entry) throws IOException {
    int end = entries.offer(entry);
    boolean bundleFull = Tiles.lastWidth(size + 1, 0) == 0;
    if (bundleFull) {
      store.write(TilePath.entries(size / TilePath.FULL, TilePath.FULL), entries.upTo(end));
    }
    byte[] hash = hasher.rawLeaf(entry);
    put(0, hash);
    int height = 0;
    for (; (size >>> height & 1) == 1; height++) {
      hash = hasher.rawNode(edge, height * HASH, hash, 0);
      if ((height + 1) % Tiles.HEIGHT == 0) {
        put((height + 1) / Tiles.HEIGHT, hash);
      }
    }
    setEdge(height, hash);
    entries.keep(bundleFull ? 0 : end);
    size++;
    return size - 1;
  }

  private void put(int level, byte[] hash) throws IOException {
    byte[] tile = openTile(level);
    int at = Tiles.lastWidth(size, level);
    System.arraycopy(hash, 0, tile, at * HASH, HASH);
    if (at == TilePath.FULL - 1) {
      long index = Tiles.lastIndex(size, level);
      store.write(TilePath.tile(level, index, TilePath.FULL), tile.clone());
    }
  }

  private byte[] openTile(int level) {
    while (open.size() <= level) {
      open.add(new byte[TilePath.FULL * HASH]);
    }
    return open.get(level);
  }

  private void setEdge(int height, byte[] hash) {
    System.arraycopy(hash, 0, edge, height * HASH, HASH);
  }

  /** The Merkle Tree Hash of all leaves so far (RFC 6962, section 2.1). */
  public TreeHash root() {
    if (size == 0) {
      return TreeHash.OF_NOTHING;
    }
    int height = Long.numberOfTrailingZeros(size);
    byte[] root = Arrays.copyOfRange(edge, height * HASH, (height + 1) * HASH);
    for (height++; height < HIGHEST; height++) {
      if ((size >>> height & 1) == 1) {
        root = hasher.rawNode(edge, height * HASH, root, 0);
      }
    }
    return TreeHash.of(root);
  }

  /** Writes the partial bundle and the partial tiles that a checkpoint of this size needs. */
  public void writePartial() throws IOException {
    int leaves = Tiles.lastWidth(size, 0);
    if (leaves > 0) {
      store.write(TilePath.entries(size / TilePath.FULL, leaves), entries.toByteArray());
    }
    for (int level = 0; level < open.size(); level++) {
      int width = Tiles.lastWidth(size, level);
      if (width > 0) {
        long index = Tiles.lastIndex(size, level);
        store.write(
            TilePath.tile(level, index, width), Arrays.copyOf(open.get(level), width * HASH));
      }
    }
  }
}
