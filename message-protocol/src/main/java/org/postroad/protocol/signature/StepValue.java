// SPDX-License-Identifier: MIT
package org.postroad.protocol.signature;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.algorithm.DigestAlgorithm;

/**
 * The value of one step of a hash chain (D-027).
 *
 * <p>It is the DER of {@code SEQUENCE OF SEQUENCE { OCTET STRING digest, UTF8String digest method
 * URI, SEQUENCE {} }}; the empty sequence at the end stands for transforms and stays empty even
 * when there are some.
 */
final class StepValue {

  private static final int SEQUENCE = 0x30;
  private static final int OCTET_STRING = 0x04;
  private static final int UTF8_STRING = 0x0c;
  private static final int SHORT_FORM_LIMIT = 0x80;

  /** What follows the octets of a digest: its method and the empty sequence. */
  private static final Map<DigestAlgorithm, byte[]> TAILS = tails();

  private StepValue() {}

  private static Map<DigestAlgorithm, byte[]> tails() {
    var tails = new EnumMap<DigestAlgorithm, byte[]>(DigestAlgorithm.class);
    for (var algorithm : DigestAlgorithm.values()) {
      byte[] uri = algorithm.uri().getBytes(US_ASCII);
      var tail = new byte[2 + uri.length + 2];
      write(UTF8_STRING, uri, tail, 0);
      tail[2 + uri.length] = SEQUENCE;
      tails.put(algorithm, tail);
    }
    return Collections.unmodifiableMap(tails);
  }

  private static byte[] tail(Digest value) {
    return Objects.requireNonNull(TAILS.get(value.algorithm()));
  }

  /** The digest of a step that consists of these values. */
  static Digest digest(DigestAlgorithm algorithm, List<Digest> values) {
    return algorithm.digest(encode(values));
  }

  static byte[] encode(List<Digest> values) {
    int content = 0;
    for (var value : values) {
      content += 2 + contentLength(value);
    }
    int lengthOctets = content < SHORT_FORM_LIMIT ? 0 : content < 1 << 8 ? 1 : octets(content);
    var der = new byte[2 + lengthOctets + content];
    der[0] = SEQUENCE;
    der[1] = (byte) (lengthOctets == 0 ? content : SHORT_FORM_LIMIT | lengthOctets);
    int at = 2;
    for (int shift = 8 * (lengthOctets - 1); shift >= 0; shift -= 8) {
      der[at++] = (byte) (content >>> shift);
    }
    for (var value : values) {
      at = write(value, der, at);
    }
    return der;
  }

  private static int octets(int content) {
    return (Integer.SIZE - Integer.numberOfLeadingZeros(content) + 7) / 8;
  }

  private static int contentLength(Digest value) {
    return 2 + value.value().length + tail(value).length;
  }

  /** Every inner length is below 128: digests have at most 64 octets, identifiers at most 46. */
  private static int write(Digest value, byte[] der, int from) {
    int at = from;
    der[at++] = SEQUENCE;
    der[at++] = (byte) contentLength(value);
    at = write(OCTET_STRING, value.value(), der, at);
    byte[] tail = tail(value);
    System.arraycopy(tail, 0, der, at, tail.length);
    return at + tail.length;
  }

  private static int write(int tag, byte[] content, byte[] der, int at) {
    der[at] = (byte) tag;
    der[at + 1] = (byte) content.length;
    System.arraycopy(content, 0, der, at + 2, content.length);
    return at + 2 + content.length;
  }
}
