// SPDX-License-Identifier: MIT
package org.postroad.securityserver.journal;

/**
 * A range of bytes in the journal that is not what was written, found while opening or reading it.
 *
 * @param segment number of the segment file
 * @param from first byte that belongs to no whole entry
 * @param to first byte after it that is in order again
 * @param text what was expected there
 */
public record JournalDamage(Kind kind, long segment, long from, long to, String text) {

  /** What a damage means for the log. */
  public enum Kind {
    /** The end of a write that was never acknowledged; cut off and kept beside the segment. */
    TORN_TAIL,
    /** Bytes of acknowledged entries changed on disk; reported at every reading, never cut off. */
    ROT,
    /** A segment file that should be there is not, or its header cannot be read. */
    SEGMENT_LOST
  }

  @Override
  public String toString() {
    return kind + " in segment " + segment + ", bytes " + from + " to " + to + ": " + text;
  }
}
