// SPDX-License-Identifier: MIT
package org.postroad.securityserver.health;

import java.util.Optional;

/** How much of its heap this process uses, in bytes. */
public record MemoryUse(long total, long free, long max) {
  private static final int WHOLE = 100;

  public static MemoryUse now() {
    Runtime runtime = Runtime.getRuntime();
    return new MemoryUse(runtime.totalMemory(), runtime.freeMemory(), runtime.maxMemory());
  }

  long used() {
    return total - free;
  }

  /** Of what the heap may grow to. */
  long usedPercent() {
    return used() * WHOLE / max;
  }

  /** What is wrong when no more than this may be in use. */
  public Optional<String> problem(int threshold) {
    return usedPercent() > threshold
        ? Optional.of(usedPercent() + " % of it is used, more than " + threshold + " %")
        : Optional.empty();
  }
}
