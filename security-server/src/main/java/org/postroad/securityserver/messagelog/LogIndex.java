// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.securityserver.journal.JournalPosition;

/**
 * What the journal holds, in a database: where each record lies, which records wait for a
 * time-stamp, where each time-stamp lies. Everything in it comes from the journal by way of {@link
 * IndexWriter}; nobody else writes.
 */
final class LogIndex {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** A record found, before it is read. */
  record Location(long sequence, JournalPosition position) {}

  private final LogDatabase database;
  private final int journal;

  /**
   * @param journal the number of the journal in the database
   */
  LogIndex(LogDatabase database, int journal) {
    this.database = database;
    this.journal = journal;
  }

  List<LogSummary> search(LogQuery query) throws SQLException {
    try (Connection connection = database.connection()) {
      return IndexSearch.run(connection, query, journal, PATIENCE);
    }
  }

  /** The records of a member with a query id; the instance takes no part (E-041). */
  List<Location> find(ClientId member, String queryId) throws SQLException {
    try (Connection connection = database.connection();
        PreparedStatement query =
            connection.prepareStatement(
                "SELECT r.sequence, r.segment, r.file_offset FROM log_record r"
                    + " JOIN log_service s ON s.service_no = r.service_no"
                    + " JOIN log_client m ON m.client_no ="
                    + " CASE WHEN r.side = 'C' THEN r.client_no ELSE s.owner_no END"
                    + " WHERE r.query_key = ? AND r.query_id = ? AND r.journal_no = ?"
                    + " AND m.member_class = ?"
                    + " AND m.member_code = ? AND m.subsystem_code = ? ORDER BY r.sequence")) {
      String id = IndexText.of(queryId);
      query.setInt(1, IndexText.key(id));
      query.setString(2, id);
      query.setInt(3, journal);
      query.setString(4, IndexText.of(member.memberClass()));
      query.setString(5, IndexText.of(member.memberCode()));
      query.setString(6, IndexText.of(member.subsystemCode().orElse("")));
      return locations(query);
    }
  }

  Optional<Location> record(long sequence) throws SQLException {
    return one(
        "SELECT sequence, segment, file_offset FROM log_record"
            + " WHERE journal_no = ? AND sequence = ?",
        sequence);
  }

  /** A record that was pruned. */
  Optional<Location> pruned(long sequence) throws SQLException {
    return one(
        "SELECT sequence, segment, file_offset FROM log_pruned"
            + " WHERE journal_no = ? AND sequence = ?",
        sequence);
  }

  private Optional<Location> one(String sql, long sequence) throws SQLException {
    try (Connection connection = database.connection();
        PreparedStatement query = connection.prepareStatement(sql)) {
      query.setInt(1, journal);
      query.setLong(2, sequence);
      return locations(query).stream().findFirst();
    }
  }

  /** Where the time-stamp of a record lies, nothing while it waits. */
  Optional<JournalPosition> timestamp(long sequence) throws SQLException {
    try (Connection connection = database.connection();
        PreparedStatement query =
            connection.prepareStatement(
                "SELECT first_sequence, segment, file_offset FROM log_timestamp"
                    + " WHERE journal_no = ? AND first_sequence <= ? AND last_sequence >= ?"
                    + " ORDER BY first_sequence DESC, segment, file_offset LIMIT 1")) {
      query.setInt(1, journal);
      query.setLong(2, sequence);
      query.setLong(3, sequence);
      return locations(query).stream().map(Location::position).findFirst();
    }
  }

  private static List<Location> locations(PreparedStatement query) throws SQLException {
    query.setQueryTimeout((int) PATIENCE.toSeconds());
    List<Location> locations = new ArrayList<>();
    try (ResultSet found = query.executeQuery()) {
      while (found.next()) {
        locations.add(
            new Location(
                found.getLong(1), new JournalPosition(found.getLong(2), found.getLong(3))));
      }
    }
    return locations;
  }
}
