// SPDX-License-Identifier: MIT
package org.postroad.securityserver.admin;

import java.util.List;
import org.postroad.securityserver.archive.ArchiveEntry;
import org.postroad.securityserver.archive.Archived;

/**
 * What archiving has done.
 *
 * @param records how many are in the archives that were made
 * @param archives the first hundred
 * @param unreadable how many records are in no archive because they cannot be read
 * @param failures what did not work, the first twenty
 */
public record ArchiveReport(
    long records, int archiveCount, List<Made> archives, long unreadable, List<String> failures) {

  private static final int MOST_ARCHIVES = 100;
  private static final int MOST_FAILURES = 20;

  /** One archive, read back and counted. */
  public record Made(String name, long records, long bytes) {

    static Made of(ArchiveEntry entry) {
      return new Made(entry.archive().name(), entry.records().count(), entry.archive().bytes());
    }
  }

  public ArchiveReport {
    archives = List.copyOf(archives);
    failures = List.copyOf(failures);
  }

  static ArchiveReport of(Archived archived) {
    return new ArchiveReport(
        archived.records(),
        archived.archives().size(),
        archived.archives().stream().limit(MOST_ARCHIVES).map(Made::of).toList(),
        archived.unreadable(),
        archived.failures().stream()
            .limit(MOST_FAILURES)
            .map(failure -> RecordLine.bounded(failure))
            .toList());
  }
}
