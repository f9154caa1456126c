// SPDX-License-Identifier: MIT
package org.postroad.cli.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;

/**
 * Collects one HTTP response as it arrives and tells when it is whole. For answers of a few
 * kilobytes from servers that we started: it looks at nothing more than where the answer ends and
 * whether it is a good one.
 */
final class AnswerReader {

  private static final byte[] END_OF_HEAD = "\r\n\r\n".getBytes(ISO_8859_1);
  private static final byte[] LAST_CHUNK = "\r\n0\r\n\r\n".getBytes(ISO_8859_1);

  private byte[] bytes = new byte[8 * 1024];
  private int length;
  private int body = -1;
  private int end = -1;
  private boolean chunked;

  /** Takes what has arrived; true when the response is complete. */
  boolean take(ByteBuffer arrived) throws IOException {
    int more = arrived.remaining();
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
    arrived.get(bytes, length, more);
    length += more;
    if (body < 0) {
      readHead();
    }
    return body >= 0 && (chunked ? endsWith(LAST_CHUNK) : length >= end);
  }

  private void readHead() throws IOException {
    int at = indexOf(END_OF_HEAD);
    if (at < 0) {
      return;
    }
    body = at + END_OF_HEAD.length;
    String head = new String(bytes, 0, at, ISO_8859_1).toLowerCase(Locale.ROOT);
    int field = head.indexOf("\r\ncontent-length:");
    if (field >= 0) {
      int value = field + "\r\ncontent-length:".length();
      int line = head.indexOf('\r', value);
      end = body + Integer.parseInt(head.substring(value, line < 0 ? head.length() : line).strip());
    } else if (head.contains("\r\ntransfer-encoding: chunked")) {
      chunked = true;
    } else {
      throw new IOException("An answer without length: " + head);
    }
  }

  /** Whether the complete response is what a service answers, and no fault. */
  boolean isGood() {
    String answer = new String(bytes, 0, length, ISO_8859_1);
    return answer.startsWith("HTTP/1.1 200 ")
        && !answer.contains("\r\nX-Road-Error:")
        && !answer.contains(":Fault>");
  }

  String text() {
    return new String(bytes, 0, length, ISO_8859_1);
  }

  void reset() {
    length = 0;
    body = -1;
    end = -1;
    chunked = false;
  }

  private int indexOf(byte[] pattern) {
    for (int i = 0; i <= length - pattern.length; i++) {
      if (matches(pattern, i)) {
        return i;
      }
    }
    return -1;
  }

  private boolean endsWith(byte[] pattern) {
    return length - pattern.length >= body - 2 && matches(pattern, length - pattern.length);
  }

  private boolean matches(byte[] pattern, int at) {
    return Arrays.equals(bytes, at, at + pattern.length, pattern, 0, pattern.length);
  }
}
