// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/** The statements of one transaction that change by which numbers records are found. */
final class IndexKeys implements AutoCloseable {
  private static final String ROWS =
      "SELECT r.sequence, r.query_id, r.request_id, r.user_id, r.issue, r.client_no,"
          + " (SELECT s.owner_no FROM log_service s WHERE s.service_no = r.service_no),"
          + " r.service_no,"
          + " (SELECT p.part_no FROM log_part p WHERE p.journal_no = r.journal_no"
          + " AND p.number = ?) FROM log_record r"
          + " WHERE r.journal_no = ? AND r.sequence BETWEEN ? AND ?";
  private static final int PART_COLUMN = 9;

  private final int journal;
  private final PreparedStatement add;
  private final PreparedStatement rows;
  private final PreparedStatement delete;
  private long[] added = new long[1 << 12];
  private int count;

  IndexKeys(Connection connection, int journal) throws SQLException {
    this.journal = journal;
    add = connection.prepareStatement("INSERT INTO log_key (id) VALUES (?) ON CONFLICT DO NOTHING");
    rows = connection.prepareStatement(ROWS);
    delete = connection.prepareStatement("DELETE FROM log_key WHERE id = ?");
  }

  /** Makes a record of a part be found; several of a block are together added once. */
  void add(int part, long sequence, IndexKey.Findable record) {
    each(part, sequence, record, this::add);
  }

  private void add(long key) {
    if (count == added.length) {
      added = Arrays.copyOf(added, 2 * count);
    }
    added[count] = key;
    count++;
  }

  private static void each(
      int part, long sequence, IndexKey.Findable record, LongConsumer consumer) {
    put(part, IndexKey.hash(IndexKey.Property.QUERY_ID, record.queryId()), sequence, consumer);
    put(part, IndexKey.hash(IndexKey.Property.REQUEST_ID, record.requestId()), sequence, consumer);
    if (record.userId().isPresent()) {
      int user = IndexKey.hash(IndexKey.Property.USER_ID, record.userId().get());
      put(part, user, sequence, consumer);
    }
    if (record.issue().isPresent()) {
      int issue = IndexKey.hash(IndexKey.Property.ISSUE, record.issue().get());
      put(part, issue, sequence, consumer);
    }
    put(part, IndexKey.hash(IndexKey.Property.CLIENT, record.client()), sequence, consumer);
    put(part, IndexKey.hash(IndexKey.Property.PROVIDER, record.provider()), sequence, consumer);
    put(part, IndexKey.hash(IndexKey.Property.SERVICE, record.service()), sequence, consumer);
  }

  private static void put(int part, int hash, long sequence, LongConsumer consumer) {
    consumer.accept(IndexKey.of(part, hash, sequence));
  }

  void flush() throws SQLException {
    Arrays.sort(added, 0, count);
    for (int i = 0; i < count; i++) {
      if (i == 0 || added[i] != added[i - 1]) {
        add.setLong(1, added[i]);
        add.addBatch();
      }
    }
    count = 0;
    add.executeBatch();
  }

  /**
   * Takes away what records were found by whose rows are about to be deleted, as far as no other
   * record of their block is found by it.
   */
  void forget(Collection<Long> sequences) throws SQLException {
    Map<Long, Set<Long>> blocks = new TreeMap<>();
    for (long sequence : sequences) {
      blocks.computeIfAbsent(IndexKey.block(sequence), _ -> new HashSet<>()).add(sequence);
    }
    for (Map.Entry<Long, Set<Long>> block : blocks.entrySet()) {
      forget(block.getKey(), block.getValue());
    }
    delete.executeBatch();
  }

  private void forget(long block, Set<Long> sequences) throws SQLException {
    Set<Long> going = new HashSet<>();
    Set<Long> staying = new HashSet<>();
    long first = IndexKey.firstSequence(block);
    rows.setLong(1, IndexKey.part(first));
    rows.setInt(2, journal);
    rows.setLong(3, first);
    rows.setLong(4, IndexKey.lastSequence(block));
    try (ResultSet row = rows.executeQuery()) {
      while (row.next()) {
        long sequence = row.getLong(1);
        Set<Long> keys = sequences.contains(sequence) ? going : staying;
        each(row.getInt(PART_COLUMN), sequence, findable(row), keys::add);
      }
    }
    going.removeAll(staying);
    for (long key : going) {
      delete.setLong(1, key);
      delete.addBatch();
    }
  }

  private static IndexKey.Findable findable(ResultSet row) throws SQLException {
    return new IndexKey.Findable(
        row.getString(2),
        row.getString(3),
        Optional.ofNullable(row.getString(4)),
        Optional.ofNullable(row.getString(5)),
        row.getInt(6),
        row.getInt(7),
        row.getInt(8));
  }

  @Override
  public void close() throws SQLException {
    try (add;
        rows;
        delete) {
      // Each statement is closed, whatever the others do.
    }
  }
}
