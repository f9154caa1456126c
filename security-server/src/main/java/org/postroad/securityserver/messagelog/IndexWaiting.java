// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import org.postroad.securityserver.journal.Sequences;

/**
 * The records of one journal without a time-stamp, a row for each range of consecutive ones: mostly
 * one row that grows and shrinks, however many records there are. For one thread.
 */
final class IndexWaiting {
  private final int journal;
  private final Sequences waiting;
  private Set<Sequences.Range> stored;

  private IndexWaiting(int journal, Sequences waiting) {
    this.journal = journal;
    this.waiting = waiting;
    this.stored = new HashSet<>(waiting.ranges());
  }

  static IndexWaiting read(Connection connection, int journal) throws SQLException {
    Sequences waiting = new Sequences();
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT first_sequence, last_sequence FROM log_waiting WHERE journal_no = ?")) {
      query.setInt(1, journal);
      try (ResultSet found = query.executeQuery()) {
        while (found.next()) {
          waiting.add(new Sequences.Range(found.getLong(1), found.getLong(2)));
        }
      }
    }
    return new IndexWaiting(journal, waiting);
  }

  void arrived(long sequence) {
    waiting.add(sequence);
  }

  void stamped(Indexed.OfTimestamp timestamp) {
    timestamp.records().forEach(waiting::remove);
  }

  long count() {
    return waiting.count();
  }

  /** Makes the rows say what is known; part of the transaction that adds what it was known from. */
  void write(Connection connection) throws SQLException {
    Set<Sequences.Range> now = new HashSet<>(waiting.ranges());
    try (PreparedStatement delete =
            connection.prepareStatement(
                "DELETE FROM log_waiting WHERE journal_no = ? AND first_sequence = ?");
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO log_waiting (journal_no, first_sequence, last_sequence)"
                    + " VALUES (?, ?, ?)")) {
      delete.setInt(1, journal);
      for (Sequences.Range former : stored) {
        if (!now.contains(former)) {
          delete.setLong(2, former.first());
          delete.addBatch();
        }
      }
      insert.setInt(1, journal);
      for (Sequences.Range range : now) {
        if (!stored.contains(range)) {
          insert.setLong(2, range.first());
          insert.setLong(3, range.last());
          insert.addBatch();
        }
      }
      delete.executeBatch();
      insert.executeBatch();
    }
    stored = now;
  }
}
