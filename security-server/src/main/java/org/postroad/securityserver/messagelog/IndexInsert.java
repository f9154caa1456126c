// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.securityserver.journal.JournalPosition;

/**
 * The statements of one transaction of {@link LogIndex}, batched. What is there already is written
 * again as it is, since the same entry may be read twice.
 */
final class IndexInsert implements AutoCloseable {
  private final PreparedStatement record;
  private final PreparedStatement waiting;
  private final PreparedStatement timestamp;
  private final PreparedStatement stamped;

  IndexInsert(Connection connection) throws SQLException {
    record =
        connection.prepareStatement(
            "MERGE INTO log_record (sequence, segment, file_offset, member_class, member_code,"
                + " subsystem_code, query_key, side, kind, logged_at) KEY (sequence)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    waiting =
        connection.prepareStatement(
            "MERGE INTO log_waiting (sequence, signature) KEY (sequence) VALUES (?, ?)");
    timestamp =
        connection.prepareStatement(
            "MERGE INTO log_timestamp (first_sequence, last_sequence, segment, file_offset)"
                + " KEY (first_sequence, segment, file_offset) VALUES (?, ?, ?, ?)");
    stamped = connection.prepareStatement("DELETE FROM log_waiting WHERE sequence BETWEEN ? AND ?");
  }

  void add(LogIndex.Indexed entry) throws SQLException {
    switch (entry) {
      case LogIndex.Indexed.OfRecord(long sequence, JournalPosition position, RecordHead head) ->
          add(sequence, position, head);
      case LogIndex.Indexed.OfTimestamp(JournalPosition position, List<Long> sequences) -> {
        flush();
        stamp(position, sequences);
      }
    }
  }

  private void add(long sequence, JournalPosition position, RecordHead head) throws SQLException {
    ClientId member = head.member();
    record.setLong(1, sequence);
    record.setLong(2, position.segment());
    record.setLong(3, position.offset());
    record.setString(4, member.memberClass());
    record.setString(5, member.memberCode());
    record.setString(6, member.subsystemCode().orElse(""));
    record.setString(7, LogIndex.queryKey(head.queryId()));
    record.setString(8, head.side() == Side.CONSUMER ? "C" : "P");
    record.setString(9, head.kind() == Kind.REQUEST ? "Q" : "R");
    record.setLong(10, head.time().toEpochMilli());
    record.addBatch();
    waiting.setLong(1, sequence);
    waiting.setBytes(2, head.signature().value());
    waiting.addBatch();
  }

  /** A time-stamp is kept by runs of consecutive sequences, mostly one. */
  private void stamp(JournalPosition position, List<Long> sequences) throws SQLException {
    for (int from = 0; from < sequences.size(); ) {
      int to = from;
      while (to + 1 < sequences.size() && sequences.get(to + 1) == sequences.get(to) + 1) {
        to++;
      }
      timestamp.setLong(1, sequences.get(from));
      timestamp.setLong(2, sequences.get(to));
      timestamp.setLong(3, position.segment());
      timestamp.setLong(4, position.offset());
      timestamp.executeUpdate();
      stamped.setLong(1, sequences.get(from));
      stamped.setLong(2, sequences.get(to));
      stamped.executeUpdate();
      from = to + 1;
    }
  }

  void flush() throws SQLException {
    record.executeBatch();
    waiting.executeBatch();
  }

  @Override
  public void close() throws SQLException {
    try (record;
        waiting;
        timestamp;
        stamped) {
      // Each statement is closed, whatever the others do.
    }
  }
}
