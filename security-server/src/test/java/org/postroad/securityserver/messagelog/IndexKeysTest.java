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
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.ServiceId;
import org.postroad.securityserver.journal.JournalPosition;
import org.postroad.testing.TestAuthority;

/** That what is found by blocks is what comparing every record finds, and nothing more is kept. */
class IndexKeysTest {
  private static final UUID JOURNAL = new UUID(1, 2);
  private static final UUID OTHER = new UUID(3, 4);

  @TempDir Path directory;
  private final SplittableRandom random = new SplittableRandom(5);
  private int databases;

  private LogDatabase database() throws IOException {
    databases++;
    Path place = Files.createDirectory(directory.resolve("index" + databases));
    return LogDatabase.open(IndexDatabase.EMBEDDED, place);
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
    Instant time = TestAuthority.NOW.plusMillis(sequence / 3 + random.nextInt(40));
    RecordHead head = RecordHead.of(record, time, new BatchDigests());
    return new Indexed.OfRecord(
        sequence, new JournalPosition(1, 1_000 * sequence), IndexedHead.of(head));
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
      long sequence = random.nextLong(1L << 46);
      long key = IndexKey.of(1 + random.nextInt(Integer.MAX_VALUE - 1), i, sequence);
      long block = IndexKey.block(IndexKey.part(sequence), key);
      assertEquals(IndexKey.block(sequence), block);
      assertTrue(key > 0);
      assertTrue(IndexKey.firstSequence(block) <= sequence);
      assertTrue(IndexKey.lastSequence(block) >= sequence);
    }
  }

  @Test
  void aSearchFindsWhatComparingEveryRecordFinds() throws IOException, SQLException {
    long second = (1L << 17) - 700;
    List<Indexed> records = new ArrayList<>(records(1, 1_500));
    records.addAll(records(second, 1_400));
    List<Indexed> others = records(1, 400);
    try (LogDatabase database = database()) {
      IndexWriter writer = IndexWriter.open(database, JOURNAL);
      add(writer, records.subList(0, 1_500));
      add(writer, records.subList(1_500, records.size()));
      add(IndexWriter.open(database, OTHER), others);
      List<LogSummary> all = new ArrayList<>();
      records.forEach(entry -> all.add(summary(JOURNAL, (Indexed.OfRecord) entry)));
      others.forEach(entry -> all.add(summary(OTHER, (Indexed.OfRecord) entry)));
      int met = 0;
      for (int i = 0; i < 80; i++) {
        met += compare(writer.index(), all) ? 1 : 0;
      }
      assertTrue(met > 25, "searches that found anything: " + met);
    }
  }

  private boolean compare(LogIndex index, List<LogSummary> all) throws SQLException {
    List<LogCriterion> criteria = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      criteria.add(criterion(all));
    }
    boolean newest = random.nextBoolean();
    boolean everyLog = random.nextBoolean();
    LogQuery query = LogQuery.where(criteria).limit(5 + random.nextInt(40));
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
    while (!page.isEmpty() && found.size() < 60) {
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
    return switch (random.nextInt(10)) {
      case 0 -> new LogCriterion.WithQueryId(one.queryId());
      case 1 -> new LogCriterion.WithRequestId(one.requestId());
      case 2 -> new LogCriterion.ByUser(one.userId().orElse("nobody"));
      case 3 -> new LogCriterion.OfIssue(one.issue().orElse("none"));
      case 4 -> new LogCriterion.OfClient(one.client());
      case 5 -> new LogCriterion.OfProvider(one.service().owner().member());
      case 6 -> new LogCriterion.OfService(one.service());
      case 7 -> new LogCriterion.OfClient(one.client().member());
      case 8 -> new LogCriterion.LoggedFrom(one.time());
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
      List<Long> before = keys(database);
      writer.prune(pruned, Map.of());
      IndexWriter without = IndexWriter.open(fresh, JOURNAL);
      add(without, records); // clients and services have the same numbers then
      without.clear();
      add(without, kept);
      assertFalse(before.equals(keys(database)));
      assertEquals(keys(fresh), keys(database));
      writer.clear();
      assertEquals(List.of(), keys(database));
    }
  }

  private static List<Long> keys(LogDatabase database) throws SQLException {
    TreeSet<Long> keys = new TreeSet<>();
    try (Connection connection = database.connection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT id FROM log_key")) {
      while (row.next()) {
        keys.add(row.getLong(1));
      }
    }
    return List.copyOf(keys);
  }
}
