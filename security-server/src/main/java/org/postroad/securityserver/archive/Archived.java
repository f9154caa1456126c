// SPDX-License-Identifier: MIT
package org.postroad.securityserver.archive;

import java.util.List;

/**
 * What one run of archiving did.
 *
 * @param archives those that count now and did not before, in their order
 * @param unreadable how many stamped records of the whole log cannot be archived because they are
 *     damaged
 * @param failures groups that could not be archived, each with the reason
 */
public record Archived(List<ArchiveEntry> archives, long unreadable, List<String> failures) {

  public Archived {
    archives = List.copyOf(archives);
    failures = List.copyOf(failures);
  }

  /** How many records are in these archives. */
  public long records() {
    return archives.stream().mapToLong(archive -> archive.records().count()).sum();
  }
}
