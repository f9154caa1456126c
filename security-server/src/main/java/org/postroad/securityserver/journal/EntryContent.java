// SPDX-License-Identifier: MIT
package org.postroad.securityserver.journal;

import java.util.List;
import java.util.zip.CRC32C;

/**
 * What one append brings: bytes in memory, then bodies that the writer streams from where they are
 * spooled, so that a large body is never held whole.
 *
 * @param pieces what stands one after the other in memory; they are written as they are, so that
 *     nobody has to copy them into one array
 */
public record EntryContent(EntryType type, List<byte[]> pieces, List<Spooled> bodies) {

  /** The first {@code length} bytes of {@code source}; fewer are refused. */
  public record Spooled(long length, BodySource source) {}

  public EntryContent {
    pieces = List.copyOf(pieces);
    bodies = List.copyOf(bodies);
  }

  public static EntryContent of(EntryType type, byte[] body) {
    return new EntryContent(type, List.of(body), List.of());
  }

  long length() {
    long length = 0;
    for (byte[] piece : pieces) {
      length += piece.length;
    }
    for (Spooled body : bodies) {
      length += body.length();
    }
    return length;
  }

  /** Of the pieces; a new one, to go on with. */
  CRC32C checksum() {
    CRC32C crc = new CRC32C();
    for (byte[] piece : pieces) {
      crc.update(piece);
    }
    return crc;
  }
}
