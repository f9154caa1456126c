// SPDX-License-Identifier: MIT
package org.postroad.securityserver.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.random.RandomGenerator;

/** Begins segment files: a segment has its name only once its header is durable. */
record NewSegment(Path directory, JournalFiles files, SegmentKeys keys, RandomGenerator random) {

  /** The writer of a new segment with this header, encrypted where there is a master key. */
  SegmentWriter begin(SegmentHeader plain, ByteBuffer buffer) throws IOException {
    SegmentHeader header = keys.protect(plain, random);
    Path file = Segment.file(directory, header.segment());
    Path unfinished = JournalRecovery.unfinished(file);
    files.delete(unfinished);
    JournalFiles.Output channel = files.create(unfinished);
    try {
      channel.write(header.encoded(), 0);
      channel.force();
      files.rename(unfinished, file);
      files.forceDirectory(directory);
      return new SegmentWriter(channel, header, keys.cipher(header), buffer);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** Bytes that can still be written. */
  long usableBytes() throws IOException {
    return files.usableBytes(directory);
  }
}
