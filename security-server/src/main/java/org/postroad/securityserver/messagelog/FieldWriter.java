// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.algorithm.DigestAlgorithm;

/** Writes the fields that bodies of journal entries are made of, see {@link RecordCodec}. */
final class FieldWriter {
  private byte[] out;
  private int length;

  FieldWriter(int expected) {
    this.out = new byte[expected];
  }

  private void room(int count) {
    if (out.length - length < count) {
      out = Arrays.copyOf(out, Math.max(2 * out.length, Math.addExact(length, count)));
    }
  }

  @CanIgnoreReturnValue
  FieldWriter u8(int value) {
    room(1);
    out[length++] = (byte) value;
    return this;
  }

  @CanIgnoreReturnValue
  FieldWriter u32(int value) {
    room(Integer.BYTES);
    for (int shift = Integer.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
      out[length++] = (byte) (value >>> shift);
    }
    return this;
  }

  @CanIgnoreReturnValue
  FieldWriter u64(long value) {
    room(Long.BYTES);
    for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
      out[length++] = (byte) (value >>> shift);
    }
    return this;
  }

  /** Bytes without a length before them. */
  @CanIgnoreReturnValue
  FieldWriter raw(byte[] bytes) {
    room(bytes.length);
    System.arraycopy(bytes, 0, out, length, bytes.length);
    length += bytes.length;
    return this;
  }

  @CanIgnoreReturnValue
  FieldWriter block(byte[] bytes) {
    return u32(bytes.length).raw(bytes);
  }

  @CanIgnoreReturnValue
  FieldWriter digest(Digest digest) {
    return u8(code(digest.algorithm())).raw(digest.value());
  }

  private static int code(DigestAlgorithm algorithm) {
    return switch (algorithm) {
      case SHA1 -> 1;
      case SHA224 -> 2;
      case SHA256 -> 3;
      case SHA384 -> 4;
      case SHA512 -> 5;
    };
  }

  /** So many bytes of a stream, which must have them. */
  @CanIgnoreReturnValue
  FieldWriter raw(InputStream in, int count) throws IOException {
    room(count);
    int came = in.readNBytes(out, length, count);
    if (came < count) {
      throw new EOFException("source ended " + (count - came) + " bytes too early");
    }
    length += count;
    return this;
  }

  /** What was written; nothing is copied where exactly as much was expected. */
  byte[] toByteArray() {
    return out.length == length ? out : Arrays.copyOf(out, length);
  }
}
