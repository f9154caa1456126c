// SPDX-License-Identifier: MIT
package org.postroad.securityserver.exchange;

/**
 * How large bodies may be, both ways.
 *
 * @param memory bytes of one body that stay in memory before it moves to a file
 * @param largest body that is received at all, in bytes (B-047)
 */
public record BodyLimits(int memory, long largest) {

  public static final BodyLimits DEFAULT = new BodyLimits(64 * 1024, 4L << 30);

  public BodyLimits {
    if (memory < 0 || largest < 0) {
      throw new IllegalArgumentException(memory + " bytes in memory, largest body " + largest);
    }
  }
}
