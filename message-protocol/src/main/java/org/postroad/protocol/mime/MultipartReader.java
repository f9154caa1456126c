// SPDX-License-Identifier: MIT

package org.postroad.protocol.mime;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Objects;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/**
 * Reads a multipart body (RFC 2046) as a stream of parts. Bodies are handed out raw, whatever
 * transfer encoding they claim, and end before the line end that belongs to the boundary.
 *
 * <p>A boundary stands at the start of a line, whether the line before ended with CRLF or LF alone:
 * so no body that comes out of here holds anything that another reader could take for the same
 * boundary. After it only blanks may follow on its line. A line that merely begins with the
 * boundary is data. A missing final boundary, text after it, and what exceeds {@link
 * MultipartLimits} are refused with {@code mime_parsing_failed}.
 *
 * <pre>{@code
 * --b CRLF
 * content-type: text/xml; charset=UTF-8 CRLF
 * CRLF
 * body CRLF
 * --b-- CRLF
 * }</pre>
 */
public final class MultipartReader {
  private final MultipartLimits limits;
  private final BoundaryScanner scanner;
  private Headers headers = Headers.EMPTY;
  private InputStream body = InputStream.nullInputStream();
  private int parts;
  private boolean begun;
  private boolean finished;

  public MultipartReader(InputStream in, String boundary) {
    this(in, boundary, MultipartLimits.DEFAULT);
  }

  public MultipartReader(InputStream in, String boundary, MultipartLimits limits) {
    this.limits = limits;
    this.scanner = new BoundaryScanner(in, boundary);
  }

  /**
   * Goes to the next part, over what is left of the current one. After the last part the rest of
   * the stream is read to its end.
   */
  public boolean next() throws IOException {
    if (finished) {
      return false;
    }
    body = InputStream.nullInputStream();
    int skipped = 0;
    while (scanner.advance()) {
      skipped += scanner.available();
      if (!begun && skipped > limits.surroundingBytes()) {
        throw failed("more than " + limits.surroundingBytes() + " bytes before the first boundary");
      }
      scanner.skipAvailable();
    }
    begun = true;
    if (scanner.closed()) {
      finished = true;
      scanner.drain(limits.surroundingBytes());
      return false;
    }
    if (++parts > limits.parts()) {
      throw failed("more than " + limits.parts() + " parts");
    }
    headers = new HeaderBlock(scanner, limits).read();
    scanner.beginBody();
    body = new Body();
    return true;
  }

  /** The header fields of the current part. */
  public Headers headers() {
    return headers;
  }

  /** The body of the current part; it ends when {@link #next} is called. */
  public InputStream body() {
    return body;
  }

  /** The rest of the current body, which must not have more bytes than this. */
  public byte[] readBody(int most) throws IOException {
    byte[] bytes = body.readNBytes(most);
    if (bytes.length == most && body.read() >= 0) {
      throw failed("a part with more than " + most + " bytes");
    }
    return bytes;
  }

  static Fault failed(String what) {
    return new Fault(FaultCode.MIME_PARSING_FAILED, "Invalid multipart content: " + what);
  }

  /** The body of one part, alive as long as it is the current one. */
  private final class Body extends InputStream {
    @Override
    public int read() throws IOException {
      return ready() ? scanner.take() : -1;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
      Objects.checkFromIndexSize(offset, length, to.length);
      if (length == 0) {
        return 0;
      }
      return ready() ? scanner.take(to, offset, length) : -1;
    }

    /** One array of the right length where the rest of the part has room in the buffer. */
    @Override
    public byte[] readNBytes(int most) throws IOException {
      byte[] bytes = {};
      int count = 0;
      while (count < most && body == this && scanner.gather()) {
        int more = Math.min(most - count, scanner.available());
        if (bytes.length - count < more) {
          bytes = Arrays.copyOf(bytes, Math.max(count + more, Math.min(most, 2 * count)));
        }
        count += scanner.take(bytes, count, more);
      }
      return count == bytes.length ? bytes : Arrays.copyOf(bytes, count);
    }

    @Override
    public byte[] readAllBytes() throws IOException {
      return readNBytes(Integer.MAX_VALUE);
    }

    @Override
    public long transferTo(OutputStream out) throws IOException {
      long count = 0;
      while (ready()) {
        count += scanner.takeAll(out);
      }
      return count;
    }

    @Override
    public int available() {
      return body == this ? scanner.available() : 0;
    }

    private boolean ready() throws IOException {
      return body == this && scanner.advance();
    }
  }
}
