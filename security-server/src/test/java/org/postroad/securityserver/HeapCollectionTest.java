// SPDX-License-Identifier: MIT
package org.postroad.securityserver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HeapCollectionTest {

  private static final long MEGABYTE = 1L << 20;

  private final AtomicLong exchanged = new AtomicLong(7);
  private final GrowingHeap heap = new GrowingHeap();

  /** Gives back everything above what it keeps. */
  private static final class GrowingHeap implements HeapCollection.Heap {
    private long committed = 80 * MEGABYTE;
    private long kept = 80 * MEGABYTE;
    private int collections;

    @Override
    public long committedBytes() {
      return committed;
    }

    @Override
    public void collect() {
      collections++;
      committed = kept;
    }
  }

  @Test
  void collectsUnderLoadEvery128Megabytes() {
    try (HeapCollection collection = new HeapCollection(exchanged::get, heap)) {
      for (int grown = 28; grown < 128; grown += 25) {
        exchanged.addAndGet(1_000);
        heap.committed = (80 + grown) * MEGABYTE;
        collection.look();
      }
      assertEquals(0, heap.collections);
      exchanged.addAndGet(1_000);
      heap.committed = 208 * MEGABYTE;
      collection.look();
      assertEquals(1, heap.collections);
      exchanged.addAndGet(1_000);
      collection.look();
      assertEquals(1, heap.collections, "nothing has grown since");
    }
  }

  @Test
  void collectsSoonerOnceNothingWasExchangedForTenLooks() {
    try (HeapCollection collection = new HeapCollection(exchanged::get, heap)) {
      exchanged.addAndGet(1);
      heap.committed = 96 * MEGABYTE;
      for (int look = 0; look <= 9; look++) {
        collection.look();
      }
      assertEquals(0, heap.collections);
      collection.look();
      assertEquals(1, heap.collections);
      heap.committed = 95 * MEGABYTE;
      collection.look();
      assertEquals(1, heap.collections, "it has hardly grown");
    }
  }

  @Test
  void goesOnAfterAHeapThatStaysLarge() {
    try (HeapCollection collection = new HeapCollection(exchanged::get, heap)) {
      heap.kept = 300 * MEGABYTE;
      heap.committed = 300 * MEGABYTE;
      collection.look();
      collection.look();
      assertEquals(1, heap.collections, "what lives is no reason to collect again");
    }
  }
}
