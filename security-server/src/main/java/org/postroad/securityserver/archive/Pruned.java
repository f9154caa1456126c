// SPDX-License-Identifier: MIT
package org.postroad.securityserver.archive;

/**
 * What one run of pruning did.
 *
 * @param records whose content, head and salt are gone now
 * @param segments that were written anew
 * @param freedBytes of the disk
 */
public record Pruned(long records, long segments, long freedBytes) {}
