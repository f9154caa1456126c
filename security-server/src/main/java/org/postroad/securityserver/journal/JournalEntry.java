// SPDX-License-Identifier: MIT
package org.postroad.securityserver.journal;

/** One whole entry of the journal, its checksums verified when it was read. */
public record JournalEntry(JournalPosition position, Frame frame, EntryBody body) {

  public EntryType type() {
    return frame.type();
  }
}
