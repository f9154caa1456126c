// SPDX-License-Identifier: MIT
package org.postroad.securityserver.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/**
 * The data keys of the segments of one journal: each segment file has one of its own, random and
 * never used for another file, wrapped in its header. Keys once unwrapped are remembered, so that a
 * device is asked once for each segment. Safe for any number of threads.
 */
final class SegmentKeys {
  static final int LENGTH = 32;
  private static final byte[] LABEL = "postroad/log-segment/v1".getBytes(StandardCharsets.US_ASCII);

  private final JournalKeys masters;
  private final Map<ByteBuffer, SegmentCipher> known = new ConcurrentHashMap<>();

  SegmentKeys(JournalKeys masters) {
    this.masters = masters;
  }

  /** The header of a new file, with a new data key where there is a master key. */
  SegmentHeader protect(SegmentHeader header, RandomGenerator random) throws IOException {
    if (masters.current().isEmpty()) {
      return header.withKey(Optional.empty());
    }
    MasterKey master = masters.current().get();
    byte[] key = new byte[LENGTH];
    random.nextBytes(key);
    try {
      WrappedKey wrapped = new WrappedKey(master.id(), master.wrap(key, context(header)));
      known.put(ByteBuffer.wrap(wrapped.encoded()), new SegmentCipher(key, header));
      return header.withKey(Optional.of(wrapped));
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  /** What encrypts and opens the bodies of a segment; nothing when they are not encrypted. */
  Optional<SegmentCipher> cipher(SegmentHeader header) throws IOException {
    if (header.key().isEmpty()) {
      return Optional.empty();
    }
    ByteBuffer wrapped = ByteBuffer.wrap(header.key().get().encoded());
    SegmentCipher cipher = known.get(wrapped);
    if (cipher == null) {
      cipher = unwrap(header, header.key().get());
      known.put(wrapped, cipher);
    }
    return Optional.of(cipher);
  }

  private SegmentCipher unwrap(SegmentHeader header, WrappedKey wrapped) throws IOException {
    try {
      byte[] key = masters.named(wrapped.master()).unwrap(wrapped.wrapped(), context(header));
      try {
        return new SegmentCipher(key, header);
      } finally {
        Arrays.fill(key, (byte) 0);
      }
    } catch (IOException e) {
      throw new IOException(
          "segment " + header.segment() + " cannot be opened: " + e.getMessage(), e);
    }
  }

  private static byte[] context(SegmentHeader header) {
    return ByteBuffer.allocate(LABEL.length + 24)
        .put(LABEL)
        .putLong(header.journal().getMostSignificantBits())
        .putLong(header.journal().getLeastSignificantBits())
        .putLong(header.segment())
        .array();
  }
}
