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
  /** Of a page, and of pages in a piece as a power of two: 1 MiB. */
  private static final int PAGE = 8 * 1024;

  private static final int MAX_ORDER = 7;

  private static final int HEAP_PIECES_BESIDE = 1;
  private static final int DIRECT_PIECES_BESIDE = 2;

  private static final ByteBufAllocator ALL =
      new PooledByteBufAllocator(true, HEAP_PIECES_BESIDE, DIRECT_PIECES_BESIDE, PAGE, MAX_ORDER);

  private Buffers() {}

  static ByteBufAllocator all() {
    return ALL;
  }
}
