// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.postroad.securityserver.journal.JournalFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The segment before which no record waits for a time-stamp, kept in a file so that a restart need
 * not read the whole journal. Only ever behind the truth; without the file, or with one of another
 * journal, reading begins at the start.
 */
final class StampedUntil {
  private static final Logger LOG = LoggerFactory.getLogger(StampedUntil.class);
  private static final String FILE = "time-stamped-until";
  private static final long FIRST = 1;

  private final UUID journal;
  private final Path file;
  private final JournalFiles files;
  private long segment;

  StampedUntil(Path directory, UUID journal, JournalFiles files) {
    this.journal = journal;
    this.file = directory.resolve(FILE);
    this.files = files;
    this.segment = stored();
  }

  private long stored() {
    try {
      if (Files.exists(file)) {
        List<String> words = List.of(Files.readString(file).strip().split(" ", -1));
        if (words.size() == 2 && words.getFirst().equals(journal.toString())) {
          return Long.parseLong(words.getLast());
        }
      }
    } catch (IOException | NumberFormatException e) {
      LOG.warn("{} cannot be read; what waits for a time-stamp is looked for anew", file, e);
    }
    return FIRST;
  }

  long segment() {
    return segment;
  }

  void reached(long newSegment) {
    if (newSegment == segment || newSegment < FIRST) {
      return;
    }
    segment = newSegment;
    Path unfinished = file.resolveSibling(FILE + ".new");
    try {
      files.delete(unfinished);
      try (JournalFiles.Output out = files.create(unfinished)) {
        String text = journal + " " + newSegment + "\n";
        out.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
        out.force();
      }
      files.rename(unfinished, file);
    } catch (IOException e) {
      LOG.warn("{} could not be written", file, e);
    }
  }
}
