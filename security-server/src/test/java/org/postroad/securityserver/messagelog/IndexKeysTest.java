// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.ServiceId;
import org.postroad.securityserver.journal.JournalPosition;
import org.postroad.testing.PostgresServer;
import org.postroad.testing.TestAuthority;

/** That what is found by blocks is what comparing every record finds, and nothing more is kept. */
@ExtendWith(PostgresServer.Resolver.class)
class IndexKeysTest {
  private static final UUID JOURNAL = new UUID(1, 2);
  private static final UUID OTHER = new UUID(3, 4);

  @TempDir Path directory;
  private final SplittableRandom random = new SplittableRandom(5);
  private int databases;

  private LogDatabase database() throws IOException {
    return database(IndexDatabase.EMBEDDED);
  }

  private LogDatabase database(IndexDatabase settings) throws IOException {
    databases++;
    Path place = Files.createDirectory(directory.resolve("index" + databases));
    return LogDatabase.open(settings, place);
  }

  private static void add(IndexWriter writer, List<Indexed> entries) throws SQLException {
    long last = entries.isEmpty() ? 0 : ((Indexed.OfRecord) entries.getLast()).sequence();
    var _ = writer.add(entries, Map.of(), new JournalPosition(1, 1_000 * last), last);
  }

  /** One member has more subsystems than a search follows one by one. */
  private ClientId client() {
    return random.nextInt(4) == 0
        ? ClientId.parse("TEST/GOV/1/many" + random.nextInt(150))
        : ClientId.parse("TEST/GOV/" + (2 + random.nextInt(3)) + "/s" + random.nextInt(3));
  }

  private Indexed record(long sequence) throws IOException {
    NewRecord soap = Fixtures.soap("q");
    Kind kind = random.nextBoolean() ? Kind.REQUEST : Kind.RESPONSE;
    NewRecord record =
        new NewRecord(
            random.nextBoolean() ? Side.CONSUMER : Side.PROVIDER,
            kind,
            "query-" + random.nextInt(2_000),
            "request-" + random.nextInt(2_000),
            random.nextInt(3) == 0 ? Optional.empty() : Optional.of("user" + random.nextInt(50)),
            random.nextInt(3) == 0 ? Optional.of("issue" + random.nextInt(9)) : Optional.empty(),
            kind == Kind.RESPONSE ? Optional.of(Outcome.SUCCEEDED) : Optional.empty(),
            client(),
            new ServiceId(client(), "service" + random.nextInt(3), Optional.of("v1")),
            "4.0",
            true,
            soap.message(),
            soap.digests(),
            soap.attachments(),
            soap.signature());
    Instant time = time(sequence);
    RecordHead head = RecordHead.of(record, time, new BatchDigests());
    return new Indexed.OfRecord(
        sequence, new JournalPosition(1, 1_000 * sequence), IndexedHead.of(head));
  }

  /** Times nearly rise; at two records the clock is set, forwards and later back again. */
  private Instant time(long sequence) {
    boolean ahead = sequence % 1_000 >= 450 && sequence % 1_000 < 700;
    return TestAuthority.NOW
        .plusMillis(sequence / 3 + random.nextInt(40))
        .plusMillis(ahead ? 300 : 0);
  }

  private List<Indexed> records(long first, int count) throws IOException {
    List<Indexed> records = new ArrayList<>();
    for (long sequence = first; sequence < first + count; sequence++) {
      records.add(record(sequence));
    }
    return records;
  }

  @Test
  void aNumberNamesTheBlockOfItsRecord() {
    for (int i = 0; i < 10_000; i++) {
      int no = 1 + random.nextInt(Integer.MAX_VALUE - 1);
      long sequence = random.nextLong(1L << 46);
      long id = IndexId.of(no, sequence);
      assertEquals(no, IndexId.part(id));
      assertEquals(no, IndexId.partOfBlock(IndexId.block(id)));
      long key = IndexKey.of(id, i);
      assertTrue(key > 0);
      assertEquals(IndexId.block(id), IndexKey.block(key));
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
    long second = (1L << 17) - 700;
    List<Indexed> records = new ArrayList<>(records(1, 1_500));
    records.addAll(records(second, 1_400));
    List<Indexed> others = records(1, 400);
    try (LogDatabase database = database(settings)) {
      IndexWriter writer = IndexWriter.open(database, JOURNAL);
      IndexWriter other = IndexWriter.open(database, OTHER);
      add(writer, records.subList(0, 1_100));
      add(other, others.subList(0, 300));
      add(writer, records.subList(1_100, 1_500));
      add(writer, records.subList(1_500, records.size()));
      add(other, others.subList(300, 400));
      List<LogSummary> all = new ArrayList<>();
      records.forEach(entry -> all.add(summary(JOURNAL, (Indexed.OfRecord) entry)));
      others.forEach(entry -> all.add(summary(OTHER, (Indexed.OfRecord) entry)));
      int met = 0;
      for (int i = 0; i < 60; i++) {
        met += compare(writer.index(), all) ? 1 : 0;
      }
      assertTrue(met > 25, "searches that found anything: " + met);
    }
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
  void ofPrunedRecordsNoNumberStays() throws IOException, SQLException {
    List<Indexed> records = records(1, 900);
    List<Indexed> kept = new ArrayList<>();
    List<Indexed.OfPruned> pruned = new ArrayList<>();
    for (Indexed entry : records) {
      Indexed.OfRecord record = (Indexed.OfRecord) entry;
      if (record.sequence() < 300 || random.nextBoolean()) {
        pruned.add(new Indexed.OfPruned(record.sequence(), record.position()));
      } else {
        kept.add(record);
      }
    }
    try (LogDatabase database = database();
        LogDatabase fresh = database()) {
      IndexWriter writer = IndexWriter.open(database, JOURNAL);
      add(writer, records);
      List<Long> before = ids(database, "log_key");
      writer.prune(pruned, Map.of());
      IndexWriter without = IndexWriter.open(fresh, JOURNAL);
      add(without, records); // clients and services have the same numbers then
      without.clear();
      add(without, kept);
      assertFalse(before.equals(ids(database, "log_key")));
      assertEquals(ids(fresh, "log_key"), ids(database, "log_key"));
      assertEquals(ids(fresh, "log_record"), ids(database, "log_record"));
      writer.clear();
      for (String table : List.of("log_key", "log_block", "log_record")) {
        assertEquals(List.of(), ids(database, table), table);
      }
    }
  }

  private static List<Long> ids(LogDatabase database, String table) throws SQLException {
    TreeSet<Long> ids = new TreeSet<>();
    try (Connection connection = database.connection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT id FROM " + table)) {
      while (row.next()) {
        ids.add(row.getLong(1));
      }
    }
    return List.copyOf(ids);
  }
}
