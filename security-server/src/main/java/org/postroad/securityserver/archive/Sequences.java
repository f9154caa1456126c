// SPDX-License-Identifier: MIT
package org.postroad.securityserver.archive;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A set of record sequences, kept as ranges because they come almost without gaps: {@code 1-5 8
 * 10-12}. Not for several threads.
 */
public final class Sequences {
  private static final Pattern RANGE =
      Pattern.compile("([1-9][0-9]{0,17})(?:-([1-9][0-9]{0,17}))?");

  /** Last of each range by its first; no two of them touch. */
  private final TreeMap<Long, Long> ranges = new TreeMap<>();

  /** Refuses every text that {@link #toString} does not print. */
  public static Sequences parse(String text) throws IOException {
    Sequences sequences = new Sequences();
    if (text.isEmpty()) {
      return sequences;
    }
    for (String part : text.split(" ", -1)) {
      Matcher range = RANGE.matcher(part);
      if (!range.matches()) {
        throw new IOException("range of sequences '" + part + "'");
      }
      long first = Long.parseLong(range.group(1));
      long last = range.group(2) == null ? first : Long.parseLong(range.group(2));
      if (last < first) {
        throw new IOException("range of sequences '" + part + "'");
      }
      sequences.add(first, last);
    }
    if (!sequences.toString().equals(text)) {
      throw new IOException("sequences '" + text + "' are not in order");
    }
    return sequences;
  }

  public void add(long sequence) {
    add(sequence, sequence);
  }

  public void addAll(Sequences others) {
    others.ranges.forEach(this::add);
  }

  private void add(long first, long last) {
    if (first < 1 || last < first) {
      throw new IllegalArgumentException("sequences " + first + " to " + last);
    }
    long from = first;
    long to = last;
    for (Map.Entry<Long, Long> near = ranges.floorEntry(to + 1);
        near != null && near.getValue() >= from - 1;
        near = ranges.floorEntry(to + 1)) {
      from = Math.min(from, near.getKey());
      to = Math.max(to, near.getValue());
      ranges.remove(near.getKey());
    }
    ranges.put(from, to);
  }

  public boolean contains(long sequence) {
    Map.Entry<Long, Long> range = ranges.floorEntry(sequence);
    return range != null && range.getValue() >= sequence;
  }

  public boolean isEmpty() {
    return ranges.isEmpty();
  }

  /** How many there are. */
  public long count() {
    return ranges.entrySet().stream().mapToLong(r -> r.getValue() - r.getKey() + 1).sum();
  }

  /** The smallest; there must be one. */
  public long first() {
    return ranges.firstKey();
  }

  /** The largest; there must be one. */
  public long last() {
    return ranges.lastEntry().getValue();
  }

  /** The smallest sequence, from 1 on, that is not among them. */
  long firstMissing() {
    return contains(1) ? ranges.firstEntry().getValue() + 1 : 1;
  }

  public void forEach(LongConsumer action) {
    ranges.forEach((first, last) -> {
      for (long sequence = first; sequence <= last; sequence++) {
        action.accept(sequence);
      }
    });
  }

  @Override
  public String toString() {
    List<String> parts = new ArrayList<>();
    ranges.forEach(
        (first, last) -> parts.add(first.equals(last) ? first + "" : first + "-" + last));
    return String.join(" ", parts);
  }
}
