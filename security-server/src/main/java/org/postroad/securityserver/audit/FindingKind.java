// SPDX-License-Identifier: MIT
package org.postroad.securityserver.audit;

import java.util.Locale;

/** What is wrong, in words that documentation and programs rely on. */
public enum FindingKind {
  /** Bytes of the journal are not what a server wrote. */
  DAMAGED,
  /** The journal ends within an entry. */
  TORN_TAIL,
  /** A segment file is not there or is none. */
  SEGMENT_MISSING,
  /** Entries do not follow each other as they were numbered. */
  ENTRY_ORDER,
  /** A record that was numbered is not in the journal. */
  RECORD_MISSING,
  /** An entry is whole and says nothing that a server would write. */
  ENTRY_UNREADABLE,
  /** The message does not have the digest that its record states. */
  MESSAGE_CHANGED,
  /** An attachment or body does not have the digest that its record states. */
  ATTACHMENT_CHANGED,
  /** The signature document or its hash chain does not have the digest that its record states. */
  SIGNATURE_CHANGED,
  /** The signature does not stand: not over this message, or not by this member. */
  SIGNATURE_INVALID,
  /** What the record states is not what was entered into the tree. */
  RECORD_CHANGED,
  /** A record that was entered into the tree is gone. */
  RECORD_REMOVED,
  /** A record stands where none was entered into the tree. */
  RECORD_INSERTED,
  /** Records stand in another order than they were entered into the tree. */
  RECORDS_REORDERED,
  /** The tree, or something else in the directory, knows of records behind the journal's end. */
  TRUNCATED,
  /** A tile does not follow from the records. */
  TILE_CHANGED,
  /** A tile that a checkpoint needs is not there. */
  TILE_MISSING,
  /** A checkpoint does not follow from the records. */
  CHECKPOINT_CHANGED,
  /** A checkpoint is not signed by the log. */
  CHECKPOINT_SIGNATURE,
  /** Checkpoints do not follow each other as a growing log makes them. */
  CHECKPOINT_ORDER,
  /** The time-stamp of a checkpoint is over something else, or of nobody approved. */
  CHECKPOINT_TIMESTAMP,
  /** Too few witnesses cosigned, or a cosignature is wrong. */
  COSIGNATURE,
  /** The log is smaller than a checkpoint that was kept elsewhere: an old copy, or cut off. */
  OLDER_THAN_KEPT,
  /** The log has another history than a checkpoint that was kept elsewhere. */
  FORKED,
  /** A time-stamp is over something else than its records, or of nobody approved. */
  TIMESTAMP,
  /** A record has no time-stamp though later ones have. */
  TIMESTAMP_MISSING,
  /** An archive is not as it was read back when it was made. */
  ARCHIVE_CHANGED,
  /** An archive is not where it should be. */
  ARCHIVE_MISSING,
  /** A record's content is gone and no archive has it. */
  PRUNED_UNARCHIVED,
  /** The index says something else than the journal. */
  INDEX_CHANGED;

  /** As it is printed: {@code record-changed}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
