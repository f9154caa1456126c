// SPDX-License-Identifier: MIT
package org.postroad.securityserver.journal;

import java.io.Closeable;
import java.io.IOException;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads durable entries in order, over the borders of segments, and can be asked again later for
 * what has been added since. Damaged ranges are reported and passed over. Not for several threads.
 */
public final class JournalCursor implements Closeable {
  private final NavigableMap<Long, Segment> segments;
  private final SegmentKeys keys;
  private final boolean lending;
  private JournalPosition position;
  private Optional<SegmentReader> reader = Optional.empty();

  /** The map may grow while reading; a position of {@link JournalPosition#START} reads all. */
  JournalCursor(NavigableMap<Long, Segment> segments, JournalPosition from, SegmentKeys keys) {
    this(segments, from, keys, false);
  }

  /**
   * A cursor that may lend what it reads.
   *
   * @param lending whether the body of an entry may be used until the next entry is read only
   */
  JournalCursor(
      NavigableMap<Long, Segment> segments,
      JournalPosition from,
      SegmentKeys keys,
      boolean lending) {
    this.lending = lending;
    this.segments = segments;
    this.keys = keys;
    this.position = from;
  }

  /** Where the next reading begins. */
  public JournalPosition position() {
    return position;
  }

  /** The next entry, or nothing when all durable ones were read. */
  public Optional<JournalEntry> next(Consumer<JournalDamage> damaged) throws IOException {
    while (true) {
      Optional<Segment> segment = currentSegment();
      if (segment.isEmpty()) {
        return Optional.empty();
      }
      SegmentReader from = reader(segment.get());
      switch (from.read(position.offset(), segment.get().end())) {
        case SegmentReader.Reading.End() -> throw new IOException("end at " + position);
        case SegmentReader.Reading.Broken(String text, long next) -> {
          long segmentNumber = position.segment();
          damaged.accept(
              new JournalDamage(
                  JournalDamage.Kind.ROT, segmentNumber, position.offset(), next, text));
          position = new JournalPosition(segmentNumber, next);
        }
        case SegmentReader.Reading.Whole(JournalEntry entry, long next) -> {
          position = new JournalPosition(entry.position().segment(), next);
          return Optional.of(entry);
        }
      }
    }
  }

  /** The segment of the position, after stepping over ended ones; nothing at the journal's end. */
  private Optional<Segment> currentSegment() throws IOException {
    while (true) {
      Map.Entry<Long, Segment> found = segments.ceilingEntry(position.segment());
      if (found == null) {
        return Optional.empty();
      }
      Segment segment = found.getValue();
      if (segment.number() > position.segment()) {
        position = segment.first();
      }
      if (position.offset() < segment.end()) {
        return Optional.of(segment);
      }
      Map.Entry<Long, Segment> following = segments.higherEntry(segment.number());
      if (following == null) {
        return Optional.empty();
      }
      position = following.getValue().first();
    }
  }

  private SegmentReader reader(Segment segment) throws IOException {
    if (reader.isPresent() && reader.get().header().segment() == segment.number()) {
      return reader.get();
    }
    close();
    SegmentReader opened = SegmentReader.open(segment.file(), keys, lending);
    reader = Optional.of(opened);
    return opened;
  }

  @Override
  public void close() throws IOException {
    if (reader.isPresent()) {
      reader.get().close();
      reader = Optional.empty();
    }
  }
}
