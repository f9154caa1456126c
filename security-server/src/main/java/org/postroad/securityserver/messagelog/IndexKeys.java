// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntConsumer;

/** The statements of one transaction that change by which numbers records are found. */
final class IndexKeys implements AutoCloseable {
  private static final String RECORDS =
      "SELECT r.id, r.query_id, r.request_id, r.user_id, r.issue, r.client_no,"
          + " (SELECT s.owner_no FROM log_service s WHERE s.service_no = r.service_no),"
          + " r.service_no FROM log_record r WHERE r.id BETWEEN ? AND ?";

  private final PreparedStatement records;
  private final IndexKeyRows rows;
  private final Map<Long, PackedKeys.Unsorted> added = new TreeMap<>();

  IndexKeys(Connection connection) throws SQLException {
    records = connection.prepareStatement(RECORDS);
    rows = new IndexKeyRows(connection);
  }

  /** Makes a record be found; what several of a block share is added once. */
  void add(long id, IndexKey.Findable record) {
    PackedKeys.Unsorted row =
        added.computeIfAbsent(IndexKey.rowByBlocks(id), _ -> new PackedKeys.Unsorted());
    each(id, record, row::add);
  }

  private static void each(long id, IndexKey.Findable record, IntConsumer consumer) {
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

  private static void put(long id, int hash, IntConsumer consumer) {
    consumer.accept(IndexKey.of(id, hash));
  }

  void flush() throws SQLException {
    for (Map.Entry<Long, PackedKeys.Unsorted> row : added.entrySet()) {
      rows.add(row.getKey(), row.getValue().sorted());
    }
    rows.flush();
    added.clear();
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
    Map<Long, PackedKeys.Unsorted> going = new TreeMap<>();
    for (Map.Entry<Long, Set<Long>> block : blocks.entrySet()) {
      long row = IndexKey.rowByBlocks(block.getKey() * IndexId.BLOCK);
      for (int key : going(block.getKey(), block.getValue())) {
        long byHash = IndexKey.rowByHash(IndexKey.partOfRow(row), key);
        going.computeIfAbsent(row, _ -> new PackedKeys.Unsorted()).add(key);
        going.computeIfAbsent(byHash, _ -> new PackedKeys.Unsorted()).add(key);
      }
    }
    for (Map.Entry<Long, PackedKeys.Unsorted> row : going.entrySet()) {
      rows.remove(row.getKey(), row.getValue().sorted());
    }
    rows.flush();
  }

  /** The numbers of some records of a block that none of its others has. */
  private Set<Integer> going(long block, Set<Long> ids) throws SQLException {
    Set<Integer> going = new HashSet<>();
    Set<Integer> staying = new HashSet<>();
    IndexId.Range all = IndexId.Range.ofBlock(block);
    records.setLong(1, all.first());
    records.setLong(2, all.last());
    try (ResultSet row = records.executeQuery()) {
      while (row.next()) {
        long id = row.getLong(1);
        Set<Integer> keys = ids.contains(id) ? going : staying;
        each(id, findable(row), keys::add);
      }
    }
    going.removeAll(staying);
    return going;
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
    try (records;
        rows) {
      // Each statement is closed, whatever the others do.
    }
  }
}
