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
      "SELECT r.id, r.query_id, r.request_id, r.user_id, r.issue, r.client_no,"
          + " (SELECT s.owner_no FROM log_service s WHERE s.service_no = r.service_no),"
          + " r.service_no FROM log_record r WHERE r.id BETWEEN ? AND ?";

  private final PreparedStatement add;
  private final PreparedStatement rows;
  private final PreparedStatement delete;
  private long[] added = new long[1 << 12];
  private int count;

  IndexKeys(Connection connection) throws SQLException {
    add = connection.prepareStatement("INSERT INTO log_key (id) VALUES (?) ON CONFLICT DO NOTHING");
    rows = connection.prepareStatement(ROWS);
    delete = connection.prepareStatement("DELETE FROM log_key WHERE id = ?");
  }

  /** Makes a record be found; what several of a block share is added once. */
  void add(long id, IndexKey.Findable record) {
    each(id, record, this::add);
  }

  private void add(long key) {
    if (count == added.length) {
      added = Arrays.copyOf(added, 2 * count);
    }
    added[count] = key;
    count++;
  }

  private static void each(long id, IndexKey.Findable record, LongConsumer consumer) {
    put(id, IndexKey.hash(IndexKey.Property.QUERY_ID, record.queryId()), consumer);
    put(id, IndexKey.hash(IndexKey.Property.REQUEST_ID, record.requestId()), consumer);
    if (record.userId().isPresent()) {
      put(id, IndexKey.hash(IndexKey.Property.USER_ID, record.userId().get()), consumer);
    }
    if (record.issue().isPresent()) {
      put(id, IndexKey.hash(IndexKey.Property.ISSUE, record.issue().get()), consumer);
    }
    put(id, IndexKey.hash(IndexKey.Property.CLIENT, record.client()), consumer);
    put(id, IndexKey.hash(IndexKey.Property.PROVIDER, record.provider()), consumer);
    put(id, IndexKey.hash(IndexKey.Property.SERVICE, record.service()), consumer);
  }

  private static void put(long id, int hash, LongConsumer consumer) {
    consumer.accept(IndexKey.of(id, hash));
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
  void forget(Collection<Long> ids) throws SQLException {
    Map<Long, Set<Long>> blocks = new TreeMap<>();
    for (long id : ids) {
      blocks.computeIfAbsent(IndexId.block(id), _ -> new HashSet<>()).add(id);
    }
    for (Map.Entry<Long, Set<Long>> block : blocks.entrySet()) {
      forget(block.getKey(), block.getValue());
    }
    delete.executeBatch();
  }

  private void forget(long block, Set<Long> ids) throws SQLException {
    Set<Long> going = new HashSet<>();
    Set<Long> staying = new HashSet<>();
    IndexId.Range all = IndexId.Range.ofBlock(block);
    rows.setLong(1, all.first());
    rows.setLong(2, all.last());
    try (ResultSet row = rows.executeQuery()) {
      while (row.next()) {
        long id = row.getLong(1);
        Set<Long> keys = ids.contains(id) ? going : staying;
        each(id, findable(row), keys::add);
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
