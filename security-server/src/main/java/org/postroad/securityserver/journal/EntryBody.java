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

/** The body of one entry, read where it stands: small ones are in memory, large ones on disk. */
public sealed interface EntryBody {

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
   * A body left in its segment. Each use opens the file anew, so that it depends on nobody's
   * channel and finds the entry where it stands after its segment was rewritten.
   */
  record OnDisk(Path file, JournalPosition position, Frame frame) implements EntryBody {
    private static final int BUFFER = 1 << 16;

    @Override
    public long length() {
      return frame.bodyLength();
    }

    @Override
    public byte[] bytes(long from, int count) throws IOException {
      try (InputStream in = stream(from, count)) {
        return in.readNBytes(count);
      }
    }

    @Override
    public InputStream stream(long from, long count) throws IOException {
      requireRange(from, count, length());
      SegmentReader reader = SegmentReader.open(file);
      try {
        FileChannel channel = reader.bodyOf(position, frame);
        channel.position(channel.position() + from);
        return new BoundedStream(
            new BufferedInputStream(Channels.newInputStream(channel), BUFFER), count);
      } catch (IOException e) {
        reader.close();
        throw e;
      }
    }
  }
}
