// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SequenceRunsTest {

  @Test
  void holdsWhatASetHolds() {
    SplittableRandom random = new SplittableRandom(5);
    SequenceRuns runs = new SequenceRuns();
    TreeSet<Long> set = new TreeSet<>();
    for (int i = 0; i < 20_000; i++) {
      long sequence = random.nextLong(1, 60);
      if (random.nextBoolean()) {
        runs.add(sequence);
        set.add(sequence);
      } else {
        runs.remove(sequence);
        set.remove(sequence);
      }
      assertEquals(set.size(), runs.size());
      assertEquals(set.isEmpty(), runs.isEmpty());
      if (!set.isEmpty()) {
        assertEquals(set.first(), runs.first());
      }
      long other = random.nextLong(0, 61);
      assertEquals(set.contains(other), runs.contains(other));
    }
  }

  @Test
  void runsThatTouchBecomeOne() {
    SequenceRuns runs = new SequenceRuns();
    runs.add(1);
    runs.add(3);
    assertFalse(runs.contains(2));
    runs.add(2);
    assertTrue(runs.contains(2));
    assertEquals(3, runs.size());
  }
}
