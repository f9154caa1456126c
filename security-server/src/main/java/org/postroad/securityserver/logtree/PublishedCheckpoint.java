// SPDX-License-Identifier: MIT
package org.postroad.securityserver.logtree;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.postroad.protocol.transparency.Checkpoint;
import org.postroad.protocol.transparency.SignedNote;

/**
 * The newest checkpoint as it lies in the directory of a log, which may be a copy.
 *
 * @param written when the file was written last: when it was signed, or when its last cosignature
 *     came
 */
public record PublishedCheckpoint(SignedNote note, Instant written) {

  /** Nothing where none was signed yet. */
  public static Optional<PublishedCheckpoint> read(Path messageLog) throws IOException {
    Path file = new TreeDirectory(messageLog).checkpoint();
    try {
      return Optional.of(
          new PublishedCheckpoint(
              SignedNote.parse(Files.readAllBytes(file)),
              Files.getLastModifiedTime(file).toInstant()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** What the note says. */
  public Checkpoint checkpoint() {
    return Checkpoint.parse(note.text());
  }

  /** How many witnesses have signed beside the log; who they are is another question. */
  public int cosignatures() {
    return note.signatures().size() - 1;
  }
}
