// SPDX-License-Identifier: MIT
package org.postroad.securityserver.journal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings the journal of a directory into order when it is opened for writing: deletes what was not
 * finished and cuts the torn tail of the last segment, or zeros that nothing was written over,
 * exactly behind its last whole entry.
 *
 * <p>What is cut off is kept beside the segment, in a file whose name ends in {@code .cut-OFFSET},
 * since an auditor may want to see it; zeros are not. A last segment whose header cannot be read
 * stops the opening: going on would write a second history.
 */
record JournalRecovery(Path directory, JournalFiles files) {

  /** What stands on disk; the next entry gets {@code lastEntry + 1}. */
  record Recovered(
      List<Segment> segments, long lastEntry, long lastSequence, List<JournalDamage> damages) {}

  private static final String UNFINISHED = ".new";
  private static final int CHUNK = 1 << 16;

  static Recovered recover(Path directory, JournalFiles files) throws IOException {
    JournalRecovery recovery = new JournalRecovery(directory, files);
    recovery.deleteUnfinished();
    JournalSurvey.Surveyed surveyed = JournalSurvey.of(directory);
    if (surveyed.unreadable().isPresent()) {
      throw surveyed.unreadable().get().reason();
    }
    List<JournalDamage> damages = new ArrayList<>(surveyed.damages());
    if (surveyed.torn().isPresent()) {
      recovery.keepAndCut(surveyed.torn().get());
      damages.add(surveyed.torn().get().damage());
    }
    if (surveyed.room().isPresent()) {
      recovery.cut(surveyed.room().get().file(), surveyed.room().get().end());
    }
    return new Recovered(
        surveyed.segments(), surveyed.lastEntry(), surveyed.lastSequence(), List.copyOf(damages));
  }

  private void deleteUnfinished() throws IOException {
    try (DirectoryStream<Path> found =
        Files.newDirectoryStream(directory, "*" + Segment.SUFFIX + UNFINISHED)) {
      for (Path file : found) {
        files.delete(file);
      }
    }
  }

  /** Name under which a segment is made until it is durable. */
  static Path unfinished(Path segment) {
    return segment.resolveSibling(segment.getFileName() + UNFINISHED);
  }

  private void keepAndCut(JournalSurvey.Torn torn) throws IOException {
    Path segment = torn.segment().file();
    keep(segment, torn.from(), torn.to());
    cut(segment, torn.from());
    files.forceDirectory(directory);
  }

  private void cut(Path segment, long length) throws IOException {
    try (JournalFiles.Output file = files.open(segment)) {
      file.truncate(length);
      file.force();
    }
  }

  private void keep(Path segment, long from, long end) throws IOException {
    Path kept = segment.resolveSibling(segment.getFileName() + ".cut-" + from);
    files.delete(kept);
    try (SeekableByteChannel channel = Files.newByteChannel(segment, StandardOpenOption.READ);
        JournalFiles.Output copy = files.create(kept)) {
      channel.position(from);
      InputStream tail = new BoundedStream(Channels.newInputStream(channel), end - from);
      long at = 0;
      for (byte[] chunk = tail.readNBytes(CHUNK); chunk.length > 0; ) {
        copy.write(ByteBuffer.wrap(chunk), at);
        at += chunk.length;
        chunk = tail.readNBytes(CHUNK);
      }
      copy.force();
    }
  }
}
