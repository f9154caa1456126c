// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
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
  private final IndexKeys keys;
  private final List<Long> forgetting = new ArrayList<>();

  IndexInsert(Connection connection, int journal) throws SQLException {
    this.journal = journal;
    record =
        connection.prepareStatement(
            "INSERT INTO log_record (journal_no, sequence, segment, file_offset, logged_at, side,"
                + " kind, protocol, query_id, request_id, client_no, service_no, user_id, issue,"
                + " outcome) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
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
    keys = new IndexKeys(connection, journal);
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

  void add(Indexed.OfRecord entry, IndexParties.Numbers numbers) throws SQLException {
    IndexedHead head = entry.head();
    IndexKey.Findable findable =
        new IndexKey.Findable(
            IndexText.of(head.queryId()),
            IndexText.of(head.requestId()),
            head.userId().map(IndexText::of),
            head.issue().map(IndexText::of),
            numbers.client(),
            numbers.provider(),
            numbers.service());
    record.setInt(1, journal);
    record.setLong(2, entry.sequence());
    record.setLong(3, entry.position().segment());
    record.setLong(4, entry.position().offset());
    record.setLong(5, head.time().toEpochMilli());
    record.setString(6, column(head.side()));
    record.setString(7, column(head.kind()));
    record.setString(8, IndexText.of(head.protocol()));
    record.setString(9, findable.queryId());
    record.setString(10, findable.requestId());
    record.setInt(11, findable.client());
    record.setInt(12, findable.service());
    record.setString(13, findable.userId().orElse(null));
    record.setString(14, findable.issue().orElse(null));
    record.setString(15, head.outcome().map(IndexInsert::column).orElse(null));
    record.addBatch();
    keys.add(numbers.part(), entry.sequence(), findable);
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
    forgetting.add(entry.sequence());
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
    keys.flush();
    keys.forget(forgetting);
    forgetting.clear();
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
        archived;
        keys) {
      // Each statement is closed, whatever the others do.
    }
  }
}
