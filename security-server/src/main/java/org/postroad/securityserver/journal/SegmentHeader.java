// SPDX-License-Identifier: MIT
package org.postroad.securityserver.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * The first 168 bytes of a segment file, big endian:
 *
 * <pre>
 *   0  8  "PostroaJ"
 *   8  4  format version, 1
 *  12  4  bit 0: bodies are encrypted; bit 1: the segment was rewritten; other bits zero
 *  16 16  id of the journal, random, the same in all its segments
 *  32  8  number of this segment, from 1
 *  40  8  number of the first entry of this segment
 *  48  8  record sequence of the last record before this segment
 *  56  8  length of the segment before this one up to which its entries count, 0 for the first
 *  64  8  time of creation, milliseconds since 1970
 *  72  8  rewritten: length of this segment before it was; else zero
 *  80  8  rewritten: length of this file; else zero
 *  88 16  encrypted: id of the master key; else zero
 * 104 60  encrypted: the data key under the master key; else zero
 * 164  4  CRC-32C of the bytes before
 * </pre>
 *
 * <p>The length of the segment before is what makes an abandoned segment safe: entries that were
 * written but never acknowledged, because a write or a force had failed, lie behind that length and
 * are no part of the log. In a rewritten segment entries have moved together, but their positions
 * in the journal are those they had, see {@link Journal#rewrite}.
 */
public record SegmentHeader(
    UUID journal,
    long segment,
    long firstEntry,
    long lastSequence,
    long previousLength,
    Instant created,
    Optional<Rewrite> rewrite,
    Optional<WrappedKey> key) {

  /** How long a rewritten segment was before, and how long its file is now. */
  public record Rewrite(long lengthBefore, long length) {}

  public static final int LENGTH = 168;
  static final int VERSION = 1;
  private static final long MAGIC = 0x506F7374726F614AL;
  private static final int ENCRYPTED = 1;
  private static final int REWRITTEN = 2;

  /** The header of a new segment. */
  static SegmentHeader of(
      UUID journal,
      long segment,
      long firstEntry,
      long lastSequence,
      long previousLength,
      Instant created) {
    return new SegmentHeader(
        journal,
        segment,
        firstEntry,
        lastSequence,
        previousLength,
        created,
        Optional.empty(),
        Optional.empty());
  }

  /** The header of this segment once it is rewritten. */
  SegmentHeader rewritten(Rewrite how) {
    return new SegmentHeader(
        journal, segment, firstEntry, lastSequence, previousLength, created, Optional.of(how), key);
  }

  /** This header with another data key, or none. */
  SegmentHeader withKey(Optional<WrappedKey> other) {
    return new SegmentHeader(
        journal, segment, firstEntry, lastSequence, previousLength, created, rewrite, other);
  }

  ByteBuffer encoded() {
    ByteBuffer out = ByteBuffer.allocate(LENGTH);
    int flags = (key.isPresent() ? ENCRYPTED : 0) | (rewrite.isPresent() ? REWRITTEN : 0);
    out.putLong(MAGIC).putInt(VERSION).putInt(flags);
    out.putLong(journal.getMostSignificantBits()).putLong(journal.getLeastSignificantBits());
    out.putLong(segment).putLong(firstEntry).putLong(lastSequence).putLong(previousLength);
    out.putLong(created.toEpochMilli());
    out.putLong(rewrite.map(Rewrite::lengthBefore).orElse(0L));
    out.putLong(rewrite.map(Rewrite::length).orElse(0L));
    out.put(key.map(WrappedKey::encoded).orElse(new byte[WrappedKey.LENGTH]));
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
    int flags = fields.getInt();
    SegmentHeader header =
        new SegmentHeader(
            new UUID(fields.getLong(), fields.getLong()),
            fields.getLong(),
            fields.getLong(),
            fields.getLong(),
            fields.getLong(),
            Instant.ofEpochMilli(fields.getLong()),
            rewrite(flags, fields),
            key(flags, fields));
    if (!fields.rewind().equals(header.encoded())) {
      throw new IOException("segment header is damaged: checksum or reserved bits differ");
    }
    return header;
  }

  private static Optional<Rewrite> rewrite(int flags, ByteBuffer fields) {
    Rewrite rewrite = new Rewrite(fields.getLong(), fields.getLong());
    return (flags & REWRITTEN) == 0 ? Optional.empty() : Optional.of(rewrite);
  }

  private static Optional<WrappedKey> key(int flags, ByteBuffer fields) {
    WrappedKey key = WrappedKey.read(fields);
    return (flags & ENCRYPTED) == 0 ? Optional.empty() : Optional.of(key);
  }

  private static int crc(byte[] header) {
    CRC32C crc = new CRC32C();
    crc.update(header, 0, LENGTH - Integer.BYTES);
    return (int) crc.getValue();
  }
}
