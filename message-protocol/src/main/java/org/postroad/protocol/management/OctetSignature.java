// SPDX-License-Identifier: MIT

package org.postroad.protocol.management;

import java.security.InvalidKeyException;
import java.security.PublicKey;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.postroad.protocol.algorithm.SignatureAlgorithm;
import org.postroad.protocol.algorithm.SigningKey;

/**
 * A bare signature over the octets of a message, as it stands in a part of its own (B22, B23). A
 * value by ECDSA is DER here, unlike in XML signatures.
 *
 * @param value not to be written to
 */
public record OctetSignature(SignatureAlgorithm algorithm, byte[] value) {

  /** The signature of a key over these octets. */
  public static OctetSignature over(byte[] octets, SigningKey key) {
    return new OctetSignature(key.algorithm(), key.sign(octets));
  }

  /** Whether it is the signature of this key over exactly these octets. */
  public boolean verifies(PublicKey key, byte[] octets) {
    try {
      return algorithm.verifies(key, octets, value);
    } catch (InvalidKeyException keyOfAnotherKind) {
      return false;
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof OctetSignature that
        && algorithm == that.algorithm
        && Arrays.equals(value, that.value);
  }

  @Override
  public int hashCode() {
    return 31 * algorithm.hashCode() + Arrays.hashCode(value);
  }

  @Override
  public String toString() {
    return "signature by " + algorithm.jcaName();
  }
}
