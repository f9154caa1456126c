// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.postroad.securityserver.journal.JournalFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Since when time-stamping fails, kept in a file so that a restart does not begin the period of
 * grace anew. The file holds the instant of the first failure and is gone after a success.
 */
final class FailingSince {
  private static final Logger LOG = LoggerFactory.getLogger(FailingSince.class);

  private static final String FILE = "time-stamping-fails-since";

  private final Path directory;
  private final Path file;
  private final JournalFiles files;
  private volatile Optional<Instant> since;

  FailingSince(Path directory, JournalFiles files, Instant now) throws IOException {
    this.directory = directory;
    this.file = directory.resolve(FILE);
    this.files = files;
    this.since = Files.exists(file) ? Optional.of(read(file, now)) : Optional.empty();
  }

  /** A file that cannot be read still says that stamping failed; the clock starts now. */
  private static Instant read(Path file, Instant now) throws IOException {
    try {
      return Instant.parse(Files.readString(file).strip());
    } catch (DateTimeException e) {
      LOG.warn("{} does not hold an instant, grace is counted from now", file, e);
      return now;
    }
  }

  Optional<Instant> since() {
    return since;
  }

  void failed(Instant now) {
    if (since.isPresent()) {
      return;
    }
    since = Optional.of(now);
    Path unfinished = file.resolveSibling(file.getFileName() + ".new");
    try {
      files.delete(unfinished);
      try (JournalFiles.Output out = files.create(unfinished)) {
        out.write(ByteBuffer.wrap((now + "\n").getBytes(StandardCharsets.UTF_8)), 0);
        out.force();
      }
      files.rename(unfinished, file);
      files.forceDirectory(directory);
    } catch (IOException e) {
      LOG.warn("Since when time-stamping fails could not be written to {}", file, e);
    }
  }

  void succeeded() {
    if (since.isEmpty()) {
      return;
    }
    since = Optional.empty();
    try {
      files.delete(file);
    } catch (IOException e) {
      LOG.warn("{} could not be deleted though time-stamping works again", file, e);
    }
  }
}
