// SPDX-License-Identifier: MIT
package org.postroad.securityserver.admin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.postroad.securityserver.journal.JournalPosition;
import org.postroad.securityserver.journal.JournalReader;
import org.postroad.securityserver.journal.Segment;
import org.postroad.securityserver.messagelog.StoredRecords;

/**
 * A log that no server has open, or none that answers: its files are read and nothing is changed,
 * so it may be a copy, on a medium that cannot be written, or growing. Without an index a search
 * reads everything.
 */
public final class LogFiles implements LogOperations {

  private final Path directory;

  public LogFiles(Path directory) {
    this.directory = directory;
  }

  static IOException noRecord(long sequence) {
    return new IOException(
        "No record %d. Look for it with: postroad log search".formatted(sequence));
  }

  @Override
  public StatusReport status() throws IOException {
    JournalReader journal = JournalReader.open(directory);
    long bytes = journal.segments().stream().mapToLong(Segment::end).sum();
    return new StatusReport(
        directory.toAbsolutePath().toString(),
        false,
        new StatusReport.Journal(
            journal.id().map(Object::toString),
            journal.segments().size(),
            bytes,
            lastSequence(journal),
            StatusReport.texts(journal.damages())),
        Optional.empty(),
        new StatusReport.Timestamps(Optional.empty(), Optional.empty()),
        new StatusReport.Disk(Files.getFileStore(directory).getUsableSpace(), Optional.empty()),
        StatusReport.damageProblems(journal.damages()));
  }

  /** From the last segment alone: it begins with how many records were before it. */
  private static long lastSequence(JournalReader journal) throws IOException {
    if (journal.segments().isEmpty()) {
      return 0;
    }
    Segment last = journal.segments().getLast();
    long sequence = last.header().lastSequence();
    try (var cursor = journal.cursor(last.first())) {
      for (var entry = cursor.next(_ -> {}); entry.isPresent(); entry = cursor.next(_ -> {})) {
        sequence = Math.max(sequence, entry.get().frame().sequence());
      }
    }
    return sequence;
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
    return RecordReport.of(
        new StoredRecords(JournalReader.open(directory))
            .find(sequence)
            .orElseThrow(() -> noRecord(sequence)));
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

  private static List<Exported.Item> items(
      ExportChoice choice, JournalReader journal, TaskProgress progress) throws IOException {
    StoredRecords records = new StoredRecords(journal);
    List<Exported.Item> items = new ArrayList<>();
    for (long sequence : choice.sequences()) {
      StoredRecords.Found found = records.find(sequence).orElseThrow(() -> noRecord(sequence));
      items.add(item(sequence, found.timestamp().isPresent(), () -> found));
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
    return RecordProof.of(sequence, JournalReader.open(directory), directory);
  }

  @Override
  public ArchiveReport archive(TaskProgress progress) throws IOException {
    throw needsServer("archived");
  }

  @Override
  public PruneReport prune(TaskProgress progress) throws IOException {
    throw needsServer("pruned");
  }

  /** Where archives go, who may read them and how long records are kept is the server's to say. */
  private static IOException needsServer(String done) {
    return new IOException(
        "No server has this log open, and only one with its settings can have it " + done + ".");
  }

  /** The index of a log that is at rest is nobody's: a server makes it when it opens the log. */
  @Override
  public long reindex(TaskProgress progress) throws IOException {
    throw new IOException(
        "No server has this log open, and its index is that server's. Delete index.mv.db to have it"
            + " made anew at the next start, or start the server and run this again.");
  }

  @Override
  public void close() {}
}
