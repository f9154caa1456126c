// SPDX-License-Identifier: MIT

package org.postroad.registry.distribution;

import io.netty.channel.DefaultFileRegion;
import io.netty.handler.stream.ChunkedNioFile;
import java.io.IOException;
import java.nio.channels.FileChannel;

/**
 * How a file gets to the socket; whichever way it is, its end or that of the connection closes it.
 */
enum FileBody {
  /** The operating system copies it. */
  WHOLE {
    @Override
    Object of(FileChannel file, long size) {
      return new DefaultFileRegion(file, 0, size);
    }
  },

  /** A piece is read when the one before has been encrypted and taken. */
  IN_CHUNKS {
    @Override
    Object of(FileChannel file, long size) throws IOException {
      return new ChunkedNioFile(file, 0, size, CHUNK);
    }
  };

  private static final int CHUNK = 16 * 1024;

  abstract Object of(FileChannel file, long size) throws IOException;
}
