// SPDX-License-Identifier: MIT
package org.postroad.protocol.container;

/**
 * How much a reader of containers takes before it refuses.
 *
 * <p>The sizes that the directory declares are summed before anything is inflated; since entries
 * can neither overlap nor lie about their size, that sum bounds the memory (threat 36).
 *
 * @param maxFileBytes size of the whole file
 * @param maxEntries number of entries
 * @param maxExpandedBytes size of all entries together, inflated
 */
public record ContainerLimits(int maxFileBytes, int maxEntries, long maxExpandedBytes) {
  public static final ContainerLimits DEFAULT =
      new ContainerLimits(64 * 1024 * 1024, 1024, 128L * 1024 * 1024);
}
