// SPDX-License-Identifier: MIT
package org.postroad.protocol.algorithm;

import java.util.Arrays;

/**
 * The two spellings of an ECDSA value: DER {@code SEQUENCE { INTEGER r, INTEGER s }} and raw r‖s.
 *
 * <p>Both readers are exact, so that a value has one spelling: minimal DER, nothing after it, no
 * zero and no negative number.
 */
final class EcdsaValue {

  private static final int SEQUENCE = 0x30;
  private static final int INTEGER = 0x02;
  private static final int ONE_LENGTH_OCTET = 0x81;

  private EcdsaValue() {}

  static byte[] rawToDer(byte[] raw, int fieldBytes) {
    if (raw.length != 2 * fieldBytes) {
      throw new IllegalArgumentException(
          "An ECDSA value of " + raw.length + " octets, expected " + 2 * fieldBytes);
    }
    int r = firstNonZero(raw, 0, fieldBytes);
    int s = firstNonZero(raw, fieldBytes, raw.length);
    int rLength = fieldBytes - r + (raw[r] < 0 ? 1 : 0);
    int sLength = raw.length - s + (raw[s] < 0 ? 1 : 0);
    int content = 2 + rLength + 2 + sLength;
    var der = new byte[(content < 0x80 ? 2 : 3) + content];
    int at = 0;
    der[at++] = SEQUENCE;
    if (content >= 0x80) {
      der[at++] = (byte) ONE_LENGTH_OCTET;
    }
    der[at++] = (byte) content;
    at = writeInteger(der, at, raw, r, fieldBytes - r, rLength);
    writeInteger(der, at, raw, s, raw.length - s, sLength);
    return der;
  }

  private static int firstNonZero(byte[] raw, int from, int to) {
    for (int i = from; i < to; i++) {
      if (raw[i] != 0) {
        return i;
      }
    }
    throw new IllegalArgumentException("An ECDSA value with a zero half");
  }

  private static int writeInteger(
      byte[] der, int at, byte[] raw, int from, int octets, int length) {
    der[at] = INTEGER;
    der[at + 1] = (byte) length;
    System.arraycopy(raw, from, der, at + 2 + length - octets, octets);
    return at + 2 + length;
  }

  static byte[] derToRaw(byte[] der, int fieldBytes) {
    if (der.length < 2 || der[0] != SEQUENCE) {
      throw malformed(der);
    }
    int header = (der[1] & 0xff) == ONE_LENGTH_OCTET ? 3 : 2;
    int content = der.length > header ? der[header - 1] & 0xff : 0;
    if (content != der.length - header || (header == 3) != (content >= 0x80)) {
      throw malformed(der);
    }
    var raw = new byte[2 * fieldBytes];
    int next = readInteger(der, header, raw, fieldBytes);
    if (readInteger(der, next, raw, raw.length) != der.length) {
      throw malformed(der);
    }
    return raw;
  }

  /** Copies one number so that it ends before {@code end} of raw; returns where the next starts. */
  private static int readInteger(byte[] der, int at, byte[] raw, int end) {
    if (at + 2 >= der.length || der[at] != INTEGER) {
      throw malformed(der);
    }
    int length = der[at + 1];
    int from = at + 2;
    if (length <= 0 || from + length > der.length || der[from] < 0) {
      throw malformed(der);
    }
    int octets = length;
    if (der[from] == 0) {
      if (length == 1 || der[from + 1] >= 0) {
        throw malformed(der);
      }
      octets--;
    }
    if (octets > raw.length / 2) {
      throw malformed(der);
    }
    System.arraycopy(der, from + length - octets, raw, end - octets, octets);
    return from + length;
  }

  private static IllegalArgumentException malformed(byte[] der) {
    return new IllegalArgumentException(
        "Not the minimal DER of an ECDSA value: "
            + Arrays.toString(Arrays.copyOf(der, Math.min(der.length, 8))));
  }
}
