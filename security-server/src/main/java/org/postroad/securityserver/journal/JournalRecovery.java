// SPDX-License-Identifier: MIT
package org.postroad.securityserver.journal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;

/**
 * Brings the journal of a directory into order when it is opened: finds where each segment ends,
 * cuts the torn tail of the last one exactly behind its last whole entry, and says what it found.
 *
 * <p>Only the last segment is read; the others ended in good order or their end stands in the
 * header of the next one. What is cut off is kept beside the segment, in a file whose name ends in
 * {@code .cut-OFFSET}, since an auditor may want to see it.
 */
final class JournalRecovery {

  /** What stands on disk; the next entry gets {@code lastEntry + 1}. */
  record Recovered(
      List<Segment> segments, long lastEntry, long lastSequence, List<JournalDamage> damages) {}

  /** A run of bytes without a whole entry, and what had been counted before it. */
  private record Gap(long from, long to, String text, long lastEntry, long lastSequence) {}

  private static final String UNFINISHED = ".new";
  private static final int CHUNK = 1 << 16;

  private final Path directory;
  private final JournalFiles files;
  private final List<Segment> segments = new ArrayList<>();
  private final List<JournalDamage> damages = new ArrayList<>();
  private long lastEntry;
  private long lastSequence;

  private JournalRecovery(Path directory, JournalFiles files) {
    this.directory = directory;
    this.files = files;
  }

  static Recovered recover(Path directory, JournalFiles files) throws IOException {
    JournalRecovery recovery = new JournalRecovery(directory, files);
    recovery.deleteUnfinished();
    NavigableMap<Long, Path> found = Segment.list(directory);
    recovery.readHeaders(found);
    if (!found.isEmpty()) {
      recovery.recoverLast();
    }
    return new Recovered(
        List.copyOf(recovery.segments),
        recovery.lastEntry,
        recovery.lastSequence,
        List.copyOf(recovery.damages));
  }

  private void deleteUnfinished() throws IOException {
    try (DirectoryStream<Path> found =
        Files.newDirectoryStream(directory, "*" + Segment.SUFFIX + UNFINISHED)) {
      for (Path file : found) {
        files.delete(file);
      }
    }
  }

  /** Name under which a segment is made until its header is durable. */
  static Path unfinished(Path segment) {
    return segment.resolveSibling(segment.getFileName() + UNFINISHED);
  }

  private void readHeaders(NavigableMap<Long, Path> found) throws IOException {
    long expected = found.isEmpty() ? 0 : found.firstKey();
    for (Map.Entry<Long, Path> file : found.entrySet()) {
      for (; expected < file.getKey(); expected++) {
        lost(expected, "no such file");
      }
      expected++;
      readHeader(file.getKey(), file.getValue(), file.getKey().equals(found.lastKey()));
    }
  }

  private void readHeader(long number, Path file, boolean last) throws IOException {
    try (SegmentReader reader = SegmentReader.open(file)) {
      SegmentHeader header = reader.header();
      if (header.segment() != number) {
        throw new IOException(file + ": holds segment " + header.segment());
      }
      if (!segments.isEmpty()) {
        endPrevious(header, file);
      }
      segments.add(new Segment(file, header, reader.size()));
    } catch (IOException e) {
      if (last) {
        throw e;
      }
      lost(number, String.valueOf(e.getMessage()));
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

  private void lost(long segment, String text) {
    damages.add(new JournalDamage(JournalDamage.Kind.SEGMENT_LOST, segment, 0, 0, text));
  }

  private void recoverLast() throws IOException {
    Segment last = segments.getLast();
    lastEntry = last.header().firstEntry() - 1;
    lastSequence = last.header().lastSequence();
    List<Gap> gaps = new ArrayList<>();
    long acknowledged = scan(last, gaps);
    for (Gap gap : gaps) {
      if (gap.from() >= acknowledged) {
        cut(last, gap);
        return;
      }
      damages.add(
          new JournalDamage(
              JournalDamage.Kind.ROT, last.number(), gap.from(), gap.to(), gap.text()));
    }
  }

  /** Finds all gaps; the result is how much of the segment its own entries say was durable. */
  private long scan(Segment segment, List<Gap> gaps) throws IOException {
    try (SegmentReader reader = SegmentReader.open(segment.file())) {
      long durable = SegmentHeader.LENGTH;
      long offset = SegmentHeader.LENGTH;
      while (true) {
        switch (reader.read(offset, segment.end())) {
          case SegmentReader.Reading.End() -> {
            return durable;
          }
          case SegmentReader.Reading.Broken(String text, long next) -> {
            gaps.add(new Gap(offset, next, text, lastEntry, lastSequence));
            offset = next;
          }
          case SegmentReader.Reading.Whole(JournalEntry entry) -> {
            lastEntry = entry.frame().number();
            lastSequence = entry.frame().sequence();
            durable = Math.max(durable, entry.frame().durable());
            offset = entry.next().offset();
          }
        }
      }
    }
  }

  private void cut(Segment segment, Gap gap) throws IOException {
    keep(segment.file(), gap.from(), segment.end());
    try (JournalFiles.Output file = files.open(segment.file())) {
      file.truncate(gap.from());
      file.force();
    }
    files.forceDirectory(directory);
    segments.set(segments.size() - 1, segment.upTo(gap.from()));
    lastEntry = gap.lastEntry();
    lastSequence = gap.lastSequence();
    damages.add(
        new JournalDamage(
            JournalDamage.Kind.TORN_TAIL, segment.number(), gap.from(), segment.end(), gap.text()));
  }

  private void keep(Path segment, long from, long end) throws IOException {
    Path kept = segment.resolveSibling(segment.getFileName() + ".cut-" + from);
    files.delete(kept);
    try (SeekableByteChannel channel = Files.newByteChannel(segment, StandardOpenOption.READ);
        JournalFiles.Output copy = files.create(kept)) {
      channel.position(from);
      InputStream tail = new BoundedStream(Channels.newInputStream(channel), end - from);
      long at = 0;
      for (byte[] chunk = tail.readNBytes(CHUNK); chunk.length > 0; ) {
        copy.write(ByteBuffer.wrap(chunk), at);
        at += chunk.length;
        chunk = tail.readNBytes(CHUNK);
      }
      copy.force();
    }
  }
}
