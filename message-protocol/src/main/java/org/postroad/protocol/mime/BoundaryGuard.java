// SPDX-License-Identifier: MIT

package org.postroad.protocol.mime;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** Passes a body on and refuses it as soon as a line begins with the boundary. */
final class BoundaryGuard extends OutputStream {
  private final OutputStream out;
  private final BoundaryPattern pattern;

  /** The last bytes of what went before, which may hold the start of a boundary. */
  private byte[] tail = {'\n'};

  BoundaryGuard(OutputStream out, String boundary) {
    this.out = out;
    this.pattern = new BoundaryPattern(boundary);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int overlap = Math.min(length, pattern.length() - 1);
    byte[] joint = Arrays.copyOf(tail, tail.length + overlap);
    System.arraycopy(bytes, offset, joint, tail.length, overlap);
    if (pattern.find(joint, 0, joint.length) >= 0
        || pattern.find(bytes, offset, offset + length) >= 0) {
      throw MultipartReader.failed("a part that holds the boundary of its neighbours");
    }
    out.write(bytes, offset, length);
    byte[] seen =
        length >= pattern.length() - 1
            ? Arrays.copyOfRange(bytes, offset + length - pattern.length() + 1, offset + length)
            : joint;
    tail = Arrays.copyOfRange(seen, Math.max(0, seen.length - pattern.length() + 1), seen.length);
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
