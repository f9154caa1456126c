// SPDX-License-Identifier: MIT
package org.postroad.securityserver.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.postroad.securityserver.journal.EntryType;
import org.postroad.securityserver.journal.JournalEntry;
import org.postroad.securityserver.journal.JournalPosition;
import org.postroad.securityserver.journal.JournalView;
import org.postroad.securityserver.journal.Sequences;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The archives of a log as far as the file beside them knows: told at once, also while records are
 * being archived, and of a log that no server has open. What a server had archived in the moment it
 * was killed is known again after the next run.
 *
 * @param entries in the order of the journal
 * @param unreadable stamped records that are damaged and cannot be archived
 */
public record KnownArchives(List<ArchiveEntry> entries, Sequences unreadable) {

  private static final Logger LOG = LoggerFactory.getLogger(KnownArchives.class);

  /** Nothing was archived yet. */
  public static final KnownArchives NONE = new KnownArchives(List.of(), new Sequences());

  public KnownArchives {
    entries = List.copyOf(entries);
  }

  /**
   * Of a journal; none where nothing was archived yet, or the file does not fit the journal.
   *
   * @param archives the directory of the archives
   */
  public static KnownArchives read(JournalView journal, UUID id, Path archives) {
    Path file = archives.resolve(ArchiveProgress.FILE);
    if (!Files.exists(file)) {
      return NONE;
    }
    try {
      ArchiveProgress progress = ArchiveProgress.parse(Files.readString(file), id);
      List<ArchiveEntry> entries = new ArrayList<>();
      for (JournalPosition position : progress.archives()) {
        JournalEntry entry = journal.read(position);
        if (entry.type() != EntryType.ARCHIVE) {
          return NONE;
        }
        entries.add(ArchiveEntry.parse(entry.body()));
      }
      return new KnownArchives(entries, progress.unreadable());
    } catch (IOException | IllegalArgumentException e) {
      LOG.debug("{} does not fit the journal", file, e);
      return NONE;
    }
  }

  /** How many records are in them. */
  public long records() {
    return entries.stream().mapToLong(entry -> entry.records().count()).sum();
  }

  /** The archive that was made last. */
  public Optional<ArchiveEntry> last() {
    return entries.isEmpty() ? Optional.empty() : Optional.of(entries.getLast());
  }

  /** The archive that has a record. */
  public Optional<ArchiveEntry> archiveOf(long sequence) {
    return entries.stream().filter(entry -> entry.records().contains(sequence)).findFirst();
  }
}
