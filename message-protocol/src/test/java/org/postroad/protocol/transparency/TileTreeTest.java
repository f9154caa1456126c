// SPDX-License-Identifier: MIT
package org.postroad.protocol.transparency;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TileTreeTest {

  /** The eight leaves and roots that Certificate Transparency logs are tested with. */
  private static final List<String> LEAVES =
      List.of(
          "",
          "00",
          "10",
          "2021",
          "3031",
          "40414243",
          "5051525354555657",
          "606162636465666768696a6b6c6d6e6f");

  private static final List<String> ROOTS =
      List.of(
          "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
          "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
          "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
          "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
          "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
          "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
          "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
          "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
          "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

  private final Fixtures.MemoryTiles store = new Fixtures.MemoryTiles();

  @Test
  void hasTheKnownRoots() throws IOException {
    TileTree tree = new TileTree(store);
    for (int i = 0; i < LEAVES.size(); i++) {
      assertEquals(ROOTS.get(i), HexFormat.of().formatHex(tree.root().bytes()));
      assertEquals(i, tree.append(HexFormat.of().parseHex(LEAVES.get(i))));
    }
    assertEquals(ROOTS.getLast(), HexFormat.of().formatHex(tree.root().bytes()));
    assertEquals(8, tree.size());
  }

  @Test
  void everySmallTreeHasTheRootOfTheDefinitionAndGoesOnAfterARestart() throws IOException {
    List<TreeHash> leaves = Fixtures.leaves(600);
    TileTree tree = new TileTree(store);
    for (int size = 0; size < 600; size++) {
      TreeHash root = Fixtures.root(leaves.subList(0, size));
      assertEquals(root, tree.root());
      tree.writePartial();
      tree = TileTree.resume(store, size, root);
      assertEquals(size, tree.size());
      tree.append(Fixtures.entry(size));
    }
  }

  @Test
  void aTreeOf70000HasTheTilesOfTheSpecification() throws IOException {
    Fixtures.tree(store, 70_000).writePartial();
    assertEquals(273, full("tile/0/"));
    assertEquals(273, full("tile/entries/"));
    assertEquals(1, full("tile/1/"));
    List<String> partial =
        store.files.keySet().stream().filter(path -> path.contains(".p/")).toList();
    assertEquals(
        List.of("tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1", "tile/entries/273.p/112"),
        partial);
    assertEquals(new HashSet<>(store.written).size(), store.written.size());
    assertEquals(17 * 32, store.file("tile/1/001.p/17").length);
    assertEquals(8192, store.file("tile/0/272").length);
  }

  private long full(String prefix) {
    return store.files.keySet().stream()
        .filter(path -> path.startsWith(prefix) && !path.contains(".p/"))
        .count();
  }

  @Test
  void aTreeOf256HasAFullTileAndOneHashAbove() throws IOException {
    Fixtures.tree(store, 256).writePartial();
    assertEquals(
        List.of("tile/0/000", "tile/1/000.p/1", "tile/entries/000"),
        List.copyOf(store.files.keySet()));
    assertArrayEquals(Fixtures.root(Fixtures.leaves(256)).bytes(), store.file("tile/1/000.p/1"));
  }

  @Test
  void bundlesHoldTheEntriesInOrder() throws IOException {
    Fixtures.tree(store, 300).writePartial();
    TilePath last = TilePath.entries(1, 44);
    List<byte[]> entries = EntryBundle.parse(store.file(last.toString()), last);
    assertArrayEquals(Fixtures.entry(256), entries.getFirst());
    assertArrayEquals(Fixtures.entry(299), entries.getLast());
    TilePath first = TilePath.entries(0, 256);
    assertEquals(256, EntryBundle.parse(store.file(first.toString()), first).size());
  }

  @Test
  void entriesMayBeEmptyOrLongAndNoLonger() throws IOException {
    TileTree tree = new TileTree(store);
    tree.append(new byte[0]);
    tree.append(new byte[65_535]);
    assertThrows(IllegalArgumentException.class, () -> tree.append(new byte[65_536]));
    tree.append(new byte[] {1});
    tree.writePartial();
    TilePath path = TilePath.entries(0, 3);
    List<byte[]> entries = EntryBundle.parse(store.file(path.toString()), path);
    assertEquals(List.of(0, 65_535, 1), entries.stream().map(entry -> entry.length).toList());
  }

  @Test
  void anAppendThatTheStoreRefusedCanBeTriedAgainWithAnotherEntry() throws IOException {
    List<TreeHash> leaves = Fixtures.leaves(70_000);
    for (int failing = 0; failing < 3; failing++) {
      Fixtures.MemoryTiles fresh = new Fixtures.MemoryTiles();
      TileTree tree = Fixtures.tree(fresh, 65_535);
      TreeHash before = tree.root();
      fresh.failIn = failing;
      assertThrows(IOException.class, () -> tree.append(Fixtures.utf8("other")));
      assertEquals(before, tree.root());
      assertEquals(65_535, tree.size());
      fresh.failIn = Integer.MAX_VALUE;
      tree.append(Fixtures.entry(65_535));
      tree.append(Fixtures.entry(65_536));
      assertEquals(Fixtures.root(leaves.subList(0, 65_537)), tree.root());
      tree.writePartial();
      assertEquals(
          tree.root(), TileTree.resume(fresh, 65_537, tree.root()).root(), "after " + failing);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 255, 257, 65_536, 65_793})
  void everyBitOfTheOpenTilesIsCheckedOnResume(long size) throws IOException {
    TileTree tree = Fixtures.tree(store, size);
    tree.writePartial();
    for (String path : List.copyOf(store.files.keySet())) {
      if (!path.contains(".p/")) {
        continue;
      }
      byte[] content = store.file(path);
      for (int at = 0; at < content.length; at += 41) {
        byte[] changed = content.clone();
        changed[at] ^= 4;
        store.files.put(path, changed);
        assertThrows(Unproven.class, () -> TileTree.resume(store, size, tree.root()), path);
      }
      store.files.put(path, Arrays.copyOf(content, content.length - 1));
      assertThrows(Unproven.class, () -> TileTree.resume(store, size, tree.root()), path);
      store.files.remove(path);
      assertThrows(Unproven.class, () -> TileTree.resume(store, size, tree.root()), path);
      store.files.put(path, content);
    }
    TileTree.resume(store, size, tree.root());
  }

  @Test
  void aLeafNeverPassesForANode() {
    TreeHasher hasher = new TreeHasher();
    List<TreeHash> two = Fixtures.leaves(2);
    byte[] joined = new byte[64];
    System.arraycopy(two.get(0).bytes(), 0, joined, 0, 32);
    System.arraycopy(two.get(1).bytes(), 0, joined, 32, 32);
    assertNotEquals(hasher.node(two.get(0), two.get(1)), hasher.leaf(joined));
  }

  @Test
  void aBundleIsReadInOneWayOnly() {
    TilePath two = TilePath.entries(0, 2);
    assertEquals(2, EntryBundle.parse(new byte[] {0, 1, 7, 0, 0}, two).size());
    for (byte[] bad :
        List.of(
            new byte[] {},
            new byte[] {0, 1, 7},
            new byte[] {0, 1, 7, 0},
            new byte[] {0, 1, 7, 0, 1},
            new byte[] {0, 1, 7, 0, 0, 0},
            new byte[] {0, 1, 7, 0, 0, 0, 0})) {
      assertThrows(Unproven.class, () -> EntryBundle.parse(bad, two), Arrays.toString(bad));
    }
  }

  @Test
  void theLeafOfARecordHidesItBehindItsSalt() {
    byte[] salt = new byte[RecordLeaf.SALT];
    byte[] entry = RecordLeaf.entry(salt, Fixtures.utf8("record"));
    assertEquals(
        "0101b162bca3160de0d9b227413e887e88c82d81c5f042dd39dbe3dbe3e2f42a2f",
        HexFormat.of().formatHex(entry));
    byte[] other = salt.clone();
    other[31] = 1;
    assertNotEquals(
        HexFormat.of().formatHex(entry),
        HexFormat.of().formatHex(RecordLeaf.entry(other, Fixtures.utf8("record"))));
    assertThrows(IllegalArgumentException.class, () -> RecordLeaf.entry(new byte[31], new byte[0]));
  }
}
