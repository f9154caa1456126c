// SPDX-License-Identifier: MIT

package org.postroad.securityserver.net;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;

/**
 * Memory of the bytes on every connection: pooled, outside the heap, but for what the TLS of the
 * JDK works on. Pieces are small beside what Netty takes by itself, four times 4 MiB of heap that
 * each collection of everything would move (decision 0035).
 */
final class Buffers {
  private static final int PAGE_BYTES = 8 * 1024;

  /** A piece has two to the power of so many pages: 1 MiB. */
  private static final int PIECE_ORDER = 7;

  /** Threads are spread over so many arenas, each of which is locked by itself. */
  private static final int HEAP_ARENAS = 1;

  private static final int DIRECT_ARENAS = 2;

  private static final ByteBufAllocator ALL =
      new PooledByteBufAllocator(
          true,
          HEAP_ARENAS,
          DIRECT_ARENAS,
          PAGE_BYTES,
          PIECE_ORDER,
          PooledByteBufAllocator.defaultSmallCacheSize(),
          PooledByteBufAllocator.defaultNormalCacheSize(),
          false);

  private Buffers() {}

  static ByteBufAllocator all() {
    return ALL;
  }
}
