// SPDX-License-Identifier: MIT
package org.postroad.securityserver.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts the bodies of one segment file with AES-256-GCM. What stands on disk in place of a body:
 *
 * <pre>
 * u64   count of the bodies begun with this key before
 *       the body in chunks of 64 KiB, the last one shorter, each followed by its tag of 16 bytes
 *
 * nonce of a chunk     = u64 count, u32 number of the chunk in its body from 0
 * authenticated with it: id of the journal (16), segment (8), type (1), number (8) and sequence (8)
 *                        of the entry, length of the body (8)
 * </pre>
 *
 * <p>An empty body is stored as it is. The count never goes back, not even when an entry is taken
 * back and its place written again, and a file that is begun gets another key, so no nonce is used
 * twice with one key. Frames stay readable: finding, checking and cutting entries needs no key.
 */
final class SegmentCipher {
  static final int CHUNK = 1 << 16;
  static final int TAG = 16;
  static final int COUNT = Long.BYTES;
  private static final int SEALED_CHUNK = CHUNK + TAG;

  private final SecretKeySpec key;
  private final SegmentHeader header;

  SegmentCipher(byte[] key, SegmentHeader header) {
    this.key = new SecretKeySpec(key, "AES");
    this.header = header;
  }

  /** Bytes on disk of a body. */
  static long sealedLength(long length) {
    return length == 0 ? 0 : COUNT + length + TAG * ((length + CHUNK - 1) / CHUNK);
  }

  /** Length of the body of which so many bytes are on disk. */
  static long openLength(long sealed) throws IOException {
    if (sealed == 0) {
      return 0;
    }
    long chunks = sealed - COUNT;
    long rest = chunks % SEALED_CHUNK;
    if (chunks <= TAG || (rest > 0 && rest <= TAG)) {
      throw new IOException("encrypted body of " + sealed + " bytes");
    }
    return chunks / SEALED_CHUNK * CHUNK + Math.max(0, rest - TAG);
  }

  /** Where on disk, from the begin of the body, a chunk stands. */
  static long placeOf(long chunk) {
    return COUNT + chunk * SEALED_CHUNK;
  }

  /** One body: its chunks belong together and cannot be taken for those of another. */
  final class Body {
    private final long count;
    private final byte[] associated;

    private Body(long count, byte[] associated) {
      this.count = count;
      this.associated = associated;
    }

    byte[] seal(int chunk, byte[] bytes, int length) throws IOException {
      return run(Cipher.ENCRYPT_MODE, chunk, bytes, length);
    }

    byte[] open(int chunk, byte[] sealed, int length) throws IOException {
      return run(Cipher.DECRYPT_MODE, chunk, sealed, length);
    }

    private byte[] run(int mode, int chunk, byte[] bytes, int length) throws IOException {
      byte[] nonce = ByteBuffer.allocate(12).putLong(count).putInt(chunk).array();
      try {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(8 * TAG, nonce));
        cipher.updateAAD(associated);
        return cipher.doFinal(bytes, 0, length);
      } catch (GeneralSecurityException e) {
        throw new IOException(
            "body in segment " + header.segment() + " is not what was encrypted", e);
      }
    }
  }

  /** The body of {@code length} bytes of an entry, the count-th that this key encrypts. */
  Body body(Frame frame, long length, long count) {
    ByteBuffer associated = ByteBuffer.allocate(49);
    associated.putLong(header.journal().getMostSignificantBits());
    associated.putLong(header.journal().getLeastSignificantBits());
    associated.putLong(header.segment()).put((byte) frame.type().code());
    associated.putLong(frame.number()).putLong(frame.sequence()).putLong(length);
    return new Body(count, associated.array());
  }
}
