// SPDX-License-Identifier: MIT
package org.postroad.securityserver.exchange;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAccumulator;

/** How much of the disk all waiting bodies take together. For any number of threads. */
final class SpoolSpace {

  /** The disk is asked whenever the bodies have grown by so much together. */
  private static final int STEP_BITS = 23;

  private final SpoolDisk disk;
  private final Path directory;
  private final BodyLimits limits;
  private final AtomicLong taken = new AtomicLong();
  private final LongAccumulator peak = new LongAccumulator(Long::max, 0);

  SpoolSpace(SpoolDisk disk, Path directory, BodyLimits limits) {
    this.disk = disk;
    this.directory = directory;
    this.limits = limits;
  }

  void take(long bytes) throws IOException {
    long now = taken.addAndGet(bytes);
    try {
      if (now > limits.spool()) {
        throw new IOException(
            "waiting bodies may take " + limits.spool() + " bytes together, and do");
      }
      if (now >> STEP_BITS != (now - bytes) >> STEP_BITS) {
        requireReserve();
      }
    } catch (IOException e) {
      give(bytes);
      throw e;
    }
    peak.accumulate(now);
  }

  void give(long bytes) {
    taken.addAndGet(-bytes);
  }

  void requireReserve() throws IOException {
    if (disk.usable(directory) < limits.reserve()) {
      throw new IOException("the disk has less than " + limits.reserve() + " bytes left");
    }
  }

  long taken() {
    return taken.get();
  }

  long peak() {
    return peak.get();
  }
}
