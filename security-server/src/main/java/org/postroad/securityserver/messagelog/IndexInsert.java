// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Optional;
import org.postroad.securityserver.journal.Sequences;

/**
 * The statements of one transaction that adds what was read from the journal, batched. What is
 * there already stays as it is, since the same entry may be read twice.
 */
final class IndexInsert implements AutoCloseable {
  private final int journal;
  private final PreparedStatement record;
  private final PreparedStatement timestamp;
  private final PreparedStatement pruned;
  private final PreparedStatement forgotten;
  private final PreparedStatement archive;
  private final PreparedStatement archived;

  IndexInsert(Connection connection, int journal) throws SQLException {
    this.journal = journal;
    record =
        connection.prepareStatement(
            "INSERT INTO log_record (journal_no, sequence, segment, file_offset, logged_at, side,"
                + " kind, protocol, query_id, request_id, client_no, service_no, user_id, issue,"
                + " outcome, query_key, request_key, user_key, issue_key)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                + " ON CONFLICT DO NOTHING");
    timestamp =
        connection.prepareStatement(
            "INSERT INTO log_timestamp"
                + " (journal_no, first_sequence, last_sequence, segment, file_offset)"
                + " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING");
    pruned =
        connection.prepareStatement(
            "INSERT INTO log_pruned (journal_no, sequence, segment, file_offset)"
                + " VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING");
    forgotten =
        connection.prepareStatement("DELETE FROM log_record WHERE journal_no = ? AND sequence = ?");
    archive =
        connection.prepareStatement(
            "INSERT INTO log_archive (journal_no, archive_no, file_name) VALUES (?, ?, ?)"
                + " ON CONFLICT DO NOTHING");
    archived =
        connection.prepareStatement(
            "UPDATE log_record SET archive_no = ? WHERE journal_no = ?"
                + " AND sequence BETWEEN ? AND ?");
  }

  static String column(Side side) {
    return switch (side) {
      case CONSUMER -> "C";
      case PROVIDER -> "P";
    };
  }

  static String column(Kind kind) {
    return switch (kind) {
      case REQUEST -> "Q";
      case RESPONSE -> "R";
    };
  }

  static String column(Outcome outcome) {
    return switch (outcome) {
      case SUCCEEDED -> "S";
      case FAILED -> "F";
    };
  }

  void add(Indexed.OfRecord entry, int client, int service) throws SQLException {
    RecordHead head = entry.head();
    record.setInt(1, journal);
    record.setLong(2, entry.sequence());
    record.setLong(3, entry.position().segment());
    record.setLong(4, entry.position().offset());
    record.setLong(5, head.time().toEpochMilli());
    record.setString(6, column(head.side()));
    record.setString(7, column(head.kind()));
    record.setString(8, IndexText.of(head.protocol()));
    record.setInt(11, client);
    record.setInt(12, service);
    record.setString(15, head.outcome().map(IndexInsert::column).orElse(null));
    search(9, 16, Optional.of(head.queryId()));
    search(10, 17, Optional.of(head.requestId()));
    search(13, 18, head.userId());
    search(14, 19, head.issue());
    record.addBatch();
  }

  /** A text and the number by which it is found. */
  private void search(int text, int key, Optional<String> value) throws SQLException {
    if (value.isPresent()) {
      String column = IndexText.of(value.get());
      record.setString(text, column);
      record.setInt(key, IndexText.key(column));
    } else {
      record.setNull(text, Types.VARCHAR);
      record.setNull(key, Types.INTEGER);
    }
  }

  /** A time-stamp is kept by ranges of consecutive sequences, mostly one. */
  void add(Indexed.OfTimestamp entry) throws SQLException {
    for (Sequences.Range range : entry.records()) {
      timestamp.setInt(1, journal);
      timestamp.setLong(2, range.first());
      timestamp.setLong(3, range.last());
      timestamp.setLong(4, entry.position().segment());
      timestamp.setLong(5, entry.position().offset());
      timestamp.addBatch();
    }
  }

  /** Nothing of what a pruned record said stays. */
  void add(Indexed.OfPruned entry) throws SQLException {
    pruned.setInt(1, journal);
    pruned.setLong(2, entry.sequence());
    pruned.setLong(3, entry.position().segment());
    pruned.setLong(4, entry.position().offset());
    pruned.addBatch();
    forgotten.setInt(1, journal);
    forgotten.setLong(2, entry.sequence());
    forgotten.addBatch();
  }

  void add(Indexed.OfArchive entry) throws SQLException {
    flush();
    archive.setInt(1, journal);
    archive.setLong(2, entry.number());
    archive.setString(3, IndexText.of(entry.fileName()));
    archive.executeUpdate();
    archived.setLong(1, entry.number());
    archived.setInt(2, journal);
    for (Sequences.Range range : entry.records()) {
      archived.setLong(3, range.first());
      archived.setLong(4, range.last());
      archived.addBatch();
    }
    archived.executeBatch();
  }

  void flush() throws SQLException {
    record.executeBatch();
    timestamp.executeBatch();
    pruned.executeBatch();
    forgotten.executeBatch();
  }

  @Override
  public void close() throws SQLException {
    try (record;
        timestamp;
        pruned;
        forgotten;
        archive;
        archived) {
      // Each statement is closed, whatever the others do.
    }
  }
}
