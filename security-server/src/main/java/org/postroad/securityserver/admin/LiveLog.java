// SPDX-License-Identifier: MIT
package org.postroad.securityserver.admin;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.postroad.protocol.fault.Fault;
import org.postroad.securityserver.archive.Archives;
import org.postroad.securityserver.messagelog.LogQuery;
import org.postroad.securityserver.messagelog.LogRecord;
import org.postroad.securityserver.messagelog.LogSummary;
import org.postroad.securityserver.messagelog.MessageLog;
import org.postroad.securityserver.messagelog.StoredRecords;
import org.postroad.securityserver.witness.TransparencyStatus;

/** The log that this process has open; closing this leaves it open. */
public final class LiveLog implements LogOperations {
  private static final int PAGE = 1_000;

  private final Path directory;
  private final MessageLog log;
  private final Archives archives;
  private final Standing standing;
  private final InstantSource clock;

  /** Tells how the log stands with others. */
  @FunctionalInterface
  public interface Standing {
    TransparencyStatus now() throws IOException;
  }

  public LiveLog(
      Path directory, MessageLog log, Archives archives, Standing standing, InstantSource clock) {
    this.directory = directory;
    this.log = log;
    this.archives = archives;
    this.standing = standing;
    this.clock = clock;
  }

  @Override
  public StatusReport status() throws IOException {
    return new LiveStatus(directory, log.status(), standing.now())
        .report(archives)
        .judged(log.damages(), clock.instant());
  }

  @Override
  public boolean search(RecordSearch search, Consumer<RecordLine> found, TaskProgress progress)
      throws IOException {
    LogQuery query = LogQuery.where(search.filter().criteria().forIndex());
    return pages(
        search.oldestFirst() ? query : query.newestFirst(),
        search.limit(),
        summary -> found.accept(RecordLine.of(summary)));
  }

  /** Asks page by page; whether there is more than was asked for. */
  private boolean pages(LogQuery first, int limit, Consumer<LogSummary> found) throws IOException {
    LogQuery query = first;
    int missing = limit;
    while (true) {
      int size = Math.min(PAGE, missing + 1);
      List<LogSummary> page = search(query.limit(size));
      page.stream().limit(missing).forEach(found);
      if (page.size() > missing || page.size() < size) {
        return page.size() > missing;
      }
      missing -= page.size();
      query = query.after(page.getLast());
    }
  }

  private List<LogSummary> search(LogQuery query) throws IOException {
    try {
      return log.search(query);
    } catch (Fault e) {
      throw new IOException(e.text(), e);
    }
  }

  private RecordLookup lookup() {
    return new RecordLookup(log.journal(), directory);
  }

  @Override
  public RecordReport show(long sequence) throws IOException {
    return lookup().show(sequence, archives.known());
  }

  @Override
  public long export(ExportChoice choice, ExportTarget target, TaskProgress progress)
      throws IOException {
    Exported chosen = chosen(choice);
    switch (choice.unstamped()) {
      case REFUSE -> chosen.requireStamped();
      case STAMP -> stamp();
      case EXPORT -> {}
    }
    return chosen.write(target, progress);
  }

  private void stamp() throws IOException {
    try {
      log.timestampNow();
    } catch (Fault e) {
      throw new IOException("Not every record could be time-stamped: " + e.text(), e);
    }
  }

  private Exported chosen(ExportChoice choice) throws IOException {
    List<Exported.Item> items = new ArrayList<>();
    for (long sequence : choice.sequences()) {
      items.add(item(sequence, log.isTimestamped(sequence)));
    }
    if (choice.filter().isPresent()) {
      LogQuery query = LogQuery.where(choice.filter().get().criteria().forIndex());
      boolean more =
          pages(
              query,
              Exported.MOST_RECORDS,
              summary -> items.add(item(summary.sequence(), summary.timestamped())));
      if (more) {
        throw Exported.tooMany();
      }
    }
    return new Exported(items);
  }

  private Exported.Item item(long sequence, boolean timestamped) {
    return new Exported.Item(
        sequence,
        timestamped,
        () -> {
          LogRecord record = find(sequence);
          return new Exported.Content(record, log.container(record));
        });
  }

  private LogRecord find(long sequence) throws IOException {
    try {
      Optional<LogRecord> record = log.find(sequence);
      if (record.isPresent()) {
        return record.get();
      }
    } catch (Fault e) {
      if (new StoredRecords(log.journal()).pruned(sequence).isEmpty()) {
        throw e;
      }
    }
    throw lookup().withoutContent(sequence);
  }

  @Override
  public long reindex(TaskProgress progress) throws IOException {
    try {
      log.reindex((records, of) -> progress.at("indexing", records, of));
      return log.status().index().lastSequence();
    } catch (Fault e) {
      throw new IOException(e.text(), e);
    }
  }

  @Override
  public String prove(long sequence) throws IOException {
    return lookup().prove(sequence);
  }

  @Override
  public ArchiveReport archive(TaskProgress progress) throws IOException {
    return ArchiveReport.of(archives.archive(new ToldProgress(progress)));
  }

  @Override
  public PruneReport prune(TaskProgress progress) throws IOException {
    PruneReport pruned = PruneReport.of(archives.prune(new ToldProgress(progress)));
    log.reread();
    return pruned;
  }

  @Override
  public void close() {}
}
