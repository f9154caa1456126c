// SPDX-License-Identifier: MIT
package org.postroad.securityserver.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postroad.securityserver.journal.EntryType;
import org.postroad.securityserver.journal.Journal;
import org.postroad.securityserver.journal.JournalCursor;
import org.postroad.securityserver.journal.JournalEntry;
import org.postroad.securityserver.journal.JournalFiles;
import org.postroad.securityserver.journal.JournalPosition;
import org.postroad.securityserver.journal.Sequences;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is archived, as the journal says: the sum of its {@code ARCHIVE} entries.
 *
 * <p>So that a start need not read the whole journal, a file beside the archives remembers where
 * these entries stand and where to go on. It is a hint and no more: each entry is read from the
 * journal, and a file that is damaged, of another journal or not there costs one reading of all.
 * Not for several threads.
 */
final class ArchiveLedger {
  private static final Logger LOG = LoggerFactory.getLogger(ArchiveLedger.class);

  private final Journal journal;
  private final JournalFiles files;
  private final Path directory;
  private final Path file;
  private final List<JournalPosition> entries = new ArrayList<>();
  private final Sequences archived = new Sequences();
  private final Sequences unreadable = new Sequences();
  private final Map<Optional<String>, ArchiveEntry> last = new HashMap<>();
  private JournalPosition read = JournalPosition.START;
  private JournalPosition resume = JournalPosition.START;

  private ArchiveLedger(Journal journal, JournalFiles files, Path directory) {
    this.journal = journal;
    this.files = files;
    this.directory = directory;
    this.file = directory.resolve(ArchiveProgress.FILE);
  }

  /** Knows every entry that is in the journal now. */
  static ArchiveLedger open(Journal journal, JournalFiles files, Path directory)
      throws IOException {
    ArchiveLedger ledger = new ArchiveLedger(journal, files, directory);
    if (Files.exists(ledger.file)) {
      try {
        ledger.load(Files.readString(ledger.file));
      } catch (IOException | RuntimeException e) {
        LOG.warn("{} does not fit the journal, all of it is read", ledger.file, e);
        ledger = new ArchiveLedger(journal, files, directory);
      }
    }
    ledger.catchUp();
    return ledger;
  }

  private void load(String text) throws IOException {
    ArchiveProgress known = ArchiveProgress.parse(text, journal.id());
    if (known.read().compareTo(journal.end()) > 0 || known.resume().compareTo(known.read()) > 0) {
      throw new IOException(
          "it is about " + known.read() + " and the journal ends at " + journal.end());
    }
    read = known.read();
    resume = known.resume();
    unreadable.addAll(known.unreadable());
    for (JournalPosition position : known.archives()) {
      count(journal.read(position));
    }
  }

  private void catchUp() throws IOException {
    try (JournalCursor cursor = journal.cursor(read)) {
      Optional<JournalEntry> entry = next(cursor);
      while (entry.isPresent()) {
        if (entry.get().type() == EntryType.ARCHIVE) {
          count(entry.get());
        }
        entry = next(cursor);
      }
    }
  }

  private static Optional<JournalEntry> next(JournalCursor cursor) throws IOException {
    return cursor.next(damage -> LOG.error("Journal: {}", damage));
  }

  private void count(JournalEntry entry) throws IOException {
    if (entry.type() != EntryType.ARCHIVE) {
      throw new IOException("no archive at " + entry.position());
    }
    add(ArchiveEntry.parse(entry.body()), entry.position());
  }

  private void add(ArchiveEntry entry, JournalPosition position) {
    entries.add(position);
    archived.addAll(entry.records());
    last.put(entry.group(), entry);
  }

  /** From when this returns the archive counts, whatever happens afterwards. */
  void append(ArchiveEntry entry) throws IOException {
    add(entry, journal.append(entry.content()).position());
  }

  /** Whether a counted archive has the record. */
  boolean isArchived(long sequence) {
    return archived.contains(sequence);
  }

  /** Whether there is nothing more to be done for the record: archived, or known to be damaged. */
  boolean isDone(long sequence) {
    return archived.contains(sequence) || unreadable.contains(sequence);
  }

  /** Records that were stamped but could not be read when they should have been archived. */
  Sequences unreadable() {
    return unreadable;
  }

  Optional<ArchiveEntry> last(Optional<String> group) {
    return Optional.ofNullable(last.get(group));
  }

  /** The last archive of each group. */
  List<ArchiveEntry> lastOfEach() {
    return List.copyOf(last.values());
  }

  /** Before this nothing is left to be archived. */
  JournalPosition resume() {
    return resume;
  }

  /** Takes over how far a reading of the journal came. */
  void advance(StampedRecords records) {
    unreadable.addAll(records.unreadable());
    Sequences done = new Sequences();
    done.addAll(archived);
    done.addAll(unreadable);
    records.place(done.firstMissing()).ifPresent(place -> resume = place);
  }

  /**
   * Remembers where to go on; nothing depends on it. Nobody else appends such entries, so all that
   * the journal has by now are known.
   */
  void save() throws IOException {
    ArchiveProgress now =
        new ArchiveProgress(journal.id(), journal.end(), resume, unreadable, entries);
    Path unfinished = file.resolveSibling(ArchiveProgress.FILE + ".new");
    files.delete(unfinished);
    try (JournalFiles.Output out = files.create(unfinished)) {
      out.write(ByteBuffer.wrap(now.toString().getBytes(StandardCharsets.UTF_8)), 0);
      out.force();
    }
    files.rename(unfinished, file);
    files.forceDirectory(directory);
  }
}
