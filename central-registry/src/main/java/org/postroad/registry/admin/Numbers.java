// SPDX-License-Identifier: MIT

package org.postroad.registry.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.certificate.Certificates;

/**
 * Numbers for what the API counts and the registry knows by name: the first 31 bits of a hash of
 * what names it. So a number is the same on every node and after every start, and kept nowhere.
 */
final class Numbers {
  private Numbers() {}

  static int of(String kind, String... names) {
    byte[] text = (kind + '\n' + String.join("\n", names)).getBytes(UTF_8);
    int number = ByteBuffer.wrap(DigestAlgorithm.SHA256.digest(text).value()).getInt() >>> 1;
    return Math.max(number, 1);
  }

  static String nameOf(X509Certificate certificate) {
    return Certificates.sha1Hex(certificate);
  }
}
