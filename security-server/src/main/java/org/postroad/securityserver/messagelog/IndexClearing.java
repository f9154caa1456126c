// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Deletes the rows of one journal, in transactions that no database chokes on. */
final class IndexClearing {
  private static final List<String> TABLES =
      List.of(
          "log_segment", "log_record", "log_waiting", "log_timestamp", "log_archive", "log_pruned");

  /** Rows that one transaction deletes where a whole journal goes. */
  private static final long DELETED = 20_000;

  private IndexClearing() {}

  /** The connection does not commit by itself. */
  static void clear(Connection connection, int journal) throws SQLException {
    clearKeys(connection, journal);
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

  /** Parts keep their numbers. */
  private static void clearKeys(Connection connection, int journal) throws SQLException {
    try (PreparedStatement parts =
            connection.prepareStatement("SELECT part_no FROM log_part WHERE journal_no = ?");
        PreparedStatement delete =
            connection.prepareStatement("DELETE FROM log_key WHERE id BETWEEN ? AND ?")) {
      List<Integer> numbers = new ArrayList<>();
      parts.setInt(1, journal);
      try (ResultSet found = parts.executeQuery()) {
        while (found.next()) {
          numbers.add(found.getInt(1));
        }
      }
      for (int part : numbers) {
        delete.setLong(1, part * IndexKey.PART);
        delete.setLong(2, (part + 1) * IndexKey.PART - 1);
        delete.executeUpdate();
        connection.commit();
      }
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
