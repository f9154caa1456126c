// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Random;
import java.util.zip.CRC32C;

/**
 * A body of any length that nobody has to hold: the same pieces for the same seed, each stamped
 * with its place, and a checksum over all of it.
 */
record BulkBody(long seed, long length) {
  private static final int PIECE = 64 * 1024;

  /** What a body was, as far as its sender and its receiver must agree on it. */
  record Sum(long length, long crc) {

    @Override
    public String toString() {
      return length + " bytes, " + Long.toHexString(crc);
    }
  }

  /** Writes all of it. */
  Sum writeTo(OutputStream out) throws IOException {
    byte[] piece = new byte[PIECE];
    new Random(seed).nextBytes(piece);
    CRC32C crc = new CRC32C();
    for (long at = 0; at < length; at += PIECE) {
      int count = (int) Math.min(PIECE, length - at);
      for (int i = 0; i < Long.BYTES; i++) {
        piece[i] = (byte) (at >> (8 * i));
      }
      crc.update(piece, 0, count);
      out.write(piece, 0, count);
    }
    return new Sum(length, crc.getValue());
  }

  /** All of it, when it is not large. */
  byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream(Math.toIntExact(length));
    try {
      writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  Sum sum() throws IOException {
    return writeTo(OutputStream.nullOutputStream());
  }

  /** Reads a stream to its end. */
  static Sum read(InputStream in) throws IOException {
    byte[] piece = new byte[PIECE];
    CRC32C crc = new CRC32C();
    long length = 0;
    for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
      crc.update(piece, 0, n);
      length += n;
    }
    return new Sum(length, crc.getValue());
  }
}
