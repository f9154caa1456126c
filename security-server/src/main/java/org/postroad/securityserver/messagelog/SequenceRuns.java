// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** A set of record sequences, kept as runs of consecutive ones. Not for several threads. */
final class SequenceRuns {
  /** First to last of each run. */
  private final NavigableMap<Long, Long> runs = new TreeMap<>();

  private long size;

  long size() {
    return size;
  }

  boolean isEmpty() {
    return runs.isEmpty();
  }

  /** Of a set that is not empty. */
  long first() {
    return runs.firstKey();
  }

  boolean contains(long sequence) {
    Map.Entry<Long, Long> run = runs.floorEntry(sequence);
    return run != null && sequence <= run.getValue();
  }

  void add(long sequence) {
    if (contains(sequence)) {
      return;
    }
    Map.Entry<Long, Long> before = runs.floorEntry(sequence);
    long first = before != null && before.getValue() == sequence - 1 ? before.getKey() : sequence;
    Long behind = runs.remove(sequence + 1);
    runs.put(first, behind == null ? sequence : behind);
    size++;
  }

  void remove(long sequence) {
    Map.Entry<Long, Long> run = runs.floorEntry(sequence);
    if (run == null || sequence > run.getValue()) {
      return;
    }
    long first = run.getKey();
    long last = run.getValue();
    if (first == sequence) {
      runs.remove(first);
    } else {
      runs.put(first, sequence - 1);
    }
    if (sequence < last) {
      runs.put(sequence + 1, last);
    }
    size--;
  }
}
