// SPDX-License-Identifier: MIT
package org.postroad.securityserver.journal;

import java.util.Optional;

/** What an entry of the journal holds; the number is the byte on disk and is never reused. */
public enum EntryType {
  /** One signed message on one side, see {@code RecordCodec}. */
  RECORD(1),
  /** One time-stamp token over one or more records, see {@code TimestampEntry}. */
  TIMESTAMP(2),
  /** The last entry of a segment that was ended in good order; its body is empty. */
  SEAL(3),
  /** A signed checkpoint of the log's tree, and its time-stamp once there. */
  CHECKPOINT(4),
  /** Which records stand in an archive that was read back. */
  ARCHIVE(5),
  /** In place of a record whose content and salt are gone: its leaf alone. */
  PRUNED(6);

  private final int code;

  EntryType(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  static Optional<EntryType> of(int code) {
    for (EntryType type : values()) {
      if (type.code == code) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }
}
