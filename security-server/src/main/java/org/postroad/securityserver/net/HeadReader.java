// SPDX-License-Identifier: MIT

package org.postroad.securityserver.net;

import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.postroad.protocol.mime.Headers;

/**
 * Reads the first lines of a message, and the trailer fields of a chunked one.
 *
 * <p>Strict, because two readers that disagree about where a message ends can be made to see
 * different messages: every line ends in CR LF and holds no other control character than a tab
 * inside a value; no line is folded; no space stands before a colon. The first byte that breaks a
 * rule ends the reading, so nobody waits for a head that can no longer become a good one.
 */
final class HeadReader {
  private static final int FIRST_SIZE = 1024;
  private static final Set<String> DECIDE_FRAMING =
      Set.of("content-length", "transfer-encoding", "host");

  private final Inbox in;
  private final int mostBytes;
  private final int mostFields;

  private byte[] bytes;
  private int length;

  HeadReader(Inbox in, HttpLimits limits) {
    this.in = in;
    this.mostBytes = limits.headBytes();
    this.mostFields = limits.headFields();
    this.bytes = new byte[Math.min(FIRST_SIZE, mostBytes)];
  }

  /** The first line, without its end, and the fields below it. */
  record Head(String line, Headers headers) {}

  /** Empty when the connection ended before the first byte. */
  Optional<Head> head(Patience patience) throws IOException {
    int end = fill(patience, false);
    if (end == 0) {
      return Optional.empty();
    }
    int lineEnd = lineEnd(0);
    return Optional.of(new Head(text(0, lineEnd), fields(lineEnd + 2, end - 2)));
  }

  Headers trailers(Patience patience) throws IOException {
    int end = fill(patience, true);
    if (end == 0) {
      throw new EOFException("the connection ended before the trailer fields");
    }
    return fields(0, end - 2);
  }

  /** Takes bytes up to and with the empty line; how many there are. */
  private int fill(Patience patience, boolean mayBeEmpty) throws IOException {
    length = 0;
    while (true) {
      if (length == bytes.length) {
        grow();
      }
      int came = in.peek(bytes, length, patience);
      if (came < 0) {
        if (length == 0) {
          return 0;
        }
        throw new EOFException("the connection ended inside the head of a message");
      }
      int end = scan(length, length + came, mayBeEmpty);
      in.take(end < 0 ? came : end - length);
      if (end >= 0) {
        return end;
      }
      length += came;
    }
  }

  private void grow() throws HttpViolation {
    if (length >= mostBytes) {
      throw HttpViolation.tooLarge("head of more than " + mostBytes + " bytes");
    }
    bytes = Arrays.copyOf(bytes, Math.min(mostBytes, length * 2));
  }

  /** Where the head ends, or -1 when it goes on. */
  private int scan(int from, int to, boolean mayBeEmpty) throws HttpViolation {
    for (int at = from; at < to; at++) {
      int c = bytes[at] & 0xff;
      boolean afterReturn = at > 0 && bytes[at - 1] == '\r';
      if (c == '\n') {
        if (!afterReturn) {
          throw HttpViolation.malformed("LF without CR in the head of a message");
        }
        if (at == 1 && !mayBeEmpty) {
          throw HttpViolation.malformed("empty line in place of a message");
        }
        if (at == 1 || bytes[at - 2] == '\n') {
          return at + 1;
        }
      } else if (afterReturn) {
        throw HttpViolation.malformed("CR without LF in the head of a message");
      } else if (c != '\r' && !HeadSyntax.isTextCharacter(c)) {
        throw HttpViolation.malformed("control character " + c + " in the head of a message");
      }
    }
    return -1;
  }

  private Headers fields(int from, int to) throws HttpViolation {
    Headers.Builder headers = Headers.builder();
    int number = 0;
    for (int start = from; start < to; ) {
      if (++number > mostFields) {
        throw HttpViolation.tooLarge("more than " + mostFields + " header fields");
      }
      int end = lineEnd(start);
      field(start, end, headers);
      start = end + 2;
    }
    return headers.build();
  }

  private void field(int start, int end, Headers.Builder headers) throws HttpViolation {
    int colon = start;
    while (colon < end && bytes[colon] != ':') {
      colon++;
    }
    String name = text(start, colon);
    if (colon == end || !HeadSyntax.isToken(name)) {
      throw HttpViolation.malformed(
          "header line '" + text(start, end) + "', expected a name, a colon and a value");
    }
    int first = colon + 1;
    int last = end;
    while (first < last && isSpace(bytes[first])) {
      first++;
    }
    while (first < last && isSpace(bytes[last - 1])) {
      last--;
    }
    if (hasTab(colon, end) && DECIDE_FRAMING.contains(name.toLowerCase(Locale.ROOT))) {
      throw HttpViolation.malformed("tab in the header field " + name);
    }
    headers.add(name, text(first, last));
  }

  private boolean hasTab(int from, int to) {
    for (int at = from; at < to; at++) {
      if (bytes[at] == '\t') {
        return true;
      }
    }
    return false;
  }

  private int lineEnd(int from) {
    int at = from;
    while (bytes[at] != '\r') {
      at++;
    }
    return at;
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\t';
  }

  private String text(int from, int to) {
    return new String(bytes, from, to - from, java.nio.charset.StandardCharsets.ISO_8859_1);
  }
}
