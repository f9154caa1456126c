// SPDX-License-Identifier: MIT
package org.postroad.securityserver.golden;

import java.util.Random;
import java.util.random.RandomGenerator;

/** Random numbers that can be begun anew, so that no exchange depends on the one before it. */
final class Repeating implements RandomGenerator {
  private final long seed;
  private volatile Random random;

  Repeating(long seed) {
    this.seed = seed;
    this.random = new Random(seed);
  }

  void restart() {
    random = new Random(seed);
  }

  @Override
  public long nextLong() {
    return random.nextLong();
  }
}
