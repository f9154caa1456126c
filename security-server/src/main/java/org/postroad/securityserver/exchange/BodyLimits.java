// SPDX-License-Identifier: MIT
package org.postroad.securityserver.exchange;

/**
 * How large bodies may be, both ways, and how much room they may take while they wait.
 *
 * @param memory bytes of one body that stay in memory before it moves to a file
 * @param largest body that is taken at all, in bytes (B-047)
 * @param spool bytes that all waiting bodies together may take on disk
 * @param reserve bytes of the disk that are left to others, the message log before all: a body that
 *     would have to move to a file is refused when the disk has less
 */
public record BodyLimits(int memory, long largest, long spool, long reserve) {

  public static final BodyLimits DEFAULT =
      new BodyLimits(64 * 1024, 4L << 30, 64L << 30, 512L << 20);

  public BodyLimits {
    if (memory < 0 || largest < 0 || spool < 0 || reserve < 0) {
      throw new IllegalArgumentException(
          memory
              + " bytes in memory, largest body "
              + largest
              + ", spool of "
              + spool
              + ", reserve of "
              + reserve);
    }
  }

  public BodyLimits withMemory(int bytes) {
    return new BodyLimits(bytes, largest, spool, reserve);
  }

  public BodyLimits withLargest(long bytes) {
    return new BodyLimits(memory, bytes, spool, reserve);
  }

  public BodyLimits withSpool(long bytes) {
    return new BodyLimits(memory, largest, bytes, reserve);
  }

  public BodyLimits withReserve(long bytes) {
    return new BodyLimits(memory, largest, spool, bytes);
  }
}
