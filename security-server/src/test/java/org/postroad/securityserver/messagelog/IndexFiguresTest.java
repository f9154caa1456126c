// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.signature.MessageSignature;
import org.postroad.securityserver.journal.BulkJournal;
import org.postroad.securityserver.journal.JournalOptions;
import org.postroad.testing.PostgresServer;
import org.postroad.testing.TestAuthority;

/**
 * How fast the index follows a journal, and how a backlog is stamped. Leaves the figures in {@code
 * target/index.md}.
 */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(PostgresServer.Resolver.class)
class IndexFiguresTest {
  private static final int RECORDS = 200_000;
  private static final int BACKLOG = 1_000_000;
  private static final int MOST_CALLS = 100;
  private static final int SEARCHES = 10;
  private static final UUID JOURNAL = new UUID(3, 4);

  @TempDir Path directory;
  private final Fixtures.Stamps stamps = new Fixtures.Stamps(TestAuthority.create());
  private final List<String> figures = new ArrayList<>();

  private MessageLog open(IndexDatabase database) throws IOException {
    return MessageLog.open(
        directory,
        MessageLogOptions.DEFAULT.withTimestampInterval(Duration.ZERO).withIndex(database),
        Clock.fixed(TestAuthority.NOW, ZoneOffset.UTC),
        new SplittableRandom(9),
        stamps);
  }

  /** Records of their own query id, with {@code bytes} of message and of signature together. */
  private void write(int records, int bytes) throws IOException {
    SplittableRandom random = new SplittableRandom(7);
    byte[] half = new byte[bytes / 2];
    try (BulkJournal journal =
        new BulkJournal(
            directory, JOURNAL, JournalOptions.DEFAULT.segmentBytes(), TestAuthority.NOW)) {
      for (int i = 0; i < records; i++) {
        NewRecord soap = Fixtures.soap(new UUID(random.nextLong(), i).toString());
        NewRecord record =
            new NewRecord(
                soap.side(),
                soap.kind(),
                soap.queryId(),
                soap.requestId(),
                soap.userId(),
                soap.issue(),
                soap.outcome(),
                soap.client(),
                soap.service(),
                soap.protocol(),
                true,
                half,
                soap.digests(),
                soap.attachments(),
                new MessageSignature(half, Optional.empty()));
        journal.append(
            RecordCodec.encode(
                record, TestAuthority.NOW.plusMillis(i), true, random, new BatchDigests()));
      }
    }
  }

  private void report(String what, long count, Duration took, Duration processor)
      throws IOException {
    double seconds = took.toNanos() / 1e9;
    double micros = processor.toNanos() / 1e3;
    figures.add(
        String.format(
            Locale.ROOT,
            "| %s | %d | %.3f | %.0f | %.1f |",
            what,
            count,
            seconds,
            count / seconds,
            micros / count));
    List<String> table =
        new ArrayList<>(List.of("| what | records | s | records/s | µs of processor for one |"));
    table.add("|---|---|---|---|---|");
    table.addAll(figures);
    Files.write(Files.createDirectories(Path.of("target")).resolve("index.md"), table);
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** Of the whole process, the threads of an embedded database included. */
  private static Duration processor() {
    return Duration.ofNanos(
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime());
  }

  @Test
  void theIndexFollowsTheJournal(PostgresServer server) throws IOException, SQLException {
    write(RECORDS, 4096);
    follow("index in H2", IndexDatabase.EMBEDDED);
    follow("index in PostgreSQL", IndexSchema.in(server));
  }

  private void follow(String what, IndexDatabase database) throws IOException {
    try (MessageLog log = open(database)) {
      long start = System.nanoTime();
      Duration before = processor();
      log.reindex((_, _) -> {});
      report(what, RECORDS, since(start), processor().minus(before));
      assertEquals(RECORDS, log.waitingForTimestamp());
      search(what, log);
    }
  }

  /** The middle of the log, its newest page, a page in the middle, and what no record is. */
  private void search(String what, MessageLog log) throws IOException {
    LogSummary middle =
        log.search(LogQuery.where(new LogCriterion.InRange(RECORDS / 2, RECORDS))).getFirst();
    LogQuery newest = LogQuery.where().newestFirst();
    search(
        what + ": query id",
        log,
        LogQuery.where(new LogCriterion.WithQueryId(middle.queryId())),
        1);
    search(what + ": newest page", log, newest, 100);
    search(what + ": page after the middle", log, newest.after(middle), 100);
    search(
        what + ": newest of a client",
        log,
        LogQuery.where(new LogCriterion.OfClient(middle.client())).newestFirst(),
        100);
    search(what + ": nothing met", log, LogQuery.where(new LogCriterion.OnSide(Side.PROVIDER)), 0);
  }

  private void search(String what, MessageLog log, LogQuery query, int expected)
      throws IOException {
    for (int i = 0; i < SEARCHES; i++) {
      assertEquals(expected, log.search(query).size());
    }
    long start = System.nanoTime();
    Duration before = processor();
    for (int i = 0; i < SEARCHES; i++) {
      assertEquals(expected, log.search(query).size());
    }
    report(what, SEARCHES, since(start), processor().minus(before));
  }

  @Test
  void aMillionWaitingRecordsAreStampedWithAHundredCalls() throws IOException {
    write(BACKLOG, 1024);
    try (MessageLog log = open(IndexDatabase.EMBEDDED)) {
      long start = System.nanoTime();
      Duration before = processor();
      log.timestampNow();
      report("backlog time-stamped", BACKLOG, since(start), processor().minus(before));
      assertTrue(stamps.asked().size() <= MOST_CALLS, () -> stamps.asked().size() + " calls");
      int asked = stamps.asked().size();
      log.timestampNow();
      assertEquals(asked, stamps.asked().size());
    }
  }
}
