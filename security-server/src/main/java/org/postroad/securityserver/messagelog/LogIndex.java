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
import org.postroad.securityserver.journal.Sequences;

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
                    + " LEFT JOIN log_service s ON s.service_no = r.service_no"
                    + " LEFT JOIN log_client m ON m.client_no ="
                    + " CASE WHEN r.side = 'C' THEN r.client_no ELSE s.owner_no END"
                    + " WHERE r.query_id = ? AND r.journal_no = ? AND m.member_class = ?"
                    + " AND m.member_code = ? AND m.subsystem_code = ?"
                    + " AND r.sequence BETWEEN ? AND ? ORDER BY r.sequence")) {
      query.setString(1, IndexText.of(queryId));
      query.setInt(2, journal);
      query.setString(3, IndexText.of(member.memberClass()));
      query.setString(4, IndexText.of(member.memberCode()));
      query.setString(5, IndexText.of(member.subsystemCode().orElse("")));
      List<Location> found = new ArrayList<>();
      for (Sequences.Range range : ranges(connection, queryId)) {
        query.setLong(6, range.first());
        query.setLong(7, range.last());
        found.addAll(locations(query));
      }
      return found;
    }
  }

  /** Where a query id may be; everywhere where it is in too many places to look at each. */
  private List<Sequences.Range> ranges(Connection connection, String queryId) throws SQLException {
    List<LogCriterion> criteria = List.of(new LogCriterion.WithQueryId(queryId));
    Sequences sequences = new Sequences();
    IndexBlocks.of(connection, criteria, Optional.of(journal), PATIENCE)
        .ifPresentOrElse(
            blocks -> blocks.forEach(block -> sequences.add(block.sequences())),
            () -> sequences.add(new Sequences.Range(1, Long.MAX_VALUE - 1)));
    return sequences.ranges();
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
