// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * The statements of one transaction that keep {@link IndexSpan} of blocks and parts: what is known
 * is widened by what is added, whatever it was added for.
 */
final class IndexSpans implements AutoCloseable {
  private static final String WIDEN =
      "UPDATE %1$s SET first_time = LEAST(first_time, ?), last_time = GREATEST(last_time, ?)"
          + " WHERE %2$s = ? AND (first_time > ? OR last_time < ?)";

  private final PreparedStatement addBlock;
  private final PreparedStatement widenBlock;
  private final PreparedStatement widenPart;
  private boolean pending;
  private long block;
  private long first;
  private long last;

  IndexSpans(Connection connection) throws SQLException {
    addBlock =
        connection.prepareStatement(
            "INSERT INTO log_block (id, first_time, last_time) VALUES (?, ?, ?)"
                + " ON CONFLICT DO NOTHING");
    widenBlock = connection.prepareStatement(WIDEN.formatted("log_block", "id"));
    widenPart = connection.prepareStatement(WIDEN.formatted("log_part", "part_no"));
  }

  /**
   * A record that is added.
   *
   * @param time in milliseconds since 1970
   */
  void add(long id, long time) throws SQLException {
    if (pending && block == IndexId.block(id)) {
      first = Math.min(first, time);
      last = Math.max(last, time);
    } else {
      finishBlock();
      block = IndexId.block(id);
      first = time;
      last = time;
      pending = true;
    }
  }

  private void finishBlock() throws SQLException {
    if (pending) {
      addBlock.setLong(1, block);
      addBlock.setLong(2, first);
      addBlock.setLong(3, last);
      addBlock.addBatch();
      widenBlock.setLong(3, block);
      widen(widenBlock);
      widenPart.setInt(3, IndexId.partOfBlock(block));
      widen(widenPart);
      pending = false;
    }
  }

  private void widen(PreparedStatement statement) throws SQLException {
    statement.setLong(1, first);
    statement.setLong(2, last);
    statement.setLong(4, first);
    statement.setLong(5, last);
    statement.addBatch();
  }

  void flush() throws SQLException {
    finishBlock();
    addBlock.executeBatch();
    widenBlock.executeBatch();
    widenPart.executeBatch();
  }

  @Override
  public void close() throws SQLException {
    try (addBlock;
        widenBlock;
        widenPart) {
      // Each statement is closed, whatever the others do.
    }
  }
}
