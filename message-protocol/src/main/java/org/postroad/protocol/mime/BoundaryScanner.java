// SPDX-License-Identifier: MIT

package org.postroad.protocol.mime;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A buffer over the stream that knows how far the bytes in it are surely body.
 *
 * <p>{@code buffer[at, safe)} is body that may be handed out; behind it lies either the delimiter
 * ({@code ended}), or bytes that have not been looked at or may be the start of a delimiter. The
 * byte before {@code at} is always there, because the line feed of an empty line ends a header
 * block and may begin a delimiter at once.
 */
final class BoundaryScanner {
  private static final int FIRST_SIZE = 8 * 1024;
  private static final int SIZE = 32 * 1024;
  private static final int LONGEST_PADDING = 64;

  private final InputStream in;
  private final BoundaryPattern pattern;
  private byte[] buffer = new byte[FIRST_SIZE];
  private int at = 1;
  private int safe = 1;
  private int limit = 1;
  private int searchFrom;
  private long taken;
  private boolean ended;

  /** Whether what may be a delimiter follows upon what is safe. */
  private boolean delimited;

  private boolean closed;

  BoundaryScanner(InputStream in, String boundary) {
    this.in = in;
    this.pattern = new BoundaryPattern(boundary);
    buffer[0] = '\n'; // so that a boundary at the very start is at the start of a line
  }

  /** Whether the final boundary was met. */
  boolean closed() {
    return closed;
  }

  int available() {
    return safe - at;
  }

  void skipAvailable() {
    at = safe;
  }

  int take() {
    return buffer[at++] & 0xFF;
  }

  int take(byte[] to, int offset, int length) {
    int count = Math.min(length, safe - at);
    System.arraycopy(buffer, at, to, offset, count);
    at += count;
    return count;
  }

  int takeAll(OutputStream out) throws IOException {
    int from = at;
    at = safe;
    out.write(buffer, from, safe - from);
    return safe - from;
  }

  /** Makes body bytes available; false at the delimiter, over which it goes. */
  boolean advance() throws IOException {
    while (at == safe && !ended) {
      search();
    }
    return at < safe;
  }

  /** The same, with all of the body up to the delimiter as far as the buffer has room for it. */
  boolean gather() throws IOException {
    boolean there = advance();
    while (there && !delimited && (limit < buffer.length || at > 1)) {
      if (!fill()) {
        throw MultipartReader.failed("the final boundary is missing");
      }
      search();
    }
    return there;
  }

  private void search() throws IOException {
    int hit = pattern.find(buffer, searchFrom, limit);
    delimited = hit >= 0;
    if (hit < 0) {
      int held = limit - pattern.length(); // a CR and all of the pattern but its last byte
      searchFrom = Math.max(searchFrom, held + 1);
      safe = Math.max(at, held);
      if (safe == at && !fill()) {
        throw MultipartReader.failed("the final boundary is missing");
      }
      return;
    }
    int bodyEnd = hit > at && buffer[hit - 1] == '\r' ? hit - 1 : hit;
    if (bodyEnd > at) {
      safe = bodyEnd;
      searchFrom = hit;
      return;
    }
    decide(hit);
  }

  /** Looks at what follows the boundary and goes over it if it is one. */
  private void decide(int hit) throws IOException {
    int shift = at - hit; // negative or zero but for a delimiter right behind a header block
    int behind = pattern.length() - shift;
    int next = peek(behind);
    boolean last = next == '-' && peek(behind + 1) == '-';
    if (last) {
      behind += 2;
      next = peek(behind);
    }
    int padding = 0;
    while (next == ' ' || next == '\t') {
      if (++padding > LONGEST_PADDING) {
        throw MultipartReader.failed("too many blanks behind a boundary");
      }
      next = peek(++behind);
    }
    boolean lineEnd = next == '\n' || (next == '\r' && peek(behind + 1) == '\n');
    if (lineEnd || next < 0) { // a part that is missing behind it is noticed by who reads on
      at += behind + (next == '\r' ? 2 : lineEnd ? 1 : 0);
      safe = at;
      searchFrom = at;
      ended = true;
      closed = last;
      return;
    }
    if (last || padding > 0 || next == '\r') {
      throw MultipartReader.failed("a boundary that something follows on its line");
    }
    searchFrom = at - shift + 1;
    safe = Math.max(at, searchFrom);
  }

  /** The byte so far behind {@code at}, or -1 at the end of the stream; may move the buffer. */
  private int peek(int distance) throws IOException {
    while (at + distance >= limit) {
      if (!fill()) {
        return -1;
      }
    }
    return buffer[at + distance] & 0xFF;
  }

  private boolean fill() throws IOException {
    if (limit == buffer.length) {
      makeRoom(Math.min(at - 1, searchFrom));
    }
    int count = in.read(buffer, limit, buffer.length - limit);
    if (count == 0) {
      throw new IOException("a stream that reads nothing");
    }
    limit += Math.max(0, count);
    taken += Math.max(0, count);
    return count > 0;
  }

  /** Most messages never need the large buffer: what was handed out makes room for the rest. */
  private void makeRoom(int keep) {
    boolean grow = buffer.length < SIZE && (taken >= SIZE || keep < buffer.length / 2);
    if (keep > 0 || grow) {
      byte[] roomy = grow ? new byte[SIZE] : buffer;
      System.arraycopy(buffer, keep, roomy, 0, limit - keep);
      buffer = roomy;
      at -= keep;
      safe -= keep;
      limit -= keep;
      searchFrom -= keep;
    }
  }

  /** A byte of a header block, which lies behind a delimiter; -1 at the end of the stream. */
  int headerByte() throws IOException {
    int c = peek(0);
    if (c >= 0) {
      at++;
      safe = at;
      searchFrom = at;
    }
    return c;
  }

  /**
   * How many bytes there are up to and with the next line feed of a header block: more than {@code
   * most} where it is not among so many, zero where the stream ends before it.
   */
  int headerLine(int most) throws IOException {
    for (int length = 0; length < most; length++) {
      int c = peek(length);
      if (c < 0) {
        return 0;
      }
      if (c == '\n') {
        return length + 1;
      }
    }
    return most + 1;
  }

  /** Goes over a line of a header block; gives it without its end, be that LF or CR LF. */
  String takeHeaderLine(int length) {
    int end = at + length - 1;
    int textEnd = end > at && buffer[end - 1] == '\r' ? end - 1 : end;
    String line = new String(buffer, at, textEnd - at, StandardCharsets.ISO_8859_1);
    at = end + 1;
    safe = at;
    searchFrom = at;
    return line;
  }

  /** Behind the empty line of a header block. */
  void beginBody() {
    ended = false;
    safe = at;
    searchFrom = at - 1;
  }

  /** Reads to the end of the stream behind the final boundary, where only white space may be. */
  void drain(int most) throws IOException {
    int count = 0;
    for (int c = headerByte(); c >= 0; c = headerByte()) {
      if (++count > most || (c != '\r' && c != '\n' && c != ' ' && c != '\t')) {
        throw MultipartReader.failed("text behind the final boundary");
      }
    }
  }
}
