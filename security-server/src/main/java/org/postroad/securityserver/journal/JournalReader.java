// SPDX-License-Identifier: MIT
package org.postroad.securityserver.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The journal of a directory as it stood when it was opened, for whoever only wants to read: a
 * copy, a medium that cannot be written, or a log that a server is writing at this moment. No lock
 * is taken and nothing is changed or cut.
 *
 * <p>A torn tail is reported and left out. Of a running log it may be no more than the entry that
 * is being written; an entry that is whole but was not forced yet is read, though a power cut might
 * still take it. Open again to see what came later. Safe for any number of threads.
 */
public final class JournalReader implements JournalView {
  private final NavigableMap<Long, Segment> segments = new TreeMap<>();
  private final List<JournalDamage> damages;
  private final SegmentKeys keys;

  private JournalReader(JournalSurvey.Surveyed surveyed, JournalKeys keys) {
    this.keys = new SegmentKeys(keys);
    surveyed.segments().forEach(segment -> segments.put(segment.number(), segment));
    List<JournalDamage> found = new ArrayList<>(surveyed.damages());
    surveyed.unreadable().ifPresent(last -> found.add(last.damage()));
    surveyed.torn().ifPresent(tail -> found.add(tail.damage()));
    this.damages = List.copyOf(found);
  }

  /** Whether a directory has a journal, be it one to which nothing was written yet. */
  public static boolean isIn(Path directory) throws IOException {
    return Files.isDirectory(directory)
        && (Files.exists(directory.resolve(DirectoryLock.FILE))
            || !Segment.list(directory).isEmpty());
  }

  /**
   * With the key files of the server's directory that the log is in, see {@link
   * JournalKeys#beside}, as far as they can be read.
   */
  public static JournalReader open(Path directory) throws IOException {
    return open(directory, JournalKeys.beside(directory));
  }

  /**
   * Refuses a directory that is not there; one without segments is an empty journal. Frames are
   * read and checked without a key too, only the bodies need theirs.
   */
  public static JournalReader open(Path directory, JournalKeys keys) throws IOException {
    if (!Files.isDirectory(directory)) {
      throw new IOException(directory + ": no such directory");
    }
    return new JournalReader(JournalSurvey.of(directory), keys);
  }

  /** The same in every segment of a journal; nothing when none can be read. */
  public Optional<UUID> id() {
    return segments.isEmpty()
        ? Optional.empty()
        : Optional.of(segments.firstEntry().getValue().header().journal());
  }

  @Override
  public List<Segment> segments() {
    return List.copyOf(segments.values());
  }

  @Override
  public List<JournalDamage> damages() {
    return damages;
  }

  @Override
  public JournalCursor cursor(JournalPosition from) {
    return new JournalCursor(segments, from, keys);
  }

  @Override
  public JournalEntry read(JournalPosition position) throws IOException {
    return SegmentReader.entry(segments, position, keys);
  }
}
