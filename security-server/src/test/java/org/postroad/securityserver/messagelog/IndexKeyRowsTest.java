// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That rows have the numbers of the records that are there, each once, and no others. */
class IndexKeyRowsTest {
  private static final UUID JOURNAL = new UUID(1, 2);
  private static final UUID OTHER = new UUID(3, 4);

  @TempDir Path directory;
  private final SplittableRandom random = new SplittableRandom(5);
  private final IndexRecords written = new IndexRecords(random);
  private int databases;

  private LogDatabase database() throws IOException {
    databases++;
    Path place = Files.createDirectory(directory.resolve("index" + databases));
    return LogDatabase.open(IndexDatabase.EMBEDDED, place);
  }

  @Test
  void ofPrunedRecordsNoNumberStays() throws IOException, SQLException {
    requireNoNumberOfPrunedRecords(written.next(1, 900));
  }

  @Test
  void ofPrunedRecordsOfAWholePartNoNumberStays() throws IOException, SQLException {
    requireNoNumberOfPrunedRecords(written.next(IndexId.PART - 897, 900));
  }

  /** Numbers are those of an index that has never heard of what was pruned. */
  private void requireNoNumberOfPrunedRecords(List<Indexed> records)
      throws IOException, SQLException {
    List<Indexed> kept = new ArrayList<>();
    List<Indexed.OfPruned> pruned = new ArrayList<>();
    for (Indexed entry : records) {
      Indexed.OfRecord record = (Indexed.OfRecord) entry;
      boolean last = kept.size() + pruned.size() == records.size() - 1;
      if (pruned.size() < 300 || (random.nextBoolean() && !last)) {
        pruned.add(new Indexed.OfPruned(record.sequence(), record.position()));
      } else {
        kept.add(record);
      }
    }
    try (LogDatabase database = database();
        LogDatabase fresh = database()) {
      IndexWriter writer = IndexWriter.open(database, JOURNAL);
      IndexRecords.add(writer, records);
      Map<Long, String> before = IndexRecords.rows(database);
      writer.prune(pruned, Map.of());
      IndexWriter without = IndexWriter.open(fresh, JOURNAL);
      IndexRecords.add(without, records); // clients and services have the same numbers then
      without.clear();
      IndexRecords.add(without, kept);
      assertNotEquals(before, IndexRecords.rows(database));
      assertEquals(IndexRecords.rows(fresh), IndexRecords.rows(database));
      assertEquals(ids(fresh, "log_record"), ids(database, "log_record"));
      writer.clear();
      for (String table : List.of("log_keys", "log_block", "log_record")) {
        assertEquals(List.of(), ids(database, table), table);
      }
    }
  }

  @Test
  void whatIsReadTwiceIsThereOnce() throws IOException, SQLException {
    List<Indexed> records = written.next(IndexId.PART - 900, 1_000);
    try (LogDatabase database = database()) {
      IndexWriter writer = IndexWriter.open(database, JOURNAL);
      IndexRecords.add(writer, records.subList(0, 300));
      IndexRecords.add(writer, records.subList(100, 900));
      Map<Long, String> byBlocks = IndexRecords.rows(database);
      IndexRecords.add(writer, records.subList(0, 900));
      assertEquals(byBlocks, IndexRecords.rows(database));
      IndexRecords.add(writer, records.subList(900, 1_000));
      Map<Long, String> merged = IndexRecords.rows(database);
      IndexRecords.add(writer, records.subList(0, 900));
      Map<Long, String> both = new TreeMap<>(merged);
      both.putAll(byBlocks);
      assertEquals(both, IndexRecords.rows(database));
      IndexRecords.add(IndexWriter.open(database, JOURNAL), records.subList(950, 1_000));
      assertEquals(merged, IndexRecords.rows(database));
    }
  }

  @Test
  void whatIsPrunedGoesFromBothKindsOfRows() throws IOException, SQLException {
    List<Indexed> records = written.next(IndexId.PART - 900, 901);
    List<Indexed.OfPruned> pruned = new ArrayList<>();
    for (Indexed entry : records.subList(0, 900)) {
      Indexed.OfRecord record = (Indexed.OfRecord) entry;
      pruned.add(new Indexed.OfPruned(record.sequence(), record.position()));
    }
    try (LogDatabase database = database()) {
      IndexWriter writer = IndexWriter.open(database, JOURNAL);
      IndexRecords.add(writer, records);
      IndexRecords.add(writer, records.subList(0, 900));
      assertEquals(Set.of(false, true), IndexRecords.kinds(database));
      writer.prune(pruned, Map.of());
      assertEquals(1, IndexRecords.rows(database).size(), "the row of the record in the next part");
    }
  }

  @Test
  void aJournalIsClearedAndAnotherStays() throws IOException, SQLException {
    List<Indexed> records = written.next(IndexId.PART - 300, 600);
    try (LogDatabase database = database()) {
      IndexWriter other = IndexWriter.open(database, OTHER);
      IndexRecords.add(other, records);
      Map<Long, String> others = IndexRecords.rows(database);
      IndexWriter writer = IndexWriter.open(database, JOURNAL);
      IndexRecords.add(writer, records);
      assertEquals(2 * others.size(), IndexRecords.rows(database).size());
      writer.clear();
      assertEquals(others, IndexRecords.rows(database));
      IndexRecords.add(writer, records);
      other.clear();
      assertEquals(others.size(), IndexRecords.rows(database).size());
      assertEquals(600, writer.index().search(LogQuery.where().limit(1_000)).size());
    }
  }

  /** More of them than a value of H2 holds, all of hashes that begin alike. */
  @Test
  void aPartWhoseNumbersDoNotFitIntoOneRowStaysAsItIs() throws IOException, SQLException {
    try (LogDatabase database = database()) {
      IndexWriter writer = IndexWriter.open(database, JOURNAL);
      IndexRecords.add(writer, written.next(1, 1));
      int part = IndexKey.partOfRow(IndexRecords.rows(database).keySet().iterator().next());
      try (Connection connection = database.connection();
          IndexKeyRows rows = new IndexKeyRows(connection)) {
        for (int row = 0; row < IndexKey.ROWS_OF_A_KIND; row++) {
          PackedKeys.Unsorted keys = new PackedKeys.Unsorted();
          for (int i = 0; i < 600; i++) {
            keys.add(IndexKey.first(i) + 2 * row);
          }
          rows.add(part * IndexKey.ROWS + IndexKey.ROWS_OF_A_KIND + row, keys.sorted());
        }
        rows.flush();
      }
      Map<Long, String> before = IndexRecords.rows(database);
      IndexRecords.add(writer, written.next(IndexId.PART, 1));
      Map<Long, String> after = IndexRecords.rows(database);
      assertTrue(after.keySet().removeIf(row -> IndexKey.partOfRow(row) != part));
      assertEquals(before, after);
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
