// SPDX-License-Identifier: MIT
package org.postroad.securityserver.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.transparency.TileTree;
import org.postroad.protocol.transparency.TreeHasher;

class LeafComparisonTest {
  private static final int LEAVES = 1400;

  @TempDir Path log;
  private final List<Long> leaves = new ArrayList<>(LongStream.range(0, LEAVES).boxed().toList());

  @BeforeEach
  void publish() throws IOException {
    TileTree tree = new TileTree(new TreeFiles(log));
    for (long leaf = 0; leaf < LEAVES; leaf++) {
      tree.append(entry(leaf));
    }
    tree.writePartial();
  }

  private static byte[] entry(long number) {
    return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
  }

  private LeafComparison compared() throws IOException {
    LeafComparison comparison = new LeafComparison(new PublishedLeaves(log), 100);
    for (long leaf : leaves) {
      comparison.add(new TreeHasher().leaf(entry(leaf)).bytes());
    }
    comparison.end();
    return comparison;
  }

  private List<String> found() throws IOException {
    return compared().divergences().stream()
        .map(found -> found.change() + " " + found.first() + "-" + found.last())
        .toList();
  }

  @Test
  void aLogAsPublishedHasNothingToExplain() throws IOException {
    assertEquals(List.of(), found());
    assertEquals(LEAVES, compared().explained());
    assertEquals(LEAVES, new PublishedLeaves(log).count());
  }

  @Test
  void leavesThatAreNotPublishedYetNeedNoExplanation() throws IOException {
    leaves.add(5_000_000L);
    assertEquals(List.of(), found());
    assertEquals(LEAVES, compared().explained());
  }

  @Test
  void oneChangedLeafIsNamed() throws IOException {
    leaves.set(700, -1L);
    assertEquals(List.of("CHANGED 700-700"), found());
  }

  @Test
  void neighboursThatChangedAreEachNamed() throws IOException {
    leaves.set(0, -1L);
    leaves.set(1, -2L);
    assertEquals(List.of("CHANGED 0-0", "CHANGED 1-1"), found());
  }

  @Test
  void leavesThatAreGoneAreNamedAndTheRestIsInOrder() throws IOException {
    leaves.subList(300, 320).clear();
    assertEquals(List.of("REMOVED 300-319"), found());
    assertEquals(LEAVES, compared().explained());
  }

  @Test
  void aLeafThatWasPutInIsNamedByItsPlaceInTheJournal() throws IOException {
    leaves.add(1000, -1L);
    assertEquals(List.of("INSERTED 1000-1000"), found());
  }

  @Test
  void leavesInAnotherOrderAreOneRun() throws IOException {
    Collections.swap(leaves, 40, 45);
    assertEquals(List.of("REORDERED 40-45"), found());
  }

  @Test
  void severalChangesAreToldApart() throws IOException {
    leaves.set(10, -1L);
    leaves.remove(900);
    leaves.add(1200, -2L);
    Collections.swap(leaves, 1390, 1391);
    assertEquals(
        List.of("CHANGED 10-10", "REMOVED 900-900", "INSERTED 1200-1200", "REORDERED 1390-1391"),
        found());
  }

  @Test
  void leavesBehindTheLastRecordAreLeftUnexplained() throws IOException {
    leaves.subList(1397, LEAVES).clear();
    assertEquals(List.of(), found());
    assertEquals(1397, compared().explained());
  }
}
