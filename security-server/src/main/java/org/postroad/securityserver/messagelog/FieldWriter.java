// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.algorithm.DigestAlgorithm;

/** Writes the fields that bodies of journal entries are made of, see {@link RecordCodec}. */
final class FieldWriter {
  private ByteBuffer out;

  FieldWriter(int expected) {
    this.out = ByteBuffer.allocate(expected);
  }

  private ByteBuffer room(int count) {
    if (out.remaining() < count) {
      int size = Math.max(Math.multiplyExact(out.capacity(), 2), out.position() + count);
      out = ByteBuffer.allocate(size).put(out.flip());
    }
    return out;
  }

  @CanIgnoreReturnValue
  FieldWriter u8(int value) {
    room(1).put((byte) value);
    return this;
  }

  @CanIgnoreReturnValue
  FieldWriter u32(int value) {
    room(Integer.BYTES).putInt(value);
    return this;
  }

  @CanIgnoreReturnValue
  FieldWriter u64(long value) {
    room(Long.BYTES).putLong(value);
    return this;
  }

  /** Bytes without a length before them. */
  @CanIgnoreReturnValue
  FieldWriter raw(byte[] bytes) {
    room(bytes.length).put(bytes);
    return this;
  }

  @CanIgnoreReturnValue
  FieldWriter block(byte[] bytes) {
    return u32(bytes.length).raw(bytes);
  }

  @CanIgnoreReturnValue
  <T> FieldWriter option(Optional<T> value, Consumer<T> writer) {
    u8(value.isPresent() ? 1 : 0);
    value.ifPresent(writer);
    return this;
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
  FieldWriter raw(InputStream in, int length) throws IOException {
    ByteBuffer to = room(length);
    int count = in.readNBytes(to.array(), to.position(), length);
    if (count < length) {
      throw new EOFException("source ended " + (length - count) + " bytes too early");
    }
    to.position(to.position() + length);
    return this;
  }

  /** What was written; nothing is copied where exactly as much was expected. */
  byte[] toByteArray() {
    return out.hasRemaining() ? Arrays.copyOf(out.array(), out.position()) : out.array();
  }
}
