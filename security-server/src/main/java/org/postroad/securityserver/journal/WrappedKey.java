// SPDX-License-Identifier: MIT
package org.postroad.securityserver.journal;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * The data key of one segment under a master key, as it stands in the header of the segment.
 *
 * @param master id of the master key
 * @param wrapped nonce (12), encrypted key (32) and tag (16) of AES-256-GCM
 */
public record WrappedKey(byte[] master, byte[] wrapped) {
  public static final int ID = 16;
  public static final int WRAPPED = 60;
  static final int LENGTH = ID + WRAPPED;

  public WrappedKey {
    if (master.length != ID || wrapped.length != WRAPPED) {
      throw new IllegalArgumentException(
          "key id of " + master.length + " bytes, wrapped key of " + wrapped.length);
    }
  }

  /** The id of the master key as people write it. */
  String masterText() {
    return HexFormat.of().formatHex(master);
  }

  byte[] encoded() {
    return ByteBuffer.allocate(LENGTH).put(master).put(wrapped).array();
  }

  static WrappedKey read(ByteBuffer in) {
    byte[] master = new byte[ID];
    byte[] wrapped = new byte[WRAPPED];
    in.get(master).get(wrapped);
    return new WrappedKey(master, wrapped);
  }
}
