// SPDX-License-Identifier: MIT
package org.postroad.cli.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** A whole HTTP request of which only the digits of the query id change. */
final class RequestTemplate {

  private static final int DIGITS = 12;

  /** Stands where the query id goes. */
  static final String ID = "bench-" + "0".repeat(DIGITS);

  private final byte[] bytes;
  private final int digits;

  RequestTemplate(String request) {
    this.digits = request.indexOf(ID) + ID.length() - DIGITS;
    if (request.indexOf(ID) < 0) {
      throw new IllegalArgumentException("No query id " + ID + " in the request");
    }
    this.bytes = request.getBytes(ISO_8859_1);
  }

  /** The query id of the copy with this number. */
  static String id(long number) {
    String digits = Long.toString(number);
    return ID.substring(0, ID.length() - digits.length()) + digits;
  }

  /** A fresh copy with this number in its query id. */
  byte[] numbered(long number) {
    byte[] request = bytes.clone();
    long rest = number;
    for (int i = digits + DIGITS - 1; i >= digits; i--) {
      request[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    return request;
  }
}
