// SPDX-License-Identifier: MIT
package org.postroad.securityserver.journal;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** Reads an encrypted body from one of its chunks on; what is given out was authenticated. */
final class OpeningStream extends InputStream {
  private final InputStream sealed;
  private final SegmentCipher.Body body;
  private final long length;
  private final byte[] buffer = new byte[SegmentCipher.CHUNK + SegmentCipher.TAG];
  private long nextChunk;
  private byte[] open = new byte[0];
  private int at;

  /**
   * @param sealed stands at the begin of the chunk
   * @param length of the whole body
   */
  OpeningStream(InputStream sealed, SegmentCipher.Body body, long length, long firstChunk) {
    this.sealed = sealed;
    this.body = body;
    this.length = length;
    this.nextChunk = firstChunk;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int count) throws IOException {
    if (count == 0) {
      return 0;
    }
    if (at == open.length && !next()) {
      return -1;
    }
    int given = Math.min(count, open.length - at);
    System.arraycopy(open, at, bytes, offset, given);
    at += given;
    return given;
  }

  private boolean next() throws IOException {
    long left = length - nextChunk * SegmentCipher.CHUNK;
    if (left <= 0) {
      return false;
    }
    int wanted = (int) Math.min(left, SegmentCipher.CHUNK) + SegmentCipher.TAG;
    if (sealed.readNBytes(buffer, 0, wanted) < wanted) {
      throw new EOFException("segment ends inside an encrypted body");
    }
    open = body.open((int) nextChunk++, buffer, wanted);
    at = 0;
    return true;
  }

  @Override
  public void close() throws IOException {
    sealed.close();
  }
}
