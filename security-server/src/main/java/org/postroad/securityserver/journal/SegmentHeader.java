// SPDX-License-Identifier: MIT
package org.postroad.securityserver.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * The first 80 bytes of a segment file, big endian:
 *
 * <pre>
 *  0  8  "PostroaJ"
 *  8  4  format version, 1
 * 12  4  zero (reserved for encryption)
 * 16 16  id of the journal, random, the same in all its segments
 * 32  8  number of this segment, from 1
 * 40  8  number of the first entry of this segment
 * 48  8  record sequence of the last record before this segment
 * 56  8  length of the segment before this one up to which its entries count, 0 for the first
 * 64  8  time of creation, milliseconds since 1970
 * 72  4  zero
 * 76  4  CRC-32C of the bytes before
 * </pre>
 *
 * <p>The length of the segment before is what makes an abandoned segment safe: entries that were
 * written but never acknowledged, because a write or a force had failed, lie behind that length and
 * are no part of the log.
 */
public record SegmentHeader(
    UUID journal,
    long segment,
    long firstEntry,
    long lastSequence,
    long previousLength,
    Instant created) {

  public static final int LENGTH = 80;
  static final int VERSION = 1;
  private static final long MAGIC = 0x506F7374726F614AL;

  ByteBuffer encoded() {
    ByteBuffer out = ByteBuffer.allocate(LENGTH);
    out.putLong(MAGIC).putInt(VERSION).putInt(0);
    out.putLong(journal.getMostSignificantBits()).putLong(journal.getLeastSignificantBits());
    out.putLong(segment).putLong(firstEntry).putLong(lastSequence).putLong(previousLength);
    out.putLong(created.toEpochMilli()).putInt(0);
    out.putInt(crc(out.array()));
    return out.flip();
  }

  /** Refuses anything that {@link #encoded()} does not write; a newer version by name. */
  static SegmentHeader parse(ByteBuffer in) throws IOException {
    if (in.remaining() < LENGTH) {
      throw new IOException("segment header of " + in.remaining() + " bytes, expected " + LENGTH);
    }
    byte[] bytes = new byte[LENGTH];
    in.get(bytes);
    ByteBuffer fields = ByteBuffer.wrap(bytes);
    if (fields.getLong() != MAGIC) {
      throw new IOException("not a journal segment: wrong first eight bytes");
    }
    int version = fields.getInt();
    if (version != VERSION) {
      throw new IOException(
          "journal segment of format version " + version + ", this program reads " + VERSION);
    }
    int reserved = fields.getInt();
    UUID journal = new UUID(fields.getLong(), fields.getLong());
    SegmentHeader header =
        new SegmentHeader(
            journal,
            fields.getLong(),
            fields.getLong(),
            fields.getLong(),
            fields.getLong(),
            Instant.ofEpochMilli(fields.getLong()));
    if (reserved != 0 || fields.getInt() != 0 || fields.getInt() != crc(bytes)) {
      throw new IOException("segment header is damaged: checksum or reserved bytes differ");
    }
    return header;
  }

  private static int crc(byte[] header) {
    CRC32C crc = new CRC32C();
    crc.update(header, 0, LENGTH - Integer.BYTES);
    return (int) crc.getValue();
  }
}
