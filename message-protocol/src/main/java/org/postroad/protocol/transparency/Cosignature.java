// SPDX-License-Identifier: MIT
package org.postroad.protocol.transparency;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What a witness signs, and how the time stands before its signature (C2SP tlog-cosignature,
 * <i>Ed25519 signed message</i>):
 *
 * <pre>
 * cosignature/v1
 * time 1679315147
 * example.com/behind-the-sofa
 * 20852163
 * CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
 * </pre>
 */
final class Cosignature {
  static final int TIME_LENGTH = Long.BYTES;

  private Cosignature() {}

  static byte[] message(String text, long seconds) {
    return ("cosignature/v1\ntime " + seconds + "\n" + text).getBytes(StandardCharsets.UTF_8);
  }

  /** Seconds since 1970; negative where the signature has none. */
  static long seconds(NoteSignature signature) {
    byte[] value = signature.value();
    return value.length < TIME_LENGTH ? -1 : ByteBuffer.wrap(value).getLong();
  }

  static byte[] value(long seconds, byte[] signature) {
    if (seconds < 0) {
      throw new IllegalArgumentException("cosignature at " + seconds + " seconds before 1970");
    }
    return ByteBuffer.allocate(TIME_LENGTH + signature.length)
        .putLong(seconds)
        .put(signature)
        .array();
  }
}
