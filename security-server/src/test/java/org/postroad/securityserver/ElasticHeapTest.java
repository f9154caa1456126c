// SPDX-License-Identifier: MIT
package org.postroad.securityserver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postroad.securityserver.ElasticHeap.Room;

class ElasticHeapTest {

  private static final long MEGABYTE = 1L << 20;

  private final AtomicLong exchanged = new AtomicLong(7);
  private final GrowingHeap heap = new GrowingHeap();
  private final ElasticHeap elastic = new ElasticHeap(exchanged::get, heap);

  /** Keeps what lives. */
  private static final class GrowingHeap implements ElasticHeap.Heap {
    private long old = 30 * MEGABYTE;
    private long living = 30 * MEGABYTE;
    private long most = 6_000 * MEGABYTE;
    private final List<Room> collections = new ArrayList<>();
    private int timesLetGo;

    @Override
    public long oldBytes() {
      return old;
    }

    @Override
    public long mostBytes() {
      return most;
    }

    @Override
    public void collect(Room room) {
      collections.add(room);
      old = living;
    }

    @Override
    public void letGo() {
      timesLetGo++;
    }
  }

  private void look(long exchangesBefore) {
    exchanged.addAndGet(exchangesBefore);
    elastic.look();
  }

  private void look(int times, long exchangesBefore) {
    for (int i = 0; i < times; i++) {
      look(exchangesBefore);
    }
  }

  @Test
  void thereIsMoreRoomAsSoonAsManyExchangesCome() {
    look(5, 499);
    assertEquals(List.of(), heap.collections);
    look(500);
    assertEquals(List.of(Room.WIDE), heap.collections);
    look(5, 500);
    look(50, 50);
    assertEquals(List.of(Room.WIDE), heap.collections, "more may come any moment");
  }

  @Test
  void theRoomIsTakenBackWhenNobodyWaits() {
    look(500);
    look(9, 0);
    look(1);
    look(9, 0);
    assertEquals(List.of(Room.WIDE), heap.collections);
    look(0);
    assertEquals(List.of(Room.WIDE, Room.NARROW), heap.collections);
  }

  @Test
  void onceMoreIsCollectedWhenAllHasSettled() {
    look(500);
    look(12, 0);
    assertEquals(List.of(Room.WIDE, Room.NARROW), heap.collections);
    look(0);
    assertEquals(List.of(Room.WIDE, Room.NARROW, Room.NARROW), heap.collections);
    look(100, 0);
    look(1);
    look(100, 0);
    assertEquals(3, heap.collections.size(), "nothing has happened since");
  }

  @Test
  void theRoomIsTakenBackAfterAMinuteOfHardlyAnyExchanges() {
    look(500);
    look(59, 49);
    look(50);
    look(59, 49);
    assertEquals(List.of(Room.WIDE), heap.collections);
    look(49);
    assertEquals(List.of(Room.WIDE, Room.NARROW), heap.collections);
  }

  @ParameterizedTest
  @CsvSource({"6000, 384", "1536, 384", "512, 128"})
  void collectsUnderLoadWhenMuchHasBecomeOld(long most, long worth) {
    heap.most = most * MEGABYTE;
    ElasticHeap limited = new ElasticHeap(exchanged::get, heap);
    for (long grown : List.of(0L, worth / 2, worth - 1)) {
      heap.old = (30 + grown) * MEGABYTE;
      exchanged.addAndGet(1_000);
      limited.look();
    }
    assertEquals(List.of(Room.WIDE), heap.collections);
    heap.old = (30 + worth) * MEGABYTE;
    exchanged.addAndGet(1_000);
    limited.look();
    assertEquals(List.of(Room.WIDE, Room.WIDE), heap.collections);
    exchanged.addAndGet(1_000);
    limited.look();
    assertEquals(List.of(Room.WIDE, Room.WIDE), heap.collections, "nothing has grown since");
  }

  @Test
  void collectsSoonerOnceNothingWasExchangedForTenLooks() {
    look(1);
    heap.old = 38 * MEGABYTE;
    look(9, 0);
    assertEquals(List.of(), heap.collections);
    look(0);
    assertEquals(List.of(Room.NARROW), heap.collections);
    heap.old = 37 * MEGABYTE;
    look(0);
    assertEquals(List.of(Room.NARROW), heap.collections, "it has hardly grown");
  }

  @Test
  void givesBackWhatTheStartNeeded() {
    look(12, 0);
    assertEquals(List.of(), heap.collections);
    look(0);
    assertEquals(List.of(Room.NARROW), heap.collections);
    look(20, 0);
    assertEquals(List.of(Room.NARROW), heap.collections, "once");
  }

  @Test
  void letsGoOfPagesWhileNothingIsExchanged() {
    look(14, 0);
    assertEquals(0, heap.timesLetGo);
    look(0);
    assertEquals(1, heap.timesLetGo);
    look(14, 0);
    assertEquals(1, heap.timesLetGo);
    look(0);
    assertEquals(2, heap.timesLetGo);
    look(1);
    look(14, 0);
    assertEquals(2, heap.timesLetGo);
    look(0);
    assertEquals(3, heap.timesLetGo);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 6000, 99",
    "36, 6000, 98",
    "900, 6000, 50",
    "1700, 6000, 10",
    "4000, 6000, 10",
    "18, 100, 64",
    "90, 100, 10"
  })
  void roomForNewObjectsDoesNotGrowWithWhatLives(long old, long most, long percent) {
    assertEquals(percent, ElasticHeap.freePercentWhenWide(old * MEGABYTE, most * MEGABYTE));
  }

  @Test
  void goesOnAfterAHeapThatStaysLarge() {
    heap.living = 500 * MEGABYTE;
    heap.old = 500 * MEGABYTE;
    look(1);
    look(1);
    assertEquals(
        List.of(Room.NARROW), heap.collections, "what lives is no reason to collect again");
  }
}
