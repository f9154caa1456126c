// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.algorithm.DigestAlgorithm;

/**
 * Reads what {@link FieldWriter} wrote and refuses everything else with an {@link IOException}: the
 * checksum says that the bytes are what some program wrote, not that this one understands them.
 */
final class FieldReader {

  private final ByteBuffer in;

  FieldReader(byte[] bytes) {
    this.in = ByteBuffer.wrap(bytes);
  }

  private ByteBuffer need(int count) throws IOException {
    if (count < 0 || in.remaining() < count) {
      throw new IOException(
          "field of " + Integer.toUnsignedString(count) + " bytes, " + in.remaining() + " left");
    }
    return in;
  }

  int u8() throws IOException {
    return need(1).get() & 0xff;
  }

  int u32() throws IOException {
    return need(Integer.BYTES).getInt();
  }

  long u64() throws IOException {
    return need(Long.BYTES).getLong();
  }

  /** A number of things, refused above a limit. */
  int count(int limit) throws IOException {
    int count = u32();
    if (count < 0 || count > limit) {
      throw new IOException("count of " + Integer.toUnsignedString(count) + ", limit " + limit);
    }
    return count;
  }

  byte[] raw(int count) throws IOException {
    need(count);
    byte[] bytes = new byte[count];
    in.get(bytes);
    return bytes;
  }

  byte[] block() throws IOException {
    return raw(u32());
  }

  Digest digest() throws IOException {
    DigestAlgorithm algorithm =
        switch (u8()) {
          case 1 -> DigestAlgorithm.SHA1;
          case 2 -> DigestAlgorithm.SHA224;
          case 3 -> DigestAlgorithm.SHA256;
          case 4 -> DigestAlgorithm.SHA384;
          case 5 -> DigestAlgorithm.SHA512;
          default -> throw new IOException("digest algorithm is not one of 1 to 5");
        };
    return new Digest(algorithm, raw(algorithm.length()));
  }

  void end() throws IOException {
    if (in.hasRemaining()) {
      throw new IOException(in.remaining() + " bytes after the last field");
    }
  }
}
