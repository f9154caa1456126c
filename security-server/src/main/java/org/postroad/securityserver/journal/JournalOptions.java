// SPDX-License-Identifier: MIT
package org.postroad.securityserver.journal;

/**
 * How the journal uses its disk.
 *
 * @param segmentBytes a segment that has reached this length is ended and the next one begun
 * @param reserveBytes when a record would leave the disk with less than this, it is refused: it is
 *     what lets time-stamps, checkpoints, the index and an orderly end still be written, and a
 *     segment be rewritten to make room
 * @param keys under which new segments are encrypted and older ones were
 */
public record JournalOptions(long segmentBytes, long reserveBytes, JournalKeys keys) {

  public static final JournalOptions DEFAULT = new JournalOptions(128L << 20, 256L << 20);

  /** Without encryption. */
  public JournalOptions(long segmentBytes, long reserveBytes) {
    this(segmentBytes, reserveBytes, JournalKeys.NONE);
  }

  public JournalOptions withKeys(JournalKeys others) {
    return new JournalOptions(segmentBytes, reserveBytes, others);
  }

  public JournalOptions {
    if (segmentBytes < SegmentHeader.LENGTH || reserveBytes < 0) {
      throw new IllegalArgumentException(
          "segment of " + segmentBytes + " bytes, reserve of " + reserveBytes + " bytes");
    }
  }
}
