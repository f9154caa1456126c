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
  private final Connection connection;
  private final int journal;
  private final PreparedStatement record;
  private final PreparedStatement timestamp;
  private final PreparedStatement pruned;
  private final PreparedStatement forgotten;
  private final PreparedStatement archive;
  private final PreparedStatement archived;
  private final IndexKeys keys;
  private final IndexSpans spans;
  private final List<Long> forgetting = new ArrayList<>();

  IndexInsert(Connection connection, int journal) throws SQLException {
    this.connection = connection;
    this.journal = journal;
    record =
        connection.prepareStatement(
            "INSERT INTO log_record (id, segment, file_offset, logged_at, side, kind, protocol,"
                + " query_id, request_id, client_no, service_no, user_id, issue, outcome)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
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
    forgotten = connection.prepareStatement("DELETE FROM log_record WHERE id = ?");
    archive =
        connection.prepareStatement(
            "INSERT INTO log_archive (journal_no, archive_no, file_name) VALUES (?, ?, ?)"
                + " ON CONFLICT DO NOTHING");
    archived =
        connection.prepareStatement(
            "UPDATE log_record SET archive_no = ? WHERE id BETWEEN ? AND ?");
    keys = new IndexKeys(connection);
    spans = new IndexSpans(connection);
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
    long id = IndexId.of(numbers.part(), entry.sequence());
    long time = head.time().toEpochMilli();
    record.setLong(1, id);
    record.setLong(2, entry.position().segment());
    record.setLong(3, entry.position().offset());
    record.setLong(4, time);
    record.setString(5, column(head.side()));
    record.setString(6, column(head.kind()));
    record.setString(7, IndexText.of(head.protocol()));
    record.setString(8, findable.queryId());
    record.setString(9, findable.requestId());
    record.setInt(10, findable.client());
    record.setInt(11, findable.service());
    record.setString(12, findable.userId().orElse(null));
    record.setString(13, findable.issue().orElse(null));
    record.setString(14, head.outcome().map(IndexInsert::column).orElse(null));
    record.addBatch();
    keys.add(id, findable);
    spans.add(id, time);
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
    forgetting.add(entry.sequence());
  }

  void add(Indexed.OfArchive entry) throws SQLException {
    flush();
    archive.setInt(1, journal);
    archive.setLong(2, entry.number());
    archive.setString(3, IndexText.of(entry.fileName()));
    archive.executeUpdate();
    archived.setLong(1, entry.number());
    IndexParts parts = IndexParts.read(connection, journal);
    for (Sequences.Range range : entry.records()) {
      for (IndexId.Range ids : parts.ids(range)) {
        archived.setLong(2, ids.first());
        archived.setLong(3, ids.last());
        archived.addBatch();
      }
    }
    archived.executeBatch();
  }

  void flush() throws SQLException {
    record.executeBatch();
    keys.flush();
    spans.flush();
    timestamp.executeBatch();
    pruned.executeBatch();
    forget();
  }

  private void forget() throws SQLException {
    if (forgetting.isEmpty()) {
      return;
    }
    IndexParts parts = IndexParts.read(connection, journal);
    List<Long> ids =
        forgetting.stream().flatMapToLong(sequence -> parts.id(sequence).stream()).boxed().toList();
    keys.forget(ids);
    for (long id : ids) {
      forgotten.setLong(1, id);
      forgotten.addBatch();
    }
    forgotten.executeBatch();
    forgetting.clear();
  }

  @Override
  public void close() throws SQLException {
    try (record;
        timestamp;
        pruned;
        forgotten;
        archive;
        archived;
        keys;
        spans) {
      // Each statement is closed, whatever the others do.
    }
  }
}
