// SPDX-License-Identifier: MIT

package org.postroad.protocol.management;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/** A stream that refuses to give more than so many bytes. */
final class BoundedBody extends FilterInputStream {
  private final int most;
  private int count;

  BoundedBody(InputStream in, int most) {
    super(in);
    this.most = most;
  }

  @Override
  public int read() throws IOException {
    int read = super.read();
    counted(read < 0 ? 0 : 1);
    return read;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    int read = super.read(to, offset, Math.min(length, most + 1 - count));
    counted(Math.max(read, 0));
    return read;
  }

  private void counted(int read) {
    count += read;
    if (count > most) {
      throw new Fault(FaultCode.INVALID_REQUEST, "The request is larger than " + most + " bytes");
    }
  }
}
