// SPDX-License-Identifier: MIT
package org.postroad.securityserver.journal;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The body of one entry, read where it stands: small ones are in memory, large ones on disk. An
 * encrypted one is opened when it is asked for, so that its frame can be judged without a key.
 */
public sealed interface EntryBody
    permits EntryBody.InMemory, EntryBody.Lent, EntryBody.OnDisk, EncryptedBody {

  long length();

  /** {@code count} bytes from {@code from}; refuses a range outside the body. */
  byte[] bytes(long from, int count) throws IOException;

  /** A stream over {@code count} bytes from {@code from}; the caller closes it. */
  InputStream stream(long from, long count) throws IOException;

  private static void requireRange(long from, long count, long length) throws EOFException {
    if (from < 0 || count < 0 || from > length - count) {
      throw new EOFException(
          "bytes " + from + " to " + (from + count) + " of a body of " + length + " bytes");
    }
  }

  /** A body held whole. */
  record InMemory(byte[] body) implements EntryBody {
    @Override
    public long length() {
      return body.length;
    }

    @Override
    public byte[] bytes(long from, int count) throws IOException {
      requireRange(from, count, body.length);
      return Arrays.copyOfRange(body, (int) from, (int) from + count);
    }

    @Override
    public InputStream stream(long from, long count) throws IOException {
      requireRange(from, count, body.length);
      return new ByteArrayInputStream(body, (int) from, (int) count);
    }
  }

  /**
   * A body where its reader has it, until the next one is read: whoever wants a part of it copies
   * no more than that.
   */
  final class Lent implements EntryBody {
    private final byte[] window;
    private final int at;
    private final int length;

    Lent(byte[] window, int at, int length) {
      this.window = window;
      this.at = at;
      this.length = length;
    }

    @Override
    public long length() {
      return length;
    }

    @Override
    public byte[] bytes(long from, int count) throws IOException {
      requireRange(from, count, length);
      return Arrays.copyOfRange(window, at + (int) from, at + (int) from + count);
    }

    @Override
    public InputStream stream(long from, long count) throws IOException {
      requireRange(from, count, length);
      return new ByteArrayInputStream(window, at + (int) from, (int) count);
    }
  }

  /**
   * A body left in its segment. Each use opens the file anew, so that it depends on nobody's
   * channel and finds the entry where it stands after its segment was rewritten.
   */
  final class OnDisk implements EntryBody {
    private static final int BUFFER = 1 << 16;

    private final Path file;
    private final JournalPosition position;
    private final Frame frame;
    private final long length;
    private final SegmentKeys keys;

    OnDisk(Path file, JournalPosition position, Frame frame, long length, SegmentKeys keys) {
      this.file = file;
      this.position = position;
      this.frame = frame;
      this.length = length;
      this.keys = keys;
    }

    @Override
    public long length() {
      return length;
    }

    @Override
    public byte[] bytes(long from, int count) throws IOException {
      try (InputStream in = stream(from, count)) {
        return in.readNBytes(count);
      }
    }

    @Override
    public InputStream stream(long from, long count) throws IOException {
      requireRange(from, count, length);
      SegmentReader reader = SegmentReader.open(file, keys);
      try {
        FileChannel channel = reader.bodyOf(position, frame, length);
        return new BoundedStream(stream(reader.header(), channel, from), count);
      } catch (IOException e) {
        reader.close();
        throw e;
      }
    }

    private InputStream stream(SegmentHeader header, FileChannel channel, long from)
        throws IOException {
      long body = channel.position();
      if (header.key().isEmpty()) {
        return buffered(channel.position(body + from));
      }
      SegmentCipher cipher = keys.cipher(header).orElseThrow();
      long count = EncryptedBody.count(Channels.newInputStream(channel).readNBytes(Long.BYTES));
      long chunk = from / SegmentCipher.CHUNK;
      InputStream opened =
          new OpeningStream(
              buffered(channel.position(body + SegmentCipher.placeOf(chunk))),
              cipher.body(frame, length, count),
              length,
              chunk);
      opened.skipNBytes(from - chunk * SegmentCipher.CHUNK);
      return opened;
    }

    private static InputStream buffered(FileChannel channel) {
      return new BufferedInputStream(Channels.newInputStream(channel), BUFFER);
    }
  }
}
