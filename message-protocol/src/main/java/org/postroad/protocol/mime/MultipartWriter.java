// SPDX-License-Identifier: MIT

package org.postroad.protocol.mime;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;

/**
 * Writes parts the way X-Road peers do (C-035, A-040): the content type first and its name in lower
 * case, other fields as given, in ISO-8859-1.
 *
 * <pre>{@code
 * --b CRLF content-type: text/xml CRLF Name: value CRLF CRLF body
 * CRLF--b CRLF content-type: ... CRLF CRLF body
 * CRLF--b-- CRLF
 * }</pre>
 *
 * The boundary is the caller's choice: where bodies come from others, it must be one that {@link
 * MultipartReader} took them apart with, or random, or guarded, see {@link #guarded}.
 */
public final class MultipartWriter {
  private static final int LETTERS = 30;

  /** Bytes asked of the generator at once, of which one in five or so is no letter. */
  private static final int DRAWN = 48;

  private static final String CONTENT_TYPE = "content-type";
  private static final byte[] LINE_END = {'\r', '\n'};
  private static final byte[] LAST = {'-', '-', '\r', '\n'};

  private final OutputStream out;
  private final String boundary;
  private final byte[] delimiter;
  private final boolean guarded;
  private Part part = new Part();
  private boolean first = true;
  private boolean ended;

  public MultipartWriter(OutputStream out, String boundary) {
    this(out, boundary, false);
  }

  private MultipartWriter(OutputStream out, String boundary, boolean guarded) {
    this.out = out;
    this.boundary = boundary;
    this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.US_ASCII);
    this.guarded = guarded;
  }

  /**
   * A writer with a boundary that somebody else chose: a body that holds it is refused, because its
   * reader would see other parts than were signed (threat 46).
   */
  public static MultipartWriter guarded(OutputStream out, String boundary) {
    return new MultipartWriter(out, boundary, true);
  }

  /** A prefix and 30 random letters (C-026). */
  public static String boundary(String prefix, RandomGenerator random) {
    var text = new StringBuilder(prefix);
    byte[] drawn = new byte[DRAWN];
    for (int at = DRAWN, letters = 0; letters < LETTERS; at++) {
      if (at == DRAWN) {
        random.nextBytes(drawn);
        at = 0;
      }
      int letter = drawn[at] & 0x3F;
      if (letter < 52) {
        text.append((char) (letter < 26 ? 'A' + letter : 'a' + letter - 26));
        letters++;
      }
    }
    return text.toString();
  }

  /** Begins a part; what is written to the result is its body, until the next call here. */
  public OutputStream part(Headers headers) throws IOException {
    boundaryLine(LINE_END);
    for (String contentType : headers.all(CONTENT_TYPE)) {
      out.write(HeaderBlock.encoded(new Header(CONTENT_TYPE, contentType)));
    }
    for (Header header : headers) {
      if (!header.is(CONTENT_TYPE)) {
        out.write(HeaderBlock.encoded(header));
      }
    }
    out.write(LINE_END);
    part = new Part();
    return guarded ? new BoundaryGuard(part, boundary) : part;
  }

  public void part(Headers headers, byte[] body) throws IOException {
    try (OutputStream stream = part(headers)) {
      stream.write(body);
    }
  }

  /** Writes the final boundary; the stream below stays open and decides when bytes leave. */
  public void end() throws IOException {
    boundaryLine(LAST);
    ended = true;
  }

  private void boundaryLine(byte[] end) throws IOException {
    if (ended) {
      throw new IllegalStateException("the multipart body is complete");
    }
    int from = first ? LINE_END.length : 0;
    out.write(delimiter, from, delimiter.length - from);
    out.write(end);
    first = false;
  }

  /** The body of one part, alive as long as it is the current one. */
  private final class Part extends OutputStream {
    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      if (part != this || ended) {
        throw new IllegalStateException("this part is over");
      }
      out.write(bytes, offset, length);
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }
  }
}
