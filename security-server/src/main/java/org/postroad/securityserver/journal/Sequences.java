// SPDX-License-Identifier: MIT
package org.postroad.securityserver.journal;

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

  /** Sequences from first to last. */
  public record Range(long first, long last) {
    public Range {
      if (first < 1 || last < first) {
        throw new IllegalArgumentException("sequences " + first + " to " + last);
      }
    }

    public long count() {
      return last - first + 1;
    }
  }

  /** Last of each range by its first; no two of them touch. */
  private final TreeMap<Long, Long> ranges = new TreeMap<>();

  private long count;

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
    others.ranges().forEach(this::add);
  }

  public void add(Range range) {
    add(range.first(), range.last());
  }

  private void add(long first, long last) {
    Range added = new Range(first, last);
    long from = added.first();
    long to = added.last();
    for (Map.Entry<Long, Long> near = ranges.floorEntry(to + 1);
        near != null && near.getValue() >= from - 1;
        near = ranges.floorEntry(to + 1)) {
      from = Math.min(from, near.getKey());
      to = Math.max(to, near.getValue());
      drop(near.getKey());
    }
    put(from, to);
  }

  public void remove(long sequence) {
    remove(new Range(sequence, sequence));
  }

  public void remove(Range range) {
    for (Map.Entry<Long, Long> near = ranges.floorEntry(range.last());
        near != null && near.getValue() >= range.first();
        near = ranges.floorEntry(range.last())) {
      long from = near.getKey();
      long to = near.getValue();
      drop(from);
      if (to > range.last()) {
        put(range.last() + 1, to);
      }
      if (from < range.first()) {
        put(from, range.first() - 1);
      }
    }
  }

  private void put(long first, long last) {
    ranges.put(first, last);
    count += last - first + 1;
  }

  private void drop(long first) {
    Long last = ranges.remove(first);
    if (last != null) {
      count -= last - first + 1;
    }
  }

  /** In their order; no two of them touch. */
  public List<Range> ranges() {
    return ranges.entrySet().stream().map(r -> new Range(r.getKey(), r.getValue())).toList();
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
    return count;
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
  public long firstMissing() {
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
