// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

/** One whole entry of the journal, its checksums verified when it was read. */
record JournalEntry(JournalPosition position, Frame frame, EntryBody body) {

  EntryType type() {
    return frame.type();
  }

  /** Where the entry after this one begins. */
  JournalPosition next() {
    return new JournalPosition(position.segment(), position.offset() + frame.length());
  }
}
