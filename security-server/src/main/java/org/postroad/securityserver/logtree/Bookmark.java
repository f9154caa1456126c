// SPDX-License-Identifier: MIT
package org.postroad.securityserver.logtree;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.postroad.securityserver.journal.JournalPosition;

/**
 * Where the journal goes on behind the last record of a checkpoint, so that a start need not look
 * for it: one line {@code SIZE SEGMENT OFFSET}. It saves time and nothing depends on it.
 */
record Bookmark(long size, JournalPosition position) {

  /** Nothing when there is none that can be read. */
  static Optional<Bookmark> read(Path file) throws IOException {
    try {
      String[] numbers = Files.readString(file, StandardCharsets.US_ASCII).strip().split(" ", 4);
      if (numbers.length != 3) {
        return Optional.empty();
      }
      return Optional.of(
          new Bookmark(
              Long.parseLong(numbers[0]),
              new JournalPosition(Long.parseLong(numbers[1]), Long.parseLong(numbers[2]))));
    } catch (NoSuchFileException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  void write(Path file) throws IOException {
    String line = size + " " + position.segment() + " " + position.offset() + "\n";
    Files.writeString(file, line, StandardCharsets.US_ASCII);
  }
}
