// SPDX-License-Identifier: MIT
package org.postroad.securityserver.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;

/**
 * Finds where each segment of a directory ends and what is not in order, and changes nothing.
 *
 * <p>Only the last segment is read; the others ended in good order or their end stands in the
 * header of the next one.
 */
final class JournalSurvey {

  /**
   * What stands on disk up to the torn tail, if there is one; the next entry gets {@code lastEntry
   * + 1}.
   *
   * @param room the last segment, when its file goes on behind its end with zeros alone, which were
   *     to be written over
   * @param unreadable the last segment file, when its header cannot be read
   */
  record Surveyed(
      List<Segment> segments,
      long lastEntry,
      long lastSequence,
      List<JournalDamage> damages,
      Optional<Torn> torn,
      Optional<Segment> room,
      Optional<Unreadable> unreadable) {}

  /** Bytes from {@code from} to {@code to} at the end of a segment that were never acknowledged. */
  record Torn(Segment segment, long from, long to, String text) {
    JournalDamage damage() {
      return new JournalDamage(JournalDamage.Kind.TORN_TAIL, segment.number(), from, to, text);
    }
  }

  /** A last segment whose header cannot be read: it may hold acknowledged entries. */
  record Unreadable(long segment, IOException reason) {
    JournalDamage damage() {
      return lost(segment, String.valueOf(reason.getMessage()));
    }
  }

  /**
   * A run of bytes without a whole entry, and what had been counted before it.
   *
   * @param isRoom whether it is zeros up to the end of the file
   */
  private record Gap(
      long from, long to, boolean isRoom, String text, long lastEntry, long lastSequence) {}

  /** None: frames are read without one. */
  private final SegmentKeys keys = new SegmentKeys(JournalKeys.NONE);

  private final List<Segment> segments = new ArrayList<>();
  private final List<JournalDamage> damages = new ArrayList<>();
  private long lastEntry;
  private long lastSequence;
  private Optional<Torn> torn = Optional.empty();
  private Optional<Segment> room = Optional.empty();
  private Optional<Unreadable> unreadable = Optional.empty();

  private JournalSurvey() {}

  static Surveyed of(Path directory) throws IOException {
    JournalSurvey survey = new JournalSurvey();
    survey.readHeaders(Segment.list(directory));
    if (!survey.segments.isEmpty()) {
      survey.readLast();
    }
    return new Surveyed(
        List.copyOf(survey.segments),
        survey.lastEntry,
        survey.lastSequence,
        List.copyOf(survey.damages),
        survey.torn,
        survey.room,
        survey.unreadable);
  }

  private void readHeaders(NavigableMap<Long, Path> found) {
    long expected = 1;
    for (Map.Entry<Long, Path> file : found.entrySet()) {
      for (; expected < file.getKey(); expected++) {
        damages.add(lost(expected, "no such file"));
      }
      expected = file.getKey() + 1;
      try {
        readHeader(file.getKey(), file.getValue());
      } catch (IOException e) {
        if (file.getKey().equals(found.lastKey())) {
          unreadable = Optional.of(new Unreadable(file.getKey(), e));
        } else {
          damages.add(lost(file.getKey(), String.valueOf(e.getMessage())));
        }
      }
    }
  }

  private void readHeader(long number, Path file) throws IOException {
    try (SegmentReader reader = SegmentReader.open(file, keys)) {
      SegmentHeader header = reader.header();
      long size = reader.size();
      if (header.segment() != number) {
        throw new IOException(file + ": holds segment " + header.segment());
      }
      if (!segments.isEmpty()) {
        endPrevious(header, file);
      }
      segments.add(new Segment(file, header, reader.end()));
      header.rewrite().ifPresent(rewrite -> requireLength(number, rewrite, size));
    }
  }

  private void endPrevious(SegmentHeader header, Path file) throws IOException {
    Segment previous = segments.getLast();
    if (!previous.header().journal().equals(header.journal())) {
      throw new IOException(file + ": belongs to another journal than the segment before it");
    }
    if (previous.number() == header.segment() - 1) {
      if (previous.end() < header.previousLength()) {
        damages.add(
            new JournalDamage(
                JournalDamage.Kind.ROT,
                previous.number(),
                previous.end(),
                header.previousLength(),
                "segment file is shorter than what was durable"));
      }
      segments.set(
          segments.size() - 1, previous.upTo(Math.min(previous.end(), header.previousLength())));
    }
  }

  private void requireLength(long number, SegmentHeader.Rewrite rewrite, long size) {
    if (rewrite.length() != size) {
      damages.add(
          new JournalDamage(
              JournalDamage.Kind.ROT,
              number,
              Math.min(size, rewrite.length()),
              Math.max(size, rewrite.length()),
              "rewritten segment file is not as long as its header says"));
    }
  }

  private static JournalDamage lost(long segment, String text) {
    return new JournalDamage(JournalDamage.Kind.SEGMENT_LOST, segment, 0, 0, text);
  }

  private void readLast() throws IOException {
    Segment last = segments.getLast();
    lastEntry = last.header().firstEntry() - 1;
    lastSequence = last.header().lastSequence();
    List<Gap> gaps = new ArrayList<>();
    long acknowledged = scan(last, gaps);
    for (Gap gap : gaps) {
      if (gap.from() >= acknowledged) {
        endAt(last, gap);
        return;
      }
      damages.add(
          new JournalDamage(
              JournalDamage.Kind.ROT, last.number(), gap.from(), gap.to(), gap.text()));
    }
  }

  private void endAt(Segment last, Gap gap) {
    Segment whole = last.upTo(gap.from());
    segments.set(segments.size() - 1, whole);
    lastEntry = gap.lastEntry();
    lastSequence = gap.lastSequence();
    if (gap.isRoom()) {
      room = Optional.of(whole);
    } else {
      torn = Optional.of(new Torn(last, gap.from(), last.end(), gap.text()));
    }
  }

  /** Finds all gaps; the result is how much of the segment its own entries say was durable. */
  private long scan(Segment segment, List<Gap> gaps) throws IOException {
    try (SegmentReader reader = SegmentReader.open(segment.file(), keys)) {
      long durable = segment.header().rewrite().isPresent() ? segment.end() : SegmentHeader.LENGTH;
      long offset = SegmentHeader.LENGTH;
      while (true) {
        switch (reader.read(offset, segment.end())) {
          case SegmentReader.Reading.End() -> {
            return durable;
          }
          case SegmentReader.Reading.Broken(String text, long next) -> {
            boolean isRoom = next == segment.end() && reader.isRoom(offset, next);
            gaps.add(new Gap(offset, next, isRoom, text, lastEntry, lastSequence));
            offset = next;
          }
          case SegmentReader.Reading.Whole(JournalEntry entry, long next) -> {
            lastEntry = entry.frame().number();
            lastSequence = entry.frame().sequence();
            durable = Math.max(durable, entry.frame().durable());
            offset = next;
          }
        }
      }
    }
  }
}
