// SPDX-License-Identifier: MIT
package org.postroad.securityserver.journal;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The frame round the body of one journal entry, big endian:
 *
 * <pre>
 *  0  4  mark "PjE", 0x01
 *  4  1  type of the entry
 *  5  3  zero
 *  8  8  number of the entry, consecutive over all segments, from 1
 * 16  8  record sequence: of this record, or of the last record before another entry
 * 24  8  durable: how many bytes of this segment had been forced when this entry was written;
 *        in a rewritten segment, which is durable as a whole: where this entry begins in the journal
 * 32  8  length n of the body
 * 40  4  CRC-32C of journal id (16), segment number (8) and the 40 bytes before
 * 44  n  body
 * 44+n 4 CRC-32C of the body
 * </pre>
 *
 * <p>The durable length tells a torn tail from rot: an entry that cannot be read but lies before
 * the durable length of a later one was acknowledged and must be reported, never cut off. The
 * checksum of the head covers the journal id, so that a message body that holds frames (a copy of a
 * journal, or one made to deceive) is never taken for entries while looking for the next one.
 */
public record Frame(EntryType type, long number, long sequence, long durable, long bodyLength) {

  public static final int HEAD = 44;
  public static final int TAIL = 4;
  static final int MARK = 0x506A4501;
  private static final int COVERED = 40;

  /** Length of the whole entry on disk. */
  public long length() {
    return HEAD + bodyLength + TAIL;
  }

  byte[] encoded(SegmentHeader segment) {
    ByteBuffer out = ByteBuffer.allocate(HEAD);
    out.putInt(MARK).put((byte) type.code()).put((byte) 0).putShort((short) 0);
    out.putLong(number).putLong(sequence).putLong(durable).putLong(bodyLength);
    out.putInt(crc(out.array(), 0, segment));
    return out.array();
  }

  /** The frame at {@code offset}, or nothing when these bytes are no head of an entry. */
  static Optional<Frame> parse(byte[] bytes, int offset, SegmentHeader segment) {
    ByteBuffer in = ByteBuffer.wrap(bytes, offset, HEAD);
    int mark = in.getInt();
    int type = in.get();
    int reserved = in.get() | in.getShort();
    long number = in.getLong();
    long sequence = in.getLong();
    long durable = in.getLong();
    long bodyLength = in.getLong();
    if (mark != MARK
        || reserved != 0
        || bodyLength < 0
        || in.getInt() != crc(bytes, offset, segment)) {
      return Optional.empty();
    }
    return EntryType.of(type).map(known -> new Frame(known, number, sequence, durable, bodyLength));
  }

  private static int crc(byte[] bytes, int offset, SegmentHeader segment) {
    ByteBuffer seed = ByteBuffer.allocate(24);
    seed.putLong(segment.journal().getMostSignificantBits());
    seed.putLong(segment.journal().getLeastSignificantBits());
    seed.putLong(segment.segment());
    CRC32C crc = new CRC32C();
    crc.update(seed.array());
    crc.update(bytes, offset, COVERED);
    return (int) crc.getValue();
  }
}
