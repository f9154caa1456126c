// SPDX-License-Identifier: MIT
package org.postroad.securityserver.journal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** What the tests of the journal share. */
public final class JournalFixtures {
  public static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-21T03:00:00Z"), ZoneOffset.UTC);

  private JournalFixtures() {}

  public static Journal open(Path directory) throws IOException {
    return open(directory, JournalOptions.DEFAULT, JournalFiles.disk());
  }

  public static Journal open(Path directory, long segmentBytes) throws IOException {
    return open(directory, new JournalOptions(segmentBytes, 0), JournalFiles.disk());
  }

  public static Journal open(Path directory, JournalOptions options, JournalFiles files)
      throws IOException {
    return Journal.open(directory, options, files, CLOCK, new SplittableRandom(7));
  }

  public static EntryContent record(String text) {
    return EntryContent.of(EntryType.RECORD, text.getBytes(StandardCharsets.UTF_8));
  }

  /** What of a content stands in memory. */
  public static byte[] inMemory(EntryContent content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    content.pieces().forEach(bytes::writeBytes);
    return bytes.toByteArray();
  }

  public static String text(JournalEntry entry) throws IOException {
    return new String(entry.body().bytes(0, (int) entry.body().length()), StandardCharsets.UTF_8);
  }

  /** The entries of a journal but the seals, and the damages met while reading it. */
  public record Contents(List<JournalEntry> entries, List<JournalDamage> damages) {
    public List<String> texts() throws IOException {
      List<String> texts = new ArrayList<>();
      for (JournalEntry entry : entries) {
        texts.add(text(entry));
      }
      return texts;
    }
  }

  public static Contents read(JournalView journal) throws IOException {
    List<JournalEntry> entries = new ArrayList<>();
    List<JournalDamage> damages = new ArrayList<>();
    try (JournalCursor cursor = journal.cursor(JournalPosition.START)) {
      for (Optional<JournalEntry> entry = cursor.next(damages::add);
          entry.isPresent();
          entry = cursor.next(damages::add)) {
        if (entry.get().type() != EntryType.SEAL) {
          entries.add(entry.get());
        }
      }
    }
    return new Contents(entries, damages);
  }

  /** The newest segment of an open journal as far as its entries go, without the room behind. */
  static byte[] written(Journal journal) throws IOException {
    Segment newest = journal.segments().getLast();
    return Arrays.copyOf(Files.readAllBytes(newest.file()), (int) newest.end());
  }

  public static List<String> texts(Path directory) throws IOException {
    try (Journal journal = open(directory)) {
      return read(journal).texts();
    }
  }
}
