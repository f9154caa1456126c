// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.ServiceId;
import org.postroad.testing.PostgresServer;

/** That what is found by blocks is what comparing every record finds, and nothing more is kept. */
@ExtendWith(PostgresServer.Resolver.class)
class IndexKeysTest {
  private static final UUID JOURNAL = new UUID(1, 2);
  private static final UUID OTHER = new UUID(3, 4);

  @TempDir Path directory;
  private final SplittableRandom random = new SplittableRandom(5);
  private final IndexRecords written = new IndexRecords(random);
  private int databases;

  private LogDatabase database(IndexDatabase settings) throws IOException {
    databases++;
    Path place = Files.createDirectory(directory.resolve("index" + databases));
    return LogDatabase.open(settings, place);
  }

  @Test
  void aNumberNamesTheBlockOfItsRecord() {
    for (int i = 0; i < 10_000; i++) {
      int no = 1 + random.nextInt(Integer.MAX_VALUE - 1);
      long sequence = random.nextLong(1L << 46);
      long id = IndexId.of(no, sequence);
      assertEquals(no, IndexId.part(id));
      assertEquals(no, IndexId.partOfBlock(IndexId.block(id)));
      int key = IndexKey.of(id, random.nextInt(1 << 23));
      assertEquals(IndexId.block(id), IndexKey.block(no, key));
      long row = IndexKey.rowByBlocks(id);
      assertEquals(row, IndexKey.rowByBlocks(id ^ 511), "512 records have one row");
      for (long either : List.of(row, IndexKey.rowByHash(no, key))) {
        assertEquals(no, IndexKey.partOfRow(either));
        assertEquals(either != row, IndexKey.isByHash(either));
      }
      IndexId.Range block = IndexId.Range.ofBlock(IndexId.block(id));
      assertTrue(block.first() <= id && id <= block.last());
      IndexSpan never = new IndexSpan(Instant.MAX, Instant.MIN);
      IndexPart part = new IndexPart(no, 1, JOURNAL, IndexId.place(sequence), 0, never);
      assertEquals(sequence, part.sequence(id));
      assertEquals(
          Optional.of(new IndexId.Range(id, Math.min(id + 9, part.ids().last()))),
          part.ids(sequence, sequence + 9));
    }
  }

  @Test
  void aSearchFindsWhatComparingEveryRecordFinds(PostgresServer server)
      throws IOException, SQLException {
    requireSearchesAsByComparing(IndexDatabase.EMBEDDED);
    requireSearchesAsByComparing(IndexSchema.in(server));
  }

  private void requireSearchesAsByComparing(IndexDatabase settings)
      throws IOException, SQLException {
    List<Indexed> records = new ArrayList<>(written.next(1, 1_500));
    records.addAll(written.next(IndexId.PART - 700, 1_400));
    List<Indexed> others = written.next(1, 400);
    try (LogDatabase database = database(settings)) {
      IndexWriter writer = IndexWriter.open(database, JOURNAL);
      IndexWriter other = IndexWriter.open(database, OTHER);
      IndexRecords.add(writer, records.subList(0, 1_100));
      IndexRecords.add(other, others.subList(0, 300));
      IndexRecords.add(writer, records.subList(1_100, 1_500));
      IndexRecords.add(writer, records.subList(1_500, 2_200));
      IndexRecords.add(other, others.subList(300, 400));
      assertEquals(Set.of(false), IndexRecords.kinds(database));
      requireSearchesAsByComparing(writer, records.subList(0, 2_200), others);
      IndexRecords.add(writer, records.subList(2_200, 2_900));
      assertEquals(Set.of(false, true), IndexRecords.kinds(database));
      requireSearchesAsByComparing(writer, records, others);
      IndexRecords.add(writer, records.subList(0, 2_200)); // read twice
      requireSearchesAsByComparing(writer, records.subList(0, 2_200), others);
    }
  }

  private void requireSearchesAsByComparing(
      IndexWriter writer, List<Indexed> records, List<Indexed> others) throws SQLException {
    List<LogSummary> all = new ArrayList<>();
    records.forEach(entry -> all.add(summary(JOURNAL, (Indexed.OfRecord) entry)));
    others.forEach(entry -> all.add(summary(OTHER, (Indexed.OfRecord) entry)));
    int met = 0;
    for (int i = 0; i < 30; i++) {
      met += compare(writer.index(), all) ? 1 : 0;
    }
    assertTrue(met > 10, "searches that found anything: " + met);
  }

