// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** What the tests of the journal share. */
final class JournalFixtures {
  static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T03:00:00Z"), ZoneOffset.UTC);

  private JournalFixtures() {}

  static Journal open(Path directory) throws IOException {
    return open(directory, JournalOptions.DEFAULT, JournalFiles.disk());
  }

  static Journal open(Path directory, long segmentBytes) throws IOException {
    return open(directory, new JournalOptions(segmentBytes, 0), JournalFiles.disk());
  }

  static Journal open(Path directory, JournalOptions options, JournalFiles files)
      throws IOException {
    return Journal.open(directory, options, files, CLOCK, new SplittableRandom(7));
  }

  static EntryContent record(String text) {
    return EntryContent.of(EntryType.RECORD, text.getBytes(StandardCharsets.UTF_8));
  }

  static String text(JournalEntry entry) throws IOException {
    return new String(entry.body().bytes(0, (int) entry.body().length()), StandardCharsets.UTF_8);
  }

  /** The entries of a journal but the seals, and the damages met while reading it. */
  record Contents(List<JournalEntry> entries, List<JournalDamage> damages) {
    List<String> texts() throws IOException {
      List<String> texts = new ArrayList<>();
      for (JournalEntry entry : entries) {
        texts.add(text(entry));
      }
      return texts;
    }
  }

  static Contents read(Journal journal) throws IOException {
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

  static List<String> texts(Path directory) throws IOException {
    try (Journal journal = open(directory)) {
      return read(journal).texts();
    }
  }
}
