// SPDX-License-Identifier: MIT

package org.postroad.securityserver.net;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Objects;

/**
 * The body of one message, without its framing. For one thread.
 *
 * <p>Chunk heads are {@code 1A2B CR LF}, optionally {@code ;extension} before the CR LF, which is
 * passed over: no spaces round the size, at most 16 digits. Trailer fields are checked and passed
 * over; one that would change the framing is refused.
 */
final class BodyReader extends InputStream {
  private static final int MOST_DIGITS = 15;
  private static final int MOST_EXTENSION = 256;

  /** What happens just before the first byte is waited for. */
  @FunctionalInterface
  interface BeforeBody {
    void run() throws IOException;
  }

  private final Inbox in;
  private final HttpLimits limits;
  private final Framing framing;
  private Patience patience;
  private final BeforeBody beforeBody;

  /** Bytes of the body, or of the current chunk, still to come. */
  private long left;

  private boolean begun;
  private boolean ended;
  private boolean broken;

  BodyReader(
      Inbox in, HttpLimits limits, Framing framing, Patience patience, BeforeBody beforeBody) {
    this.in = in;
    this.limits = limits;
    this.framing = framing;
    this.patience = patience;
    this.beforeBody = beforeBody;
    this.left =
        switch (framing) {
          case Framing.Fixed(long length) -> length;
          case Framing.UntilClose() -> Long.MAX_VALUE;
          case Framing.None(), Framing.Chunked() -> 0;
        };
    this.ended = framing instanceof Framing.None || (framing instanceof Framing.Fixed && left == 0);
  }

  /** Whether the whole message has been taken from the connection. */
  boolean isEnded() {
    return ended;
  }

  boolean hasBegun() {
    return begun;
  }

  /** Whether reading failed, so that nobody knows what the next byte on the connection means. */
  boolean isBroken() {
    return broken;
  }

  /** Whether more may follow than so many bytes, which nobody is going to read. */
  boolean isLeftBeyond(int most) {
    return switch (framing) {
      case Framing.None() -> false;
      case Framing.Fixed _ -> left > most;
      case Framing.Chunked(), Framing.UntilClose() -> begun && !ended;
    };
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0 || ended) {
      return length == 0 ? 0 : -1;
    }
    if (broken) {
      throw new IOException("reading this body failed before");
    }
    broken = true;
    int taken = take(target, offset, length);
    broken = false;
    return taken;
  }

  @Override
  public int available() {
    return ended || broken ? 0 : (int) Math.min(left, in.available());
  }

  /** How long what comes from now on is waited for. */
  void waitWith(Patience next) {
    patience = next;
  }

  /** Reads on to the end of the message if it is not more than so many bytes and so long away. */
  boolean skipRest(int most, Duration time) throws IOException {
    if (ended) {
      return true;
    }
    waitWith(Patience.total(time));
    byte[] rubbish = new byte[Math.min(most, 8192)];
    int skipped = 0;
    while (!ended && skipped < most) {
      skipped += Math.max(0, read(rubbish, 0, rubbish.length));
    }
    return ended;
  }

  private int take(byte[] target, int offset, int length) throws IOException {
    if (!begun) {
      begun = true;
      beforeBody.run();
    }
    if (left == 0) {
      left = nextChunk();
      if (left == 0) {
        ended = true;
        return -1;
      }
    }
    int taken = in.read(target, offset, (int) Math.min(length, left), patience);
    if (taken < 0) {
      return endOfConnection();
    }
    left -= taken;
    if (left == 0) {
      endOfRun();
    }
    return taken;
  }

  private int endOfConnection() throws EOFException {
    if (framing instanceof Framing.UntilClose && !in.isCut()) {
      ended = true;
      return -1;
    }
    throw new EOFException("the connection ended inside the body of a message");
  }

  private void endOfRun() throws IOException {
    if (framing instanceof Framing.Chunked) {
      expect('\r');
      expect('\n');
    } else {
      ended = true;
    }
  }

  private long nextChunk() throws IOException {
    long size = 0;
    int digits = 0;
    int c = next();
    for (int digit = hex(c); digit >= 0; digit = hex(c)) {
      size = size * 16 + digit;
      if (++digits > MOST_DIGITS) {
        throw HttpViolation.malformed("chunk size of more than " + MOST_DIGITS + " digits");
      }
      c = next();
    }
    if (digits == 0) {
      throw HttpViolation.malformed("character " + c + " in place of a chunk size");
    }
    if (c == ';') {
      c = skipExtension();
    }
    if (c != '\r') {
      throw HttpViolation.malformed("character " + c + " after a chunk size");
    }
    expect('\n');
    if (size == 0) {
      readTrailers();
    }
    return size;
  }

  private int skipExtension() throws IOException {
    for (int passed = 0; passed < MOST_EXTENSION; passed++) {
      int c = next();
      if (c == '\r') {
        return c;
      }
      if (c < ' ' || c > '~') {
        throw HttpViolation.malformed("character " + c + " in a chunk extension");
      }
    }
    throw HttpViolation.tooLarge("chunk extension of more than " + MOST_EXTENSION + " bytes");
  }

  private void readTrailers() throws IOException {
    var trailers = new HeadReader(in, limits).trailers(patience);
    for (String name : new String[] {"Content-Length", "Transfer-Encoding", "Host", "Trailer"}) {
      if (trailers.first(name).isPresent()) {
        throw HttpViolation.malformed("trailer field " + name);
      }
    }
  }

  private void expect(char wanted) throws IOException {
    int c = next();
    if (c != wanted) {
      throw HttpViolation.malformed("character " + c + " in place of the end of a chunk");
    }
  }

  private int next() throws IOException {
    int c = in.read(patience);
    if (c < 0) {
      throw new EOFException("the connection ended inside the body of a message");
    }
    return c;
  }

  private static int hex(int c) {
    return c < 0x80 ? Character.digit(c, 16) : -1;
  }
}
