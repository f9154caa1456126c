// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongUnaryOperator;
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
                "SELECT r.id, r.segment, r.file_offset FROM log_record r"
                    + " LEFT JOIN log_service s ON s.service_no = r.service_no"
                    + " LEFT JOIN log_client m ON m.client_no ="
                    + " CASE WHEN r.side = 'C' THEN r.client_no ELSE s.owner_no END"
                    + " WHERE r.query_id = ? AND m.member_class = ?"
                    + " AND m.member_code = ? AND m.subsystem_code = ?"
                    + " AND r.id BETWEEN ? AND ?")) {
      query.setString(1, IndexText.of(queryId));
      query.setString(2, IndexText.of(member.memberClass()));
      query.setString(3, IndexText.of(member.memberCode()));
      query.setString(4, IndexText.of(member.subsystemCode().orElse("")));
      Optional<Set<Long>> blocks =
          IndexBlocks.of(
              connection,
              List.of(new LogCriterion.WithQueryId(queryId)),
              Optional.of(journal),
              PATIENCE);
      IndexParts parts = IndexParts.read(connection, journal);
      List<Location> found = new ArrayList<>();
      for (IndexId.Range range : ranges(blocks, parts)) {
        query.setLong(5, range.first());
        query.setLong(6, range.last());
        found.addAll(locations(query, parts::sequence));
      }
      found.sort(Comparator.comparingLong(Location::sequence));
      return found;
    }
  }

  /** Blocks side by side in one; everything where there are too many to look at each. */
  private static List<IndexId.Range> ranges(Optional<Set<Long>> blocks, IndexParts parts) {
    if (blocks.isEmpty()) {
      return parts.all().stream().map(IndexPart::ids).toList();
    }
    Sequences runs = new Sequences();
    blocks.get().forEach(runs::add);
    return runs.ranges().stream()
        .map(run -> IndexId.Range.ofBlocks(run.first(), run.last()))
        .toList();
  }

  Optional<Location> record(long sequence) throws SQLException {
    try (Connection connection = database.connection();
        PreparedStatement query =
            connection.prepareStatement(
                "SELECT id, segment, file_offset FROM log_record WHERE id ="
                    + " (SELECT part_no FROM log_part WHERE journal_no = ? AND number = ?)"
                    + " * CAST(? AS BIGINT) + ?")) {
      query.setInt(1, journal);
      query.setLong(2, IndexId.place(sequence));
      query.setLong(3, IndexId.PART);
      query.setLong(4, sequence % IndexId.PART);
      return locations(query, _ -> sequence).stream().findFirst();
    }
  }

  /** A record that was pruned. */
  Optional<Location> pruned(long sequence) throws SQLException {
    try (Connection connection = database.connection();
        PreparedStatement query =
            connection.prepareStatement(
                "SELECT sequence, segment, file_offset FROM log_pruned"
                    + " WHERE journal_no = ? AND sequence = ?")) {
      query.setInt(1, journal);
      query.setLong(2, sequence);
      return locations(query, LongUnaryOperator.identity()).stream().findFirst();
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
      return locations(query, LongUnaryOperator.identity()).stream()
          .map(Location::position)
          .findFirst();
    }
  }

  /**
   * @param sequence of the number in the first column
   */
  private static List<Location> locations(PreparedStatement query, LongUnaryOperator sequence)
      throws SQLException {
    query.setQueryTimeout((int) PATIENCE.toSeconds());
    List<Location> locations = new ArrayList<>();
    try (ResultSet found = query.executeQuery()) {
      while (found.next()) {
        locations.add(
            new Location(
                sequence.applyAsLong(found.getLong(1)),
                new JournalPosition(found.getLong(2), found.getLong(3))));
      }
    }
    return locations;
  }
}
