// SPDX-License-Identifier: MIT
package org.postroad.securityserver.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Reads entries of one segment file and verifies both checksums of each. A window of the file is
 * kept, so that reading one entry after the other costs few calls. Not for several threads.
 */
final class SegmentReader implements Closeable {
  private static final int WINDOW = 1 << 18;
  private static final int IN_MEMORY_LIMIT = 1 << 20;

  /** What stands at an offset. */
  sealed interface Reading {
    /** {@code next} is the offset behind the entry. */
    record Whole(JournalEntry entry, long next) implements Reading {}

    /** {@code next} is the next offset at which an entry can stand. */
    record Broken(String text, long next) implements Reading {}

    record End() implements Reading {}
  }

  private final Path file;
  private final FileChannel channel;
  private final SegmentHeader header;
  private byte[] window = new byte[0];
  private long windowStart;

  private SegmentReader(Path file, FileChannel channel, SegmentHeader header) {
    this.file = file;
    this.channel = channel;
    this.header = header;
  }

  static SegmentReader open(Path file) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      ByteBuffer head = ByteBuffer.allocate(SegmentHeader.LENGTH);
      while (head.hasRemaining() && channel.read(head, head.position()) >= 0) {}
      return new SegmentReader(file, channel, SegmentHeader.parse(head.flip()));
    } catch (IOException e) {
      channel.close();
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  SegmentHeader header() {
    return header;
  }

  /** How much the segment can hold at most: up to the end of its file. */
  long end() throws IOException {
    return channel.size();
  }

  /** The entry at a position of one of these segments. */
  static JournalEntry entry(NavigableMap<Long, Segment> segments, JournalPosition position)
      throws IOException {
    Segment segment = segments.get(position.segment());
    if (segment == null) {
      throw new IOException("no segment for " + position);
    }
    try (SegmentReader reader = open(segment.file())) {
      return switch (reader.read(position.offset(), segment.end())) {
        case Reading.Whole(JournalEntry entry, _) -> entry;
        case Reading.End() -> throw new IOException("nothing at " + position);
        case Reading.Broken(String text, long next) ->
            throw new IOException(
                new JournalDamage(
                        JournalDamage.Kind.ROT, position.segment(), position.offset(), next, text)
                    .toString());
      };
    }
  }

  /** The entry at {@code offset} of the first {@code limit} bytes. */
  Reading read(long offset, long limit) throws IOException {
    if (offset >= limit) {
      return new Reading.End();
    }
    Optional<Frame> found = frame(offset, limit);
    if (found.isEmpty()) {
      return new Reading.Broken("no head of an entry", findFrame(offset + 1, limit));
    }
    Frame frame = found.get();
    if (frame.bodyLength() > limit - offset - Frame.HEAD - Frame.TAIL) {
      return new Reading.Broken(
          "entry " + frame.number() + " of " + frame.bodyLength() + " bytes is cut off", limit);
    }
    Optional<EntryBody> body = body(offset + Frame.HEAD, frame.bodyLength(), limit);
    if (body.isEmpty()) {
      return new Reading.Broken(
          "entry " + frame.number() + ": body does not match its checksum",
          offset + frame.length());
    }
    JournalPosition position = new JournalPosition(header.segment(), offset);
    return new Reading.Whole(
        new JournalEntry(position, frame, body.get()), offset + frame.length());
  }

  private Optional<Frame> frame(long offset, long limit) throws IOException {
    int at = load(offset, Frame.HEAD, limit);
    return at < 0 ? Optional.empty() : Frame.parse(window, at, header);
  }

  /** The first offset from {@code from} at which the head of an entry stands, or the limit. */
  private long findFrame(long from, long limit) throws IOException {
    for (long offset = from; offset <= limit - Frame.HEAD; offset++) {
      int at = load(offset, Frame.HEAD, limit);
      if (at < 0) {
        return limit;
      }
      int mark = firstMark(at);
      if (mark > at) {
        offset += mark - at - 1;
      } else if (Frame.parse(window, at, header).isPresent()) {
        return offset;
      }
    }
    return limit;
  }

  private int firstMark(int from) {
    int last = window.length - Frame.HEAD;
    int at = from;
    while (at < last && window[at] != (byte) (Frame.MARK >>> 24)) {
      at++;
    }
    return at;
  }

  private Optional<EntryBody> body(long offset, long length, long limit) throws IOException {
    if (length <= IN_MEMORY_LIMIT) {
      int at = load(offset, (int) length + Frame.TAIL, limit);
      if (at < 0) {
        return Optional.empty();
      }
      CRC32C crc = new CRC32C();
      crc.update(window, at, (int) length);
      if ((int) crc.getValue() != ByteBuffer.wrap(window).getInt(at + (int) length)) {
        return Optional.empty();
      }
      return Optional.of(new EntryBody.InMemory(Arrays.copyOfRange(window, at, at + (int) length)));
    }
    return matchesOnDisk(offset, length, limit)
        ? Optional.of(new EntryBody.OnDisk(file, offset, length))
        : Optional.empty();
  }

  private boolean matchesOnDisk(long offset, long length, long limit) throws IOException {
    CRC32C crc = new CRC32C();
    long end = offset + length;
    for (long at = offset; at < end; ) {
      int count = (int) Math.min(WINDOW, end - at);
      int start = load(at, count, limit);
      if (start < 0) {
        return false;
      }
      crc.update(window, start, count);
      at += count;
    }
    int start = load(end, Frame.TAIL, limit);
    return start >= 0 && (int) crc.getValue() == ByteBuffer.wrap(window).getInt(start);
  }

  /**
   * Brings bytes into the window; their index there, or -1 when they do not lie before the limit.
   * Nothing behind the limit is kept: it may still be written.
   */
  private int load(long offset, int length, long limit) throws IOException {
    if (offset + length > limit) {
      return -1;
    }
    if (offset < windowStart || offset + length > windowStart + window.length) {
      long count = Math.min(Math.max(length, WINDOW), limit - offset);
      ByteBuffer bytes = ByteBuffer.allocate((int) count);
      while (bytes.hasRemaining() && channel.read(bytes, offset + bytes.position()) >= 0) {}
      window =
          bytes.hasRemaining() ? Arrays.copyOf(bytes.array(), bytes.position()) : bytes.array();
      windowStart = offset;
    }
    return length <= window.length ? (int) (offset - windowStart) : -1;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
