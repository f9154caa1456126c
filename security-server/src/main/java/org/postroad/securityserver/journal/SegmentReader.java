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
 *
 * <p>An <em>offset</em> is where an entry stands in the journal, a <em>place</em> where it stands
 * in the file. They differ in a rewritten segment only: there each head has the offset, and the
 * entry of an offset is found by halving the file, since heads are recognised wherever one looks.
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
  private final SegmentKeys keys;
  private final boolean lending;
  private byte[] window = new byte[0];
  private int windowLength;
  private long windowStart;
  private long nextOffset = SegmentHeader.LENGTH;
  private long nextPlace = SegmentHeader.LENGTH;

  private SegmentReader(
      Path file, FileChannel channel, SegmentHeader header, SegmentKeys keys, boolean lending) {
    this.lending = lending;
    this.file = file;
    this.channel = channel;
    this.header = header;
    this.keys = keys;
  }

  static SegmentReader open(Path file, SegmentKeys keys) throws IOException {
    return open(file, keys, false);
  }

  /**
   * A reader of a segment.
   *
   * @param lending whether the body of an entry may be used until the next entry is read only
   */
  static SegmentReader open(Path file, SegmentKeys keys, boolean lending) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      ByteBuffer head = ByteBuffer.allocate(SegmentHeader.LENGTH);
      while (head.hasRemaining() && channel.read(head, head.position()) >= 0) {}
      return new SegmentReader(file, channel, SegmentHeader.parse(head.flip()), keys, lending);
    } catch (IOException e) {
      channel.close();
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  SegmentHeader header() {
    return header;
  }

  /** Length of the file. */
  long size() throws IOException {
    return channel.size();
  }

  /** The offset behind the last entry that the segment can hold. */
  long end() throws IOException {
    return header.rewrite().isPresent() ? header.rewrite().get().lengthBefore() : size();
  }

  /** The entry at a position of one of these segments. */
  static JournalEntry entry(
      NavigableMap<Long, Segment> segments, JournalPosition position, SegmentKeys keys)
      throws IOException {
    Segment segment = segments.get(position.segment());
    if (segment == null) {
      throw new IOException("no segment for " + position);
    }
    try (SegmentReader reader = open(segment.file(), keys)) {
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

  /** The entry at {@code offset}, or the first one after it, before {@code limit}. */
  Reading read(long offset, long limit) throws IOException {
    if (offset >= limit) {
      return new Reading.End();
    }
    long end = endPlace(limit);
    long place = place(offset, end);
    Optional<Frame> found = frame(place, end);
    if (found.isEmpty()) {
      return broken("no head of an entry", offset, findFrame(place + 1, end), limit);
    }
    Frame frame = found.get();
    if (frame.bodyLength() > end - place - Frame.HEAD - Frame.TAIL) {
      return broken(
          "entry " + frame.number() + " of " + frame.bodyLength() + " bytes is cut off",
          offset,
          end,
          limit);
    }
    JournalPosition position =
        new JournalPosition(header.segment(), isRewritten() ? frame.durable() : offset);
    long behind = place + frame.length();
    Optional<EntryBody> body = body(position, frame, place + Frame.HEAD, end);
    if (body.isEmpty()) {
      return broken(
          "entry " + frame.number() + ": body does not match its checksum", offset, behind, limit);
    }
    return new Reading.Whole(
        new JournalEntry(position, frame, body.get()), goOnAt(behind, position.offset(), limit));
  }

  private Reading broken(String text, long offset, long behind, long limit) throws IOException {
    boolean more = behind < endPlace(limit);
    return new Reading.Broken(text, more ? goOnAt(behind, offset, limit) : limit);
  }

  private boolean isRewritten() {
    return header.rewrite().isPresent();
  }

  private long endPlace(long limit) throws IOException {
    return isRewritten() ? Math.min(header.rewrite().get().length(), size()) : limit;
  }

  /**
   * The offset of what stands at a place; remembered, because it is asked for next. Where no entry
   * stands, it is the one right after the entry before, so that the damage is met and reported.
   */
  private long goOnAt(long place, long after, long limit) throws IOException {
    long offset = place;
    if (isRewritten()) {
      boolean ended = place >= header.rewrite().get().length();
      offset = ended ? limit : frame(place, endPlace(limit)).map(Frame::durable).orElse(after + 1);
    }
    nextOffset = offset;
    nextPlace = place;
    return offset;
  }

  /** Where in the file the first entry from {@code offset} on stands. */
  private long place(long offset, long end) throws IOException {
    if (!isRewritten()) {
      return offset;
    }
    if (offset == nextOffset) {
      return nextPlace;
    }
    long from = SegmentHeader.LENGTH;
    long to = end;
    long found = end;
    while (from < to) {
      long middle = from + (to - from) / 2;
      long place = findFrame(middle, Math.min(end, to + Frame.HEAD - 1));
      Optional<Frame> frame = place < to ? frame(place, end) : Optional.empty();
      if (frame.isEmpty()) {
        to = middle;
      } else if (frame.get().durable() < offset) {
        from = place + 1;
      } else {
        found = place;
        to = middle;
      }
    }
    return found;
  }

  private Optional<Frame> frame(long place, long end) throws IOException {
    int at = load(place, Frame.HEAD, end);
    return at < 0 ? Optional.empty() : Frame.parse(window, at, header);
  }

  /** Whether there is nothing but zeros between two places. */
  boolean isRoom(long from, long to) throws IOException {
    for (long place = from; place < to; ) {
      int count = (int) Math.min(WINDOW, to - place);
      int at = load(place, count, to);
      if (at < 0 || !isZero(at, at + count)) {
        return false;
      }
      place += count;
    }
    return true;
  }

  private boolean isZero(int from, int to) {
    for (int at = from; at < to; at++) {
      if (window[at] != 0) {
        return false;
      }
    }
    return true;
  }

  /** The first place from {@code from} on at which the head of an entry stands, or the end. */
  private long findFrame(long from, long end) throws IOException {
    for (long place = from; place <= end - Frame.HEAD; place++) {
      int at = load(place, Frame.HEAD, end);
      if (at < 0) {
        return end;
      }
      int mark = firstMark(at);
      if (mark > at) {
        place += mark - at - 1;
      } else if (Frame.parse(window, at, header).isPresent()) {
        return place;
      }
    }
    return end;
  }

  private int firstMark(int from) {
    int last = windowLength - Frame.HEAD;
    int at = from;
    while (at < last && window[at] != (byte) (Frame.MARK >>> 24)) {
      at++;
    }
    return at;
  }

  private Optional<EntryBody> body(JournalPosition position, Frame frame, long place, long end)
      throws IOException {
    if (frame.bodyLength() > IN_MEMORY_LIMIT) {
      return matchesOnDisk(place, frame.bodyLength(), end)
          ? Optional.of(
              new EntryBody.OnDisk(file, position, frame, length(frame.bodyLength()), keys))
          : Optional.empty();
    }
    int length = (int) frame.bodyLength();
    int at = load(place, length + Frame.TAIL, end);
    if (at < 0) {
      return Optional.empty();
    }
    CRC32C crc = new CRC32C();
    crc.update(window, at, length);
    if ((int) crc.getValue() != ByteBuffer.wrap(window).getInt(at + length)) {
      return Optional.empty();
    }
    boolean open = header.key().isEmpty() || length == 0;
    if (open && lending) {
      return Optional.of(new EntryBody.Lent(window, at, length));
    }
    byte[] stored = Arrays.copyOfRange(window, at, at + length);
    return Optional.of(
        open ? new EntryBody.InMemory(stored) : new EncryptedBody(stored, frame, header, keys));
  }

  /** Length of a body of which so many bytes are stored. */
  private long length(long stored) throws IOException {
    return header.key().isEmpty() ? stored : SegmentCipher.openLength(stored);
  }

  private boolean matchesOnDisk(long place, long length, long limit) throws IOException {
    CRC32C crc = new CRC32C();
    long end = place + length;
    for (long at = place; at < end; ) {
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
   * Brings bytes into the window; their index there, or -1 when they do not lie before the end.
   * Nothing behind the end is kept: it may still be written.
   */
  private int load(long place, int length, long end) throws IOException {
    if (place + length > end) {
      return -1;
    }
    if (place < windowStart || place + length > windowStart + windowLength) {
      int count = (int) Math.min(Math.max(length, WINDOW), end - place);
      if (window.length < count) {
        window = new byte[Math.max(count, Math.min(WINDOW, 2 * window.length))];
      }
      windowLength = 0;
      ByteBuffer bytes = ByteBuffer.wrap(window, 0, count);
      while (bytes.hasRemaining() && channel.read(bytes, place + bytes.position()) >= 0) {}
      windowLength = bytes.position();
      windowStart = place;
    }
    return length <= windowLength ? (int) (place - windowStart) : -1;
  }

  /** The file, which the caller closes in place of this reader, at the body of an entry. */
  FileChannel bodyOf(JournalPosition position, Frame frame, long length) throws IOException {
    long end = endPlace(size());
    long place = place(position.offset(), end);
    Optional<Frame> found = frame(place, end);
    if (found.isEmpty()
        || found.get().number() != frame.number()
        || found.get().type() != frame.type()
        || length(found.get().bodyLength()) != length) {
      throw new IOException("entry " + frame.number() + " at " + position + " is there no more");
    }
    return channel.position(place + Frame.HEAD);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
