// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * The statements of one transaction that change rows of numbers, batched. No row is changed twice
 * between two flushes, and a row without numbers does not stay. For one thread, and nobody else
 * changes the rows of its journal.
 */
final class IndexKeyRows implements AutoCloseable {
  private final PreparedStatement read;
  private final PreparedStatement insert;
  private final PreparedStatement update;
  private final PreparedStatement delete;

  IndexKeyRows(Connection connection) throws SQLException {
    read = connection.prepareStatement("SELECT keys FROM log_keys WHERE id = ?");
    insert = connection.prepareStatement("INSERT INTO log_keys (id, keys) VALUES (?, ?)");
    update = connection.prepareStatement("UPDATE log_keys SET keys = ? WHERE id = ?");
    delete = connection.prepareStatement("DELETE FROM log_keys WHERE id = ?");
  }

  /** Numbers that the row has already stay as they are. */
  void add(long row, PackedKeys keys) throws SQLException {
    var _ = add(row, keys, Integer.MAX_VALUE);
  }

  /**
   * Adds numbers unless the row would have more than so many then.
   *
   * @return whether they were added
   */
  boolean add(long row, PackedKeys keys, int most) throws SQLException {
    PackedKeys before = read(row);
    PackedKeys after = before.union(keys);
    if (after.size() > most) {
      return false;
    }
    change(row, before, after);
    return true;
  }

  /** Numbers that the row does not have are none of its business. */
  void remove(long row, PackedKeys keys) throws SQLException {
    PackedKeys before = read(row);
    change(row, before, before.without(keys));
  }

  void delete(long row) throws SQLException {
    delete.setLong(1, row);
    delete.addBatch();
  }

  /** What a row has at the last flush, nothing where there is none. */
  PackedKeys read(long row) throws SQLException {
    read.setLong(1, row);
    try (ResultSet found = read.executeQuery()) {
      return found.next() ? PackedKeys.of(found.getBytes(1)) : PackedKeys.NONE;
    }
  }

  private void change(long row, PackedKeys before, PackedKeys after) throws SQLException {
    if (after.size() == before.size()) {
      return;
    }
    if (after.size() == 0) {
      delete(row);
    } else if (before.size() == 0) {
      insert.setLong(1, row);
      insert.setBytes(2, after.bytes());
      insert.addBatch();
    } else {
      update.setBytes(1, after.bytes());
      update.setLong(2, row);
      update.addBatch();
    }
  }

  void flush() throws SQLException {
    insert.executeBatch();
    update.executeBatch();
    delete.executeBatch();
  }

  @Override
  public void close() throws SQLException {
    try (read;
        insert;
        update;
        delete) {
      // Each statement is closed, whatever the others do.
    }
  }
}
