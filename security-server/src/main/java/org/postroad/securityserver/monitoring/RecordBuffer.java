// SPDX-License-Identifier: MIT
package org.postroad.securityserver.monitoring;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Records on their way to where they are kept. When it is full the oldest are dropped: an exchange
 * never waits for monitoring (G-011).
 */
final class RecordBuffer {
  private final int capacity;
  private final ReentrantLock lock = new ReentrantLock();

  @GuardedBy("lock")
  private final Deque<OperationalRecord> waiting = new ArrayDeque<>();

  @GuardedBy("lock")
  private long dropped;

  RecordBuffer(int capacity) {
    this.capacity = capacity;
  }

  void add(OperationalRecord record) {
    lock.lock();
    try {
      if (waiting.size() == capacity) {
        waiting.removeFirst();
        dropped++;
      }
      waiting.addLast(record);
    } finally {
      lock.unlock();
    }
  }

  /** Takes the oldest out, at most that many. */
  List<OperationalRecord> take(int most) {
    lock.lock();
    try {
      List<OperationalRecord> taken = new ArrayList<>(Math.min(most, waiting.size()));
      while (taken.size() < most && !waiting.isEmpty()) {
        taken.add(waiting.removeFirst());
      }
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /** Puts back in front what could not be kept, as far as there is room; the oldest go first. */
  void putBack(Collection<OperationalRecord> records) {
    lock.lock();
    try {
      List<OperationalRecord> back = new ArrayList<>(records);
      int room = Math.min(capacity - waiting.size(), back.size());
      dropped += back.size() - room;
      for (OperationalRecord record : back.subList(back.size() - room, back.size()).reversed()) {
        waiting.addFirst(record);
      }
    } finally {
      lock.unlock();
    }
  }

  /** How many were dropped since this was last asked. */
  long takeDropped() {
    lock.lock();
    try {
      long count = dropped;
      dropped = 0;
      return count;
    } finally {
      lock.unlock();
    }
  }
}
