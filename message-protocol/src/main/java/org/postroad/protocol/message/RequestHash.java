// SPDX-License-Identifier: MIT

package org.postroad.protocol.message;

import java.util.Base64;
import org.postroad.protocol.algorithm.DigestAlgorithm;

/**
 * The hash of a request as its SOAP response carries it.
 *
 * @param algorithm URI of the digest algorithm, empty when none was given
 * @param value base64
 */
public record RequestHash(String algorithm, String value) {
  static final String SHA_512 = "http://www.w3.org/2001/04/xmlenc#sha512";

  /** The hash of the bytes of a SOAP request. */
  public static RequestHash of(byte[] request) {
    return new RequestHash(SHA_512, Base64.getEncoder().encodeToString(sha512(request)));
  }

  static byte[] sha512(byte[]... pieces) {
    var digest = DigestAlgorithm.SHA512.newDigest();
    for (byte[] piece : pieces) {
      digest.update(piece);
    }
    return digest.digest();
  }
}
