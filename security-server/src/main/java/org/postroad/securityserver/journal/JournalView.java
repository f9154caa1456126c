// SPDX-License-Identifier: MIT
package org.postroad.securityserver.journal;

import java.io.IOException;
import java.util.List;

/** What can be read of a journal, by the program that writes it or by anybody else. */
public sealed interface JournalView permits Journal, JournalReader {

  /** Every segment, oldest first, with how much of it belongs to the log. */
  List<Segment> segments();

  /** What was not in order when the journal was opened. */
  List<JournalDamage> damages();

  /** Behind the last entry. */
  default JournalPosition end() {
    List<Segment> segments = segments();
    return segments.isEmpty()
        ? JournalPosition.START
        : new JournalPosition(segments.getLast().number(), segments.getLast().end());
  }

  /** Reads from {@code from} to the end. */
  JournalCursor cursor(JournalPosition from);

  /** The entry at a position that an append or a cursor gave. */
  JournalEntry read(JournalPosition position) throws IOException;
}
