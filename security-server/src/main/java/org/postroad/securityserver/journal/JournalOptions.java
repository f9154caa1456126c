// SPDX-License-Identifier: MIT
package org.postroad.securityserver.journal;

/**
 * How the journal uses its disk.
 *
 * @param segmentBytes a segment that has reached this length is ended and the next one begun
 * @param reserveBytes when the disk has less than this left, appends are refused: it is what lets
 *     the index and an orderly end still be written
 */
public record JournalOptions(long segmentBytes, long reserveBytes) {

  public static final JournalOptions DEFAULT = new JournalOptions(128L << 20, 32L << 20);

  public JournalOptions {
    if (segmentBytes < SegmentHeader.LENGTH || reserveBytes < 0) {
      throw new IllegalArgumentException(
          "segment of " + segmentBytes + " bytes, reserve of " + reserveBytes + " bytes");
    }
  }
}