  private boolean compare(LogIndex index, List<LogSummary> all) throws SQLException {
    List<LogCriterion> criteria = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      criteria.add(criterion(all));
    }
    boolean newest = random.nextBoolean();
    boolean everyLog = random.nextBoolean();
    LogQuery query = LogQuery.where(criteria).limit(5 + random.nextInt(200));
    query = newest ? query.newestFirst() : query;
    query = everyLog ? query.inEveryLog() : query;
    Predicate<LogSummary> meets = row -> everyLog || row.journal().equals(JOURNAL);
    for (LogCriterion criterion : criteria) {
      meets = meets.and(row -> meets(row, criterion));
    }
    Comparator<LogSummary> order =
        Comparator.comparing(LogSummary::time)
            .thenComparingInt(row -> row.journal().equals(JOURNAL) ? 1 : 2)
            .thenComparingLong(LogSummary::sequence);
    List<LogSummary> expected =
        all.stream().filter(meets).sorted(newest ? order.reversed() : order).toList();
    List<LogSummary> found = new ArrayList<>();
    List<LogSummary> page = index.search(query);
    while (!page.isEmpty() && found.size() < 250) {
      found.addAll(page);
      page = index.search(query.after(page.getLast()));
    }
    assertEquals(
        expected.subList(0, Math.min(found.size(), expected.size())), found, criteria::toString);
    assertEquals(expected.isEmpty(), found.isEmpty());
    return !found.isEmpty();
  }

  private LogCriterion criterion(List<LogSummary> all) {
    LogSummary one = all.get(random.nextInt(all.size()));
    return switch (random.nextInt(13)) {
      case 0 -> new LogCriterion.WithQueryId(one.queryId());
      case 1 -> new LogCriterion.WithRequestId(one.requestId());
      case 2 -> new LogCriterion.ByUser(one.userId().orElse("nobody"));
      case 3 -> new LogCriterion.OfIssue(one.issue().orElse("none"));
      case 4 -> new LogCriterion.OfClient(one.client());
      case 5 -> new LogCriterion.OfProvider(one.service().owner().member());
      case 6 -> new LogCriterion.OfService(one.service());
      case 7 -> new LogCriterion.OfClient(one.client().member());
      case 8 -> new LogCriterion.LoggedFrom(one.time());
      case 9 -> new LogCriterion.OnSide(one.side());
      case 10 -> new LogCriterion.OfKind(one.kind());
      case 11 -> new LogCriterion.InRange(one.sequence(), one.sequence() + random.nextInt(5_000));
      default -> new LogCriterion.LoggedBefore(one.time());
    };
  }

  private static boolean meets(LogSummary row, LogCriterion criterion) {
    return switch (criterion) {
      case LogCriterion.WithQueryId(String id) -> row.queryId().equals(id);
      case LogCriterion.WithRequestId(String id) -> row.requestId().equals(id);
      case LogCriterion.ByUser(String user) -> row.userId().equals(Optional.of(user));
      case LogCriterion.OfIssue(String issue) -> row.issue().equals(Optional.of(issue));
      case LogCriterion.OfClient(ClientId client) -> covers(client, row.client());
      case LogCriterion.OfProvider(ClientId client) -> covers(client, row.service().owner());
      case LogCriterion.OfService(ServiceId service) -> row.service().equals(service);
      case LogCriterion.LoggedFrom(Instant time) -> !row.time().isBefore(time);
      case LogCriterion.LoggedBefore(Instant time) -> row.time().isBefore(time);
      case LogCriterion.OnSide(Side side) -> row.side() == side;
      case LogCriterion.OfKind(Kind kind) -> row.kind() == kind;
      case LogCriterion.InRange(long first, long last) ->
          row.sequence() >= first && row.sequence() <= last;
      default -> throw new IllegalArgumentException(criterion.toString());
    };
  }

  private static boolean covers(ClientId asked, ClientId client) {
    return asked.subsystemCode().isPresent()
        ? asked.equals(client)
        : asked.member().equals(client.member());
  }

  private static LogSummary summary(UUID journal, Indexed.OfRecord entry) {
    IndexedHead head = entry.head();
    return new LogSummary(
        journal,
        entry.sequence(),
        head.time(),
        head.side(),
        head.kind(),
        head.protocol(),
        head.queryId(),
        head.requestId(),
        head.client(),
        head.service(),
        head.userId(),
        head.issue(),
        head.outcome(),
        false,
        Optional.empty());
  }

  @Test
  void everyPartIsLookedThrough(PostgresServer server) throws IOException, SQLException {
    List<Indexed> records = new ArrayList<>();
    for (int part = 0; part < 70; part++) {
      records.add(written.next(part * IndexId.PART + 7));
    }
    for (IndexDatabase settings : List.of(IndexDatabase.EMBEDDED, IndexSchema.in(server))) {
      try (LogDatabase database = database(settings)) {
        IndexWriter writer = IndexWriter.open(database, JOURNAL);
        IndexRecords.add(writer, records);
        for (Indexed entry : records) {
          LogSummary one = summary(JOURNAL, (Indexed.OfRecord) entry);
          LogCriterion id = new LogCriterion.WithQueryId(one.queryId());
          assertTrue(writer.index().search(LogQuery.where(id)).contains(one), one::toString);
        }
      }
    }
  }
}
