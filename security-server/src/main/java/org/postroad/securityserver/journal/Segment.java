// SPDX-License-Identifier: MIT
package org.postroad.securityserver.journal;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * A segment file and how much of it belongs to the log. File names are {@code NNNNNNNNNN.journal},
 * the number of the segment in ten digits.
 */
public record Segment(Path file, SegmentHeader header, long end) {

  static final String SUFFIX = ".journal";
  private static final int DIGITS = 10;

  public long number() {
    return header.segment();
  }

  public JournalPosition first() {
    return new JournalPosition(number(), SegmentHeader.LENGTH);
  }

  Segment upTo(long newEnd) {
    return new Segment(file, header, newEnd);
  }

  /** Bytes of the file, which are fewer than the end says where the segment was rewritten. */
  public long bytes() {
    return header.rewrite().map(SegmentHeader.Rewrite::length).orElse(end);
  }

  Path directory() {
    return file.resolveSibling("");
  }

  /** This segment after its file was rewritten; it ends where it did. */
  Segment reread() throws IOException {
    try (SegmentReader reader = SegmentReader.open(file, new SegmentKeys(JournalKeys.NONE))) {
      return new Segment(file, reader.header(), end);
    }
  }

  public static Path file(Path directory, long number) {
    String digits = Long.toString(number);
    return directory.resolve("0".repeat(Math.max(0, DIGITS - digits.length())) + digits + SUFFIX);
  }

  /** The segment files of a directory by number. */
  public static NavigableMap<Long, Path> list(Path directory) throws IOException {
    NavigableMap<Long, Path> files = new TreeMap<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
      for (Path file : found) {
        String name = file.getFileName().toString();
        String digits = name.substring(0, name.length() - SUFFIX.length());
        if (digits.length() < DIGITS || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
          throw new IOException(file + ": expected a name of ten digits and " + SUFFIX);
        }
        files.put(Long.parseLong(digits), file);
      }
    }
    return files;
  }
}
