// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Deletes the rows of one journal, in transactions that no database chokes on. */
final class IndexClearing {
  private static final List<String> TABLES =
      List.of("log_segment", "log_waiting", "log_timestamp", "log_archive", "log_pruned");

  /** Numbers of rows that one transaction deletes where a whole journal goes. */
  private static final long DELETED = 20_000;

  private IndexClearing() {}

  /** The connection does not commit by itself. */
  static void clear(Connection connection, int journal) throws SQLException {
    IndexParts parts = IndexParts.read(connection, journal);
    for (IndexPart part : parts.all()) {
      clear(connection, part);
    }
    for (String table : TABLES) {
      clear(connection, journal, table);
    }
  }

  private static void clear(Connection connection, int journal, String table) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement(
            ("DELETE FROM %1$s WHERE journal_no = ? AND %2$s <"
                    + " ? + (SELECT MIN(x.%2$s) FROM %1$s x WHERE x.journal_no = ?)")
                .formatted(table, key(table)))) {
      int deleted = 1;
      while (deleted > 0) {
        delete.setInt(1, journal);
        delete.setLong(2, DELETED);
        delete.setInt(3, journal);
        deleted = delete.executeUpdate();
        connection.commit();
      }
    }
  }

  /** A part keeps its number. */
  private static void clear(Connection connection, IndexPart part) throws SQLException {
    IndexId.Range records = part.ids();
    long keys = part.no() * IndexKey.ROWS;
    delete(connection, "log_keys", keys, keys + IndexKey.ROWS - 1);
    delete(connection, "log_block", IndexId.block(records.first()), IndexId.block(records.last()));
    for (long first = records.first(); first <= records.last(); first += DELETED) {
      delete(connection, "log_record", first, Math.min(first + DELETED - 1, records.last()));
    }
    try (PreparedStatement empty =
        connection.prepareStatement(
            "UPDATE log_part SET first_time = DEFAULT, last_time = DEFAULT WHERE part_no = ?")) {
      empty.setInt(1, part.no());
      empty.executeUpdate();
      connection.commit();
    }
  }

  private static void delete(Connection connection, String table, long first, long last)
      throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM " + table + " WHERE id BETWEEN ? AND ?")) {
      delete.setLong(1, first);
      delete.setLong(2, last);
      delete.executeUpdate();
      connection.commit();
    }
  }

  private static String key(String table) {
    return switch (table) {
      case "log_segment" -> "segment";
      case "log_archive" -> "archive_no";
      case "log_timestamp", "log_waiting" -> "first_sequence";
      default -> "sequence";
    };
  }
}
