// SPDX-License-Identifier: MIT
package org.postroad.securityserver.journal;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Takes the bytes of one body and passes them on encrypted, chunk by chunk. */
final class SealingSink implements BodySink {
  private final SegmentCipher.Body body;
  private final BodySink out;
  private final byte[] chunk = new byte[SegmentCipher.CHUNK];
  private int filled;
  private int chunks;

  SealingSink(SegmentCipher.Body body, long count, BodySink out) throws IOException {
    this.body = body;
    this.out = out;
    out.take(ByteBuffer.allocate(SegmentCipher.COUNT).putLong(count).array(), SegmentCipher.COUNT);
  }

  @Override
  public void take(byte[] bytes, int length) throws IOException {
    for (int at = 0; at < length; ) {
      int count = Math.min(length - at, chunk.length - filled);
      System.arraycopy(bytes, at, chunk, filled, count);
      filled += count;
      at += count;
      if (filled == chunk.length) {
        pass();
      }
    }
  }

  private void pass() throws IOException {
    byte[] sealed = body.seal(chunks++, chunk, filled);
    out.take(sealed, sealed.length);
    filled = 0;
  }

  /** Call after the last byte. */
  void end() throws IOException {
    if (filled > 0) {
      pass();
    }
  }
}
