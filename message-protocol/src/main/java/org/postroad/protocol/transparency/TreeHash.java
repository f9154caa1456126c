// SPDX-License-Identifier: MIT
package org.postroad.protocol.transparency;

import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** A node of the Merkle tree: a SHA-256 value (RFC 6962, section 2.1). */
public final class TreeHash {
  public static final int LENGTH = 32;

  /** The root of a tree without leaves: the hash of nothing. */
  public static final TreeHash OF_NOTHING = parse("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");

  private final byte[] bytes;

  private TreeHash(byte[] bytes) {
    this.bytes = bytes;
  }

  public static TreeHash of(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new Unproven("hash of " + bytes.length + " bytes, expected " + LENGTH);
    }
    return new TreeHash(bytes.clone());
  }

  /** The hash that begins at an offset of a tile. */
  static TreeHash at(byte[] tile, int offset) {
    return new TreeHash(Arrays.copyOfRange(tile, offset, offset + LENGTH));
  }

  /** Base64 as {@link #base64} prints it and in no other spelling. */
  public static TreeHash parse(String base64) {
    return of(Strict.base64(base64));
  }

  public String base64() {
    return Base64.getEncoder().encodeToString(bytes);
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  /** Not to be written to. */
  byte[] raw() {
    return bytes;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TreeHash hash && Arrays.equals(bytes, hash.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return base64();
  }
}
