// SPDX-License-Identifier: MIT
package org.postroad.securityserver.monitoring;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Arrays;

/** Lines of a file, by the buffer: a week of records has millions of them. */
final class RecordLines {
  private final ReadableByteChannel in;
  private byte[] bytes;
  private int begin;
  private int end;

  /** Begins where the channel is. */
  RecordLines(ReadableByteChannel in, int buffer) {
    this.in = in;
    this.bytes = new byte[buffer];
  }

  /** Without its end; empty for none or for one that is still being written. */
  byte[] next() throws IOException {
    int looked = begin;
    while (true) {
      for (int i = looked; i < end; i++) {
        if (bytes[i] == '\n') {
          byte[] line = Arrays.copyOfRange(bytes, begin, i);
          begin = i + 1;
          return line;
        }
      }
      looked = end - begin;
      if (!more()) {
        return new byte[0];
      }
    }
  }

  /** Moves what is left to the front; a line longer than the buffer makes it longer. */
  private boolean more() throws IOException {
    int left = end - begin;
    byte[] into = left == bytes.length ? new byte[2 * left] : bytes;
    System.arraycopy(bytes, begin, into, 0, left);
    bytes = into;
    begin = 0;
    end = left;
    int read = in.read(ByteBuffer.wrap(bytes, end, bytes.length - end));
    end += Math.max(read, 0);
    return read > 0;
  }
}
