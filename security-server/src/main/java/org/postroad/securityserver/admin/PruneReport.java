// SPDX-License-Identifier: MIT
package org.postroad.securityserver.admin;

/**
 * What pruning has done.
 *
 * @param records whose content is gone, with proofs that stay valid
 * @param segments that were written anew
 * @param freedBytes of the disk
 */
public record PruneReport(long records, long segments, long freedBytes) {}
