// SPDX-License-Identifier: MIT
package org.postroad.protocol.transparency;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/** How many leaves a second one thread appends; run it by hand. */
final class TileTreeBenchmark {
  private static final int LEAVES = 2_000_000;
  private static final int ROUNDS = 5;

  private TileTreeBenchmark() {}

  /** Takes tiles and forgets them. */
  private static final class Nowhere implements TileStore {
    @Override
    public Optional<byte[]> read(TilePath path) {
      return Optional.empty();
    }

    @Override
    public void write(TilePath path, byte[] content) {}
  }

  public static void main(String[] args) throws IOException {
    byte[] salt = new byte[RecordLeaf.SALT];
    byte[] record = new byte[400];
    byte[] entry = RecordLeaf.entry(salt, record);
    for (int round = 0; round < ROUNDS; round++) {
      TileTree tree = new TileTree(new Nowhere());
      long start = System.nanoTime();
      for (int i = 0; i < LEAVES; i++) {
        entry[i & 31] ^= (byte) i;
        tree.append(entry);
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      String line =
          String.format(
              Locale.ROOT, "%,.0f leaves/s, root %s%n", LEAVES / seconds, tree.root().base64());
      System.out.print(line);
    }
  }
}
