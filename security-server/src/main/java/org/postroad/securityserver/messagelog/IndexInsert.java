// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.postroad.securityserver.journal.JournalPosition;

/**
 * The statements of one transaction that adds what was read from the journal, batched. What is
 * there already stays as it is, since the same entry may be read twice.
 */
final class IndexInsert implements AutoCloseable {
  private final int journal;
  private final PreparedStatement record;
  private final PreparedStatement waiting;
  private final PreparedStatement timestamp;
  private final PreparedStatement stamped;
  private final PreparedStatement pruned;
  private final PreparedStatement forgotten;
  private final PreparedStatement archive;
  private final PreparedStatement archived;
  private long stampedRows;

  IndexInsert(Connection connection, int journal) throws SQLException {
    this.journal = journal;
    record =
        connection.prepareStatement(
            "INSERT INTO log_record (journal_no, sequence, segment, file_offset, logged_at, side,"
                + " kind, protocol, query_id, request_id, client_no, service_no, user_id, issue,"
                + " outcome) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                + " ON CONFLICT DO NOTHING");
    waiting =
        connection.prepareStatement(
            "INSERT INTO log_waiting (journal_no, sequence) VALUES (?, ?) ON CONFLICT DO NOTHING");
    timestamp =
        connection.prepareStatement(
            "INSERT INTO log_timestamp"
                + " (journal_no, first_sequence, last_sequence, segment, file_offset)"
                + " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING");
    stamped =
        connection.prepareStatement(
            "DELETE FROM log_waiting WHERE journal_no = ? AND sequence BETWEEN ? AND ?");
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
    record.setObject(5, IndexSearch.column(head.time()));
    record.setString(6, column(head.side()));
    record.setString(7, column(head.kind()));
    record.setString(8, IndexText.of(head.protocol()));
    record.setString(9, IndexText.of(head.queryId()));
    record.setString(10, IndexText.of(head.requestId()));
    record.setInt(11, client);
    record.setInt(12, service);
    record.setString(13, head.userId().map(IndexText::of).orElse(null));
    record.setString(14, head.issue().map(IndexText::of).orElse(null));
    record.setString(15, head.outcome().map(IndexInsert::column).orElse(null));
    record.addBatch();
    waiting.setInt(1, journal);
    waiting.setLong(2, entry.sequence());
    waiting.addBatch();
  }

  /** A time-stamp is kept by runs of consecutive sequences, mostly one. */
  void add(Indexed.OfTimestamp entry) throws SQLException {
    flush();
    List<Long> sequences = entry.sequences();
    JournalPosition position = entry.position();
    for (int from = 0; from < sequences.size(); ) {
      int to = from;
      while (to + 1 < sequences.size() && sequences.get(to + 1) == sequences.get(to) + 1) {
        to++;
      }
      timestamp.setInt(1, journal);
      timestamp.setLong(2, sequences.get(from));
      timestamp.setLong(3, sequences.get(to));
      timestamp.setLong(4, position.segment());
      timestamp.setLong(5, position.offset());
      timestamp.executeUpdate();
      stamped.setInt(1, journal);
      stamped.setLong(2, sequences.get(from));
      stamped.setLong(3, sequences.get(to));
      stampedRows += stamped.executeUpdate();
      from = to + 1;
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
    for (Indexed.Range range : entry.records()) {
      archived.setLong(3, range.first());
      archived.setLong(4, range.last());
      archived.addBatch();
    }
    archived.executeBatch();
  }

  void flush() throws SQLException {
    record.executeBatch();
    waiting.executeBatch();
    pruned.executeBatch();
    forgotten.executeBatch();
  }

  /** How many records that waited have been stamped by what was added. */
  long stampedRows() {
    return stampedRows;
  }

  @Override
  public void close() throws SQLException {
    try (record;
        waiting;
        timestamp;
        stamped;
        pruned;
        forgotten;
        archive;
        archived) {
      // Each statement is closed, whatever the others do.
    }
  }
}
