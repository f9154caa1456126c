// SPDX-License-Identifier: MIT
package org.postroad.protocol.transparency;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TreeProofsTest {
  private static final int EXHAUSTIVE = 70;

  private final Fixtures.MemoryTiles store = new Fixtures.MemoryTiles();

  private static List<TreeHash> hashes(String spaced) {
    return spaced.isEmpty()
        ? List.of()
        : Stream.of(spaced.split(" ")).map(TreeHash::parse).toList();
  }

  @Test
  void everyProofOfEverySmallTreeIsTheOneOfTheDefinitionAndVerifies() throws IOException {
    List<TreeHash> leaves = Fixtures.leaves(EXHAUSTIVE);
    TileTree tree = new TileTree(store);
    for (int size = 1; size <= EXHAUSTIVE; size++) {
      tree.append(Fixtures.entry(size - 1));
      tree.writePartial();
      TreeProofs proofs = new TreeProofs(store, size);
      List<TreeHash> all = leaves.subList(0, size);
      assertEquals(tree.root(), proofs.root());
      for (int i = 0; i < size; i++) {
        InclusionProof proof = proofs.inclusion(i);
        assertEquals(Fixtures.path(i, all), proof.path());
        proof.check(leaves.get(i), tree.root());
      }
      for (int old = 1; old <= size; old++) {
        ConsistencyProof proof = proofs.consistency(old);
        assertEquals(Fixtures.subproof(old, all, true), proof.path());
        proof.check(Fixtures.root(leaves.subList(0, old)), tree.root());
      }
      assertEquals(List.of(), proofs.consistency(0).path());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {255, 256, 257, 513, 65_536, 65_793})
  void proofsAcrossTilesVerify(int size) throws IOException {
    List<TreeHash> leaves = Fixtures.leaves(size);
    TileTree tree = Fixtures.tree(store, size);
    tree.writePartial();
    TreeProofs proofs = new TreeProofs(store, size);
    for (int i : new int[] {0, 127, 254, 255, 256, 65_535, 65_792}) {
      if (i < size) {
        assertEquals(Fixtures.path(i, leaves), proofs.inclusion(i).path());
        proofs.inclusion(i).check(leaves.get(i), tree.root());
        proofs.consistency(i + 1).check(Fixtures.root(leaves.subList(0, i + 1)), tree.root());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0,8,XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=,"
        + "bjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=,"
        + "lqKW0iTyhcZ77pPDD4owkVfw2qNdxbh+QQt4YwoJz8c="
        + " Xwg/ChozygdqlSeYMlgNs+DvRYS9/x9UyKNg9Q3jAx4="
        + " a0eq8p7jwq+a+Im8H7klTavTEXfxYjLdaqsDXKOb9uQ=",
    "2,3,rra8/idLcKFPsGel5VeCZNsPqbUa9eC6FZFY8yngbnc=,"
        + "ApjRIpBtz8EIkstTpzmS/FufST6kybrbJ7eRtBJ6f+c=,"
        + "+sVCA+fMaWzw38tCySodnbr3CtnmIfS9jZhmLwDjwSU="
  })
  void inclusionProofsOfOtherImplementationsVerify(
      long index, long size, String root, String leaf, String path) {
    InclusionProof proof = new InclusionProof(index, size, hashes(path));
    assertDoesNotThrow(() -> proof.check(TreeHash.parse(leaf), TreeHash.parse(root)));
  }

  @ParameterizedTest
  @CsvSource({
    "1,8,bjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=,"
        + "lqKW0iTyhcZ77pPDD4owkVfw2qNdxbh+QQt4YwoJz8c="
        + " Xwg/ChozygdqlSeYMlgNs+DvRYS9/x9UyKNg9Q3jAx4="
        + " a0eq8p7jwq+a+Im8H7klTavTEXfxYjLdaqsDXKOb9uQ=",
    "6,8,duZ9rbzfHhDht03cYIq9L5jfsW+851J3tSMqEn8gh+8=,"
        + "DrxdNDf74tsVi58Sah0RjjCBgQMdCpSfje3t68VY72o="
        + " yoVOoSjtBQtBs1/8G4e46yveRh6eO1WW7Oa51ZdaCuA="
        + " 037kGJdt2VdTwcc4Yrk5j6Kiz5tP8P3+izDNlSCWFLc="
  })
  void consistencyProofsOfOtherImplementationsVerify(
      long oldSize, long newSize, String oldRoot, String path) {
    TreeHash newRoot = TreeHash.parse("XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=");
    ConsistencyProof proof = new ConsistencyProof(oldSize, newSize, hashes(path));
    assertDoesNotThrow(() -> proof.check(TreeHash.parse(oldRoot), newRoot));
  }

  /** Every path with a hash less, a hash more, or two hashes exchanged. */
  private static List<List<TreeHash>> reshaped(List<TreeHash> path, TreeHash more) {
    List<List<TreeHash>> all = new ArrayList<>();
    for (int i = 0; i <= path.size(); i++) {
      List<TreeHash> longer = new ArrayList<>(path);
      longer.add(i, more);
      all.add(longer);
      if (i < path.size()) {
        List<TreeHash> shorter = new ArrayList<>(path);
        shorter.remove(i);
        all.add(shorter);
      }
      if (i > 0 && i < path.size()) {
        List<TreeHash> exchanged = new ArrayList<>(path);
        exchanged.set(i, path.get(i - 1));
        exchanged.set(i - 1, path.get(i));
        all.add(exchanged);
      }
    }
    return all;
  }

  private static List<List<TreeHash>> flipped(List<TreeHash> path) {
    List<List<TreeHash>> all = new ArrayList<>();
    for (int i = 0; i < path.size(); i++) {
      for (int bit = 0; bit < 256; bit++) {
        List<TreeHash> changed = new ArrayList<>(path);
        changed.set(i, Fixtures.flipped(path.get(i), bit));
        all.add(changed);
      }
    }
    return all;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 8, 13})
  void everyChangeOfAnInclusionProofIsRefused(int size) throws IOException {
    List<TreeHash> leaves = Fixtures.leaves(size);
    Fixtures.tree(store, size).writePartial();
    TreeHash root = Fixtures.root(leaves);
    for (int i = 0; i < size; i++) {
      InclusionProof proof = new TreeProofs(store, size).inclusion(i);
      TreeHash leaf = leaves.get(i);
      List<List<TreeHash>> paths = reshaped(proof.path(), leaf);
      paths.addAll(flipped(proof.path()));
      for (List<TreeHash> path : paths) {
        InclusionProof changed = new InclusionProof(i, size, path);
        assertThrows(Unproven.class, () -> changed.check(leaf, root));
      }
      for (int bit = 0; bit < 256; bit++) {
        TreeHash otherLeaf = Fixtures.flipped(leaf, bit);
        TreeHash otherRoot = Fixtures.flipped(root, bit);
        assertThrows(Unproven.class, () -> proof.check(otherLeaf, root));
        assertThrows(Unproven.class, () -> proof.check(leaf, otherRoot));
      }
      for (int other = 0; other < size; other++) {
        if (other != i) {
          InclusionProof moved = new InclusionProof(other, size, proof.path());
          assertThrows(Unproven.class, () -> moved.check(leaf, root));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 7, 8, 13})
  void everyChangeOfAConsistencyProofIsRefused(int size) throws IOException {
    List<TreeHash> leaves = Fixtures.leaves(size);
    Fixtures.tree(store, size).writePartial();
    TreeHash root = Fixtures.root(leaves);
    for (int old = 1; old <= size; old++) {
      ConsistencyProof proof = new TreeProofs(store, size).consistency(old);
      TreeHash before = Fixtures.root(leaves.subList(0, old));
      List<List<TreeHash>> paths = reshaped(proof.path(), before);
      paths.addAll(flipped(proof.path()));
      for (List<TreeHash> path : paths) {
        ConsistencyProof changed = new ConsistencyProof(old, size, path);
        assertThrows(Unproven.class, () -> changed.check(before, root));
      }
      for (int bit = 0; bit < 256; bit++) {
        TreeHash otherBefore = Fixtures.flipped(before, bit);
        TreeHash otherRoot = Fixtures.flipped(root, bit);
        assertThrows(Unproven.class, () -> proof.check(otherBefore, root));
        assertThrows(Unproven.class, () -> proof.check(before, otherRoot));
      }
    }
  }

  @Test
  void fromNothingTheProofIsEmptyAndTheOldRootThatOfNothing() {
    TreeHash root = Fixtures.root(Fixtures.leaves(3));
    ConsistencyProof proof = new ConsistencyProof(0, 3, List.of());
    assertDoesNotThrow(() -> proof.check(TreeHash.OF_NOTHING, root));
    assertThrows(Unproven.class, () -> proof.check(root, root));
    ConsistencyProof longer = new ConsistencyProof(0, 3, List.of(root));
    assertThrows(Unproven.class, () -> longer.check(TreeHash.OF_NOTHING, root));
    ConsistencyProof none = new ConsistencyProof(0, 0, List.of());
    assertThrows(Unproven.class, () -> none.check(TreeHash.OF_NOTHING, root));
  }

  @Test
  void impossibleSizesAreRefused() {
    assertThrows(Unproven.class, () -> new InclusionProof(3, 3, List.of()));
    assertThrows(Unproven.class, () -> new InclusionProof(-1, 3, List.of()));
    assertThrows(Unproven.class, () -> new ConsistencyProof(4, 3, List.of()));
    assertThrows(Unproven.class, () -> new ConsistencyProof(-1, 3, List.of()));
    TreeProofs proofs = new TreeProofs(store, 3);
    assertThrows(Unproven.class, () -> proofs.inclusion(3));
    assertThrows(Unproven.class, () -> proofs.consistency(4));
    assertThrows(IllegalArgumentException.class, () -> new TreeProofs(store, -1));
  }

  @Test
  void theLargestTreesAreCountedRight() {
    List<TreeHash> path = Fixtures.leaves(63);
    TreeHash leaf = path.getFirst();
    TreeHash root = path.getLast();
    InclusionProof proof = new InclusionProof(0, Long.MAX_VALUE, path);
    Unproven wrongRoot = assertThrows(Unproven.class, () -> proof.check(leaf, root));
    assertEquals(
        "leaf 0 of 9223372036854775807 leads to the root",
        String.valueOf(wrongRoot.getMessage()).substring(0, 47));
    InclusionProof shorter = new InclusionProof(0, Long.MAX_VALUE, path.subList(1, 63));
    assertThrows(Unproven.class, () -> shorter.check(leaf, root));
  }

  @Test
  void aPartialTileThatWasDeletedIsFoundInTheFullOne() throws IOException {
    TileTree tree = Fixtures.tree(store, 100);
    tree.writePartial();
    TreeHash root = tree.root();
    for (int i = 100; i < 256; i++) {
      tree.append(Fixtures.entry(i));
    }
    store.files.remove("tile/0/000.p/100");
    assertEquals(root, new TreeProofs(store, 100).root());
    store.files.put("tile/0/000", new byte[100 * 32]);
    assertThrows(Unproven.class, () -> new TreeProofs(store, 100).root());
    store.files.remove("tile/0/000");
    assertThrows(Unproven.class, () -> new TreeProofs(store, 100).root());
  }
}
