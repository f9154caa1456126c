// SPDX-License-Identifier: MIT
package org.postroad.securityserver.consumer;

import java.io.IOException;
import java.io.OutputStream;

/**
 * What goes to the other security server. A failure to write is told apart from a failure to read
 * what is written, because the other server may have refused the request before its end.
 */
final class PeerStream extends OutputStream {

  /** The other security server takes no more bytes. */
  static final class Broken extends IOException {

    private static final long serialVersionUID = 1L;

    Broken(IOException cause) {
      super("The other security server takes no more bytes: " + cause.getMessage(), cause);
    }
  }

  private final OutputStream out;

  PeerStream(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      throw new Broken(e);
    }
  }

  @Override
  public void flush() throws IOException {
    try {
      out.flush();
    } catch (IOException e) {
      throw new Broken(e);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      out.close();
    } catch (IOException e) {
      throw new Broken(e);
    }
  }
}
