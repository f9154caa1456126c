// SPDX-License-Identifier: MIT
package org.postroad.securityserver.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.securityserver.archive.ArchiveEntry;
import org.postroad.securityserver.archive.LinkingInfo;
import org.postroad.securityserver.journal.JournalEntry;
import org.postroad.securityserver.messagelog.LogRecord;
import org.postroad.securityserver.messagelog.TimestampEntry;

/** What one entry turned out to be, by itself; how entries fit together comes after. */
sealed interface Judged {

  JournalEntry entry();

  List<Finding> findings();

  /** The entry of a leaf and the hash of that. */
  record Leaf(byte[] entry, byte[] hash) {}

  /**
   * A record.
   *
   * @param leaf nothing where it cannot be made
   * @param content nothing where only the leaf was asked for or the rest cannot be read
   */
  record OfRecord(
      JournalEntry entry, Optional<Leaf> leaf, Optional<Content> content, List<Finding> findings)
      implements Judged {}

  /** What the checks of other things need to know of a record. */
  record Content(LogRecord record, Digest signature, boolean withBody) {}

  /** The leaf that is left of a record. */
  record OfPruned(JournalEntry entry, Optional<Leaf> leaf, List<Finding> findings)
      implements Judged {}

  /** A time-stamp whose token fits what it says it is over. */
  record OfTimestamp(
      JournalEntry entry,
      Optional<TimestampEntry> timestamp,
      Optional<Instant> time,
      List<Finding> findings)
      implements Judged {}

  /** A checkpoint. */
  record OfCheckpoint(JournalEntry entry, Optional<Claim> claim, List<Finding> findings)
      implements Judged {}

  /**
   * An archive.
   *
   * @param info the chain through it, where it is there and can be read
   * @param present whether all its files are there
   */
  record OfArchive(
      JournalEntry entry,
      Optional<ArchiveEntry> archive,
      Optional<LinkingInfo> info,
      boolean present,
      List<Finding> findings)
      implements Judged {}

  /** An entry that stands for itself, or of which findings came later. */
  record Other(JournalEntry entry, List<Finding> findings) implements Judged {}
}
