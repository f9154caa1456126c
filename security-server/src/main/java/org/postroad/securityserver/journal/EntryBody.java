// SPDX-License-Identifier: MIT
package org.postroad.securityserver.journal;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
   * A body left in its segment; each use opens the file anew and so depends on nobody's channel.
   */
  record OnDisk(Path file, long offset, long length) implements EntryBody {
    @Override
    public byte[] bytes(long from, int count) throws IOException {
      requireRange(from, count, length);
      ByteBuffer bytes = ByteBuffer.allocate(count);
      try (SeekableByteChannel channel = Files.newByteChannel(file, StandardOpenOption.READ)) {
        channel.position(offset + from);
        while (bytes.hasRemaining()) {
          if (channel.read(bytes) < 0) {
            throw new EOFException(file + " ends inside an entry");
          }
        }
      }
      return bytes.array();
    }

    @Override
    public InputStream stream(long from, long count) throws IOException {
      requireRange(from, count, length);
      SeekableByteChannel channel = Files.newByteChannel(file, StandardOpenOption.READ);
      channel.position(offset + from);
      return new BoundedStream(
          new BufferedInputStream(Channels.newInputStream(channel), 1 << 16), count);
    }
  }
}
