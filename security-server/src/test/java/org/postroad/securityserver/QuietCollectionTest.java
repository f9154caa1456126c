// SPDX-License-Identifier: MIT
package org.postroad.securityserver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class QuietCollectionTest {

  private static final long MEGABYTE = 1L << 20;

  private final AtomicLong exchanged = new AtomicLong(7);
  private final GrowingHeap heap = new GrowingHeap();

  /** Gives back everything above 80 MB. */
  private static final class GrowingHeap implements QuietCollection.Heap {
    private long committed = 80 * MEGABYTE;
    private int collections;

    @Override
    public long committedBytes() {
      return committed;
    }

    @Override
    public void collect() {
      collections++;
      committed = 80 * MEGABYTE;
    }
  }

  @Test
  void collectsOnceItIsQuietAfterTheHeapHasGrown() {
    try (QuietCollection collection = new QuietCollection(exchanged::get, heap)) {
      exchanged.set(1_000);
      heap.committed = 900 * MEGABYTE;
      collection.look();
      assertEquals(0, heap.collections, "exchanges were still coming");
      collection.look();
      assertEquals(1, heap.collections);
      collection.look();
      assertEquals(1, heap.collections, "nothing has grown since");
      heap.committed = 200 * MEGABYTE;
      collection.look();
      assertEquals(2, heap.collections);
    }
  }

  @Test
  void leavesAHeapAloneThatHasHardlyGrown() {
    try (QuietCollection collection = new QuietCollection(exchanged::get, heap)) {
      heap.committed = 127 * MEGABYTE;
      collection.look();
      assertEquals(0, heap.collections);
      heap.committed = 128 * MEGABYTE;
      collection.look();
      assertEquals(1, heap.collections);
    }
  }
}
