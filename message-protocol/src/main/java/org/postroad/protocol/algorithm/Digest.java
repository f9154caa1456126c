// SPDX-License-Identifier: MIT
package org.postroad.protocol.algorithm;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A digest value together with the algorithm that made it.
 *
 * <p>Two digests are equal by content, so they serve as keys; to compare against what a peer sent
 * use {@link #matches}. The array is never copied: neither the caller nor a reader may write to it.
 */
public record Digest(DigestAlgorithm algorithm, byte[] value) {

  public Digest {
    if (value.length != algorithm.length()) {
      throw new IllegalArgumentException(
          algorithm.jcaName() + " has " + algorithm.length() + " octets, not " + value.length);
    }
  }

  /** Compares in a time that does not depend on where the values differ. */
  public boolean matches(Digest other) {
    return algorithm == other.algorithm && MessageDigest.isEqual(value, other.value);
  }

  /** The value in base64 without line breaks. */
  public String base64() {
    return Base64.getEncoder().encodeToString(value);
  }

  /** The value in lower-case hexadecimal. */
  public String hex() {
    return HexFormat.of().formatHex(value);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Digest digest && matches(digest);
  }

  @Override
  public int hashCode() {
    return 31 * algorithm.hashCode() + Arrays.hashCode(value);
  }

  @Override
  public String toString() {
    return algorithm.jcaName() + ":" + hex();
  }
}
