// SPDX-License-Identifier: MIT
package org.postroad.securityserver.journal;

import java.io.IOException;

/**
 * A key of an administrator under which the data keys of segments are kept: AES-256, from a file
 * ({@link FileKey}) or on a device that never gives it out.
 */
public interface MasterKey {

  /** The 16 bytes that name this key in the header of a segment; they say nothing about it. */
  byte[] id();

  /** What a person knows the key by. */
  String name();

  /**
   * A data key of 32 bytes under this key: nonce, encrypted key and tag of AES-GCM, {@link
   * WrappedKey#WRAPPED} bytes.
   *
   * @param context must be the same when the key is unwrapped
   */
  byte[] wrap(byte[] dataKey, byte[] context) throws IOException;

  /** The data key; refuses bytes or a context that {@link #wrap} did not see. */
  byte[] unwrap(byte[] wrapped, byte[] context) throws IOException;
}
