// SPDX-License-Identifier: MIT
package org.postroad.securityserver.admin;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.postroad.securityserver.archive.KnownArchives;
import org.postroad.securityserver.archive.RememberedSettings;
import org.postroad.securityserver.journal.JournalPosition;
import org.postroad.securityserver.journal.JournalReader;
import org.postroad.securityserver.messagelog.IndexDatabase;
import org.postroad.securityserver.messagelog.StoredRecords;

/**
 * A log that no server has open, or none that answers. What only reads takes no lock and changes
 * nothing, so the log may be a copy, on a medium that cannot be written, or growing; without an
 * index a search reads everything. What changes the log takes it for itself, see {@link LogAtRest}.
 */
public final class LogFiles implements LogOperations {

  private final Path directory;
  private final IndexDatabase index;
  private final Clock clock;

  /**
   * The log of a directory.
   *
   * @param index where it is made anew
   */
  public LogFiles(Path directory, IndexDatabase index, Clock clock) {
    this.directory = directory;
    this.index = index;
    this.clock = clock;
  }

  @Override
  public StatusReport status() throws IOException {
    JournalReader journal = JournalReader.open(directory);
    return new FilesStatus(directory, journal)
        .report(archives(journal))
        .judged(journal.damages(), clock.instant());
  }

  private KnownArchives archives(JournalReader journal) throws IOException {
    Path archives = RememberedSettings.archivesOf(directory);
    return journal
        .id()
        .map(id -> KnownArchives.read(journal, id, archives))
        .orElse(KnownArchives.NONE);
  }

  private RecordLookup lookup(JournalReader journal) {
    return new RecordLookup(journal, directory);
  }

  @Override
  public boolean search(RecordSearch search, Consumer<RecordLine> found, TaskProgress progress)
      throws IOException {
    JournalReader journal = JournalReader.open(directory);
    LogScan.Lines lines =
        new LogScan(journal, search.filter().criteria().test(), progress)
            .lines(search.oldestFirst(), search.limit());
    lines.found().forEach(found);
    return lines.more();
  }

  @Override
  public RecordReport show(long sequence) throws IOException {
    JournalReader journal = JournalReader.open(directory);
    return lookup(journal).show(sequence, archives(journal));
  }

  @Override
  public long export(ExportChoice choice, ExportTarget target, TaskProgress progress)
      throws IOException {
    JournalReader journal = JournalReader.open(directory);
    Exported chosen = new Exported(items(choice, journal, progress));
    switch (choice.unstamped()) {
      case REFUSE -> chosen.requireStamped();
      case STAMP -> requireNothingToStamp(chosen);
      case EXPORT -> {}
    }
    return chosen.write(target, progress);
  }

  private static void requireNothingToStamp(Exported chosen) throws IOException {
    if (!chosen.items().stream().allMatch(Exported.Item::timestamped)) {
      throw new IOException("No server has this log open, and only one can have records stamped.");
    }
  }

  private List<Exported.Item> items(
      ExportChoice choice, JournalReader journal, TaskProgress progress) throws IOException {
    StoredRecords records = new StoredRecords(journal);
    List<Exported.Item> items = new ArrayList<>();
    for (long sequence : choice.sequences()) {
      Optional<StoredRecords.Found> found = records.find(sequence);
      if (found.isEmpty()) {
        throw lookup(journal).withoutContent(sequence);
      }
      items.add(item(sequence, found.get().timestamp().isPresent(), found::get));
    }
    if (choice.filter().isPresent()) {
      Map<Long, LogScan.Place> places =
          new LogScan(journal, choice.filter().get().criteria().test(), progress).places();
      places.forEach((sequence, place) -> items.add(item(records, sequence, place)));
    }
    return items;
  }

  private static Exported.Item item(StoredRecords records, long sequence, LogScan.Place place) {
    Optional<JournalPosition> timestamp = place.timestamp();
    return item(sequence, timestamp.isPresent(), () -> records.read(place.record(), timestamp));
  }

  private static Exported.Item item(long sequence, boolean timestamped, Reading reading) {
    return new Exported.Item(
        sequence,
        timestamped,
        () -> {
          StoredRecords.Found found = reading.read();
          return new Exported.Content(found.record(), found.container());
        });
  }

  @FunctionalInterface
  private interface Reading {
    StoredRecords.Found read() throws IOException;
  }

  @Override
  public String prove(long sequence) throws IOException {
    return lookup(JournalReader.open(directory)).prove(sequence);
  }

  @Override
  public ArchiveReport archive(TaskProgress progress) throws IOException {
    try (LogAtRest log = LogAtRest.take(directory, clock)) {
      return log.archive(progress);
    }
  }

  @Override
  public PruneReport prune(TaskProgress progress) throws IOException {
    try (LogAtRest log = LogAtRest.take(directory, clock)) {
      return log.prune(progress);
    }
  }

  @Override
  public long reindex(TaskProgress progress) throws IOException {
    return LogAtRest.reindex(directory, index, clock, progress);
  }

  @Override
  public void close() {}
}
