// SPDX-License-Identifier: MIT
package org.postroad.securityserver.journal;

import java.util.Comparator;

/**
 * A place in the journal: a segment and an offset of bytes in it. Positions grow in the order in
 * which entries were written, over the borders of segments too.
 */
public record JournalPosition(long segment, long offset) implements Comparable<JournalPosition> {

  private static final Comparator<JournalPosition> ORDER =
      Comparator.comparingLong(JournalPosition::segment).thenComparingLong(JournalPosition::offset);

  /** Before every entry of every segment. */
  public static final JournalPosition START = new JournalPosition(0, 0);

  @Override
  public int compareTo(JournalPosition other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return segment + ":" + offset;
  }
}
