// SPDX-License-Identifier: MIT
package org.postroad.securityserver.journal;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Writes entries at the end of one segment through a buffer. What is written counts only after
 * {@link #force}; the only way back is {@link #rollback} to a border between entries.
 */
final class SegmentWriter implements Closeable {
  private static final int CHUNK = 1 << 16;

  /** A spooled body could not be read as announced; the disk of the journal is in order. */
  static final class UnreadableBody extends IOException {
    private static final long serialVersionUID = 1;

    UnreadableBody(String text, Throwable cause) {
      super(text, cause);
    }
  }

  private final JournalFiles.Output file;
  private final SegmentHeader header;
  private final Optional<SegmentCipher> cipher;
  private final ByteBuffer buffer;
  private long flushed;
  private long durable;

  /** Where the zeros end that were written behind the entries. */
  private long prepared;

  /** Never goes back, whatever is taken back. */
  private long sealed;

  /**
   * The segment's header is on disk already or written last; the buffer belongs to this writer from
   * now.
   */
  SegmentWriter(
      JournalFiles.Output file,
      SegmentHeader header,
      Optional<SegmentCipher> cipher,
      ByteBuffer buffer) {
    this.file = file;
    this.cipher = cipher;
    this.header = header;
    this.buffer = buffer.clear();
    this.flushed = SegmentHeader.LENGTH;
    this.durable = SegmentHeader.LENGTH;
    this.prepared = SegmentHeader.LENGTH;
  }

  SegmentHeader header() {
    return header;
  }

  /** Bytes of the segment with everything put so far. */
  long length() {
    return flushed + buffer.position();
  }

  /** Bytes of the segment that survive a power cut. */
  long durable() {
    return durable;
  }

  /** Bytes of zeros behind everything put so far. */
  long room() {
    return Math.max(0, prepared - length());
  }

  /** Writes one entry; {@code ofPieces} is that of the content's pieces, taken before. */
  void put(EntryContent content, long number, long sequence, CRC32C ofPieces) throws IOException {
    long stored = storedLength(content.length());
    put(new Frame(content.type(), number, sequence, durable, stored), content, ofPieces);
  }

  /** Bytes that a body of so many bytes takes. */
  long storedLength(long length) {
    return cipher.isPresent() ? SegmentCipher.sealedLength(length) : length;
  }

  /** Writes one entry with a frame made for it. */
  void put(Frame frame, EntryContent content, CRC32C ofPieces) throws IOException {
    put(frame.encoded(header), Frame.HEAD);
    CRC32C crc = cipher.isPresent() ? seal(frame, content, cipher.get()) : put(content, ofPieces);
    put(ByteBuffer.allocate(Frame.TAIL).putInt((int) crc.getValue()).array(), Frame.TAIL);
  }

  private CRC32C put(EntryContent content, CRC32C crc) throws IOException {
    for (byte[] piece : content.pieces()) {
      put(piece, piece.length);
    }
    for (EntryContent.Spooled body : content.bodies()) {
      stream(
          body,
          (bytes, count) -> {
            crc.update(bytes, 0, count);
            put(bytes, count);
          });
    }
    return crc;
  }

  private CRC32C seal(Frame frame, EntryContent content, SegmentCipher key) throws IOException {
    CRC32C crc = new CRC32C();
    if (content.length() == 0) {
      return crc;
    }
    long count = sealed++;
    SealingSink sink =
        new SealingSink(
            key.body(frame, content.length(), count),
            count,
            (bytes, length) -> {
              crc.update(bytes, 0, length);
              put(bytes, length);
            });
    for (byte[] piece : content.pieces()) {
      sink.take(piece, piece.length);
    }
    for (EntryContent.Spooled body : content.bodies()) {
      stream(body, sink);
    }
    sink.end();
    return crc;
  }

  private static void stream(EntryContent.Spooled body, BodySink sink) throws IOException {
    byte[] chunk = new byte[CHUNK];
    InputStream in = open(body);
    try {
      for (long left = body.length(); left > 0; ) {
        int count = read(in, chunk, (int) Math.min(CHUNK, left));
        sink.take(chunk, count);
        left -= count;
      }
    } finally {
      close(in);
    }
  }

  private static InputStream open(EntryContent.Spooled body) throws UnreadableBody {
    try {
      return new BoundedStream(body.source().open(), body.length());
    } catch (IOException | RuntimeException e) {
      throw new UnreadableBody("spooled body cannot be opened: " + e.getMessage(), e);
    }
  }

  private static int read(InputStream in, byte[] chunk, int length) throws UnreadableBody {
    try {
      return in.read(chunk, 0, length);
    } catch (IOException | RuntimeException e) {
      throw new UnreadableBody("spooled body cannot be read: " + e.getMessage(), e);
    }
  }

  private static void close(InputStream in) throws UnreadableBody {
    try {
      in.close();
    } catch (IOException | RuntimeException e) {
      throw new UnreadableBody("spooled body cannot be closed: " + e.getMessage(), e);
    }
  }

  private void put(byte[] bytes, int length) throws IOException {
    for (int at = 0; at < length; ) {
      if (!buffer.hasRemaining()) {
        flush();
      }
      int count = Math.min(buffer.remaining(), length - at);
      buffer.put(bytes, at, count);
      at += count;
    }
  }

  private void flush() throws IOException {
    int count = buffer.position();
    if (count == 0) {
      return;
    }
    file.write(buffer.flip(), flushed);
    buffer.clear();
    flushed += count;
  }

  /** Forgets everything put after the segment had this length. */
  void rollback(long length) throws IOException {
    if (length >= flushed) {
      buffer.position((int) (length - flushed));
      return;
    }
    buffer.clear();
    cut(length);
  }

  /** Takes everything off the file that was not forced, whatever of it was written. */
  void cutToDurable() throws IOException {
    buffer.clear();
    cut(durable);
  }

  private void cut(long length) throws IOException {
    file.truncate(length);
    flushed = length;
    prepared = length;
  }

  /**
   * Writes zeros behind everything put so far. What is written over them later is durable sooner,
   * since the file does not become longer by it. They are no entry: whoever reads takes them for
   * the end.
   */
  void makeRoom(ByteBuffer zeros) throws IOException {
    flush();
    int count = zeros.remaining();
    file.write(zeros, flushed);
    prepared = flushed + count;
  }

  /** Takes the zeros off the file again. */
  void cutRoom() throws IOException {
    flush();
    if (prepared > flushed) {
      cut(flushed);
    }
  }

  /** Returns when everything put so far is durable. */
  void force() throws IOException {
    flush();
    file.force();
    durable = flushed;
  }

  /** Writes the header of a segment that had none yet, and returns when all of it is durable. */
  void finish(SegmentHeader finished) throws IOException {
    flush();
    file.write(finished.encoded(), 0);
    force();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
