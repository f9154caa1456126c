// SPDX-License-Identifier: MIT
package org.postroad.securityserver.admin;

import org.postroad.securityserver.archive.Pruned;

/**
 * What pruning has done.
 *
 * @param records whose content is gone, with proofs that stay valid
 * @param segments that were written anew
 * @param freedBytes of the disk
 */
public record PruneReport(long records, long segments, long freedBytes) {

  static PruneReport of(Pruned pruned) {
    return new PruneReport(pruned.records(), pruned.segments(), pruned.freedBytes());
  }
}
