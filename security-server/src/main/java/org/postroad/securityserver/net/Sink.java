// SPDX-License-Identifier: MIT

package org.postroad.securityserver.net;

import io.netty.buffer.ByteBuf;
import java.io.IOException;

/** Where a message is written to. */
interface Sink {
  ByteBuf allocate(int capacity);

  /** Takes the buffer over, also when it throws. */
  void write(ByteBuf bytes) throws IOException;
}
