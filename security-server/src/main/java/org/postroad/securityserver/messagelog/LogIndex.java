// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.securityserver.journal.JournalEntry;
import org.postroad.securityserver.journal.JournalPosition;

/**
 * What the journal holds, in a database: where each record lies, which records wait for a
 * time-stamp, where each time-stamp lies. Everything in it comes from the journal and the position
 * up to which it was read is written in the same transaction, so it may lose its last transactions,
 * or all of them, and is brought up to date by reading on from where it stands.
 */
final class LogIndex {
  private static final int KEY_LIMIT = 200;

  /** A record without a time-stamp. */
  record Waiting(long sequence, Digest signature) {}

  /** A record found, before it is read. */
  record Location(long sequence, JournalPosition position) {}

  private static final List<String> SCHEMA =
      List.of(
          """
          CREATE TABLE IF NOT EXISTS log_progress (
            journal UUID PRIMARY KEY, segment BIGINT NOT NULL, file_offset BIGINT NOT NULL)
          """,
          """
          CREATE TABLE IF NOT EXISTS log_record (
            sequence BIGINT PRIMARY KEY, segment BIGINT NOT NULL, file_offset BIGINT NOT NULL,
            member_class VARCHAR(255) NOT NULL, member_code VARCHAR(255) NOT NULL,
            subsystem_code VARCHAR(255) NOT NULL, query_key VARCHAR(255) NOT NULL,
            side CHAR(1) NOT NULL, kind CHAR(1) NOT NULL, logged_at BIGINT NOT NULL)
          """,
          "CREATE INDEX IF NOT EXISTS log_record_query ON log_record (query_key)",
          """
          CREATE TABLE IF NOT EXISTS log_waiting (
            sequence BIGINT PRIMARY KEY, signature VARBINARY(64) NOT NULL)
          """,
          """
          CREATE TABLE IF NOT EXISTS log_timestamp (
            first_sequence BIGINT NOT NULL, last_sequence BIGINT NOT NULL,
            segment BIGINT NOT NULL, file_offset BIGINT NOT NULL,
            PRIMARY KEY (first_sequence, segment, file_offset))
          """);

  private static final List<String> TABLES =
      List.of("log_progress", "log_record", "log_waiting", "log_timestamp");

  private final DataSource database;
  private final UUID journal;

  private LogIndex(DataSource database, UUID journal) {
    this.database = database;
    this.journal = journal;
  }

  /** Opens or makes the database file {@code index} in a directory. */
  static LogIndex open(Path directory, UUID journal) throws SQLException {
    JdbcDataSource database = new JdbcDataSource();
    database.setURL(
        "jdbc:h2:file:"
            + directory.toAbsolutePath().resolve("index")
            + ";DB_CLOSE_ON_EXIT=FALSE;DB_CLOSE_DELAY=-1;TRACE_LEVEL_FILE=0");
    LogIndex index = new LogIndex(database, journal);
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : SCHEMA) {
        statement.execute(sql);
      }
    }
    return index;
  }

  /** How far the journal has been read. */
  JournalPosition position() throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement query =
            connection.prepareStatement(
                "SELECT segment, file_offset FROM log_progress WHERE journal = ?")) {
      query.setObject(1, journal);
      try (ResultSet found = query.executeQuery()) {
        return found.next()
            ? new JournalPosition(found.getLong(1), found.getLong(2))
            : JournalPosition.START;
      }
    }
  }

  /** Forgets everything; the next reading begins at the start of the journal. */
  void clear() throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      for (String table : TABLES) {
        statement.execute("TRUNCATE TABLE " + table);
      }
    }
  }

  /** One transaction over what was read from the journal up to {@code position}. */
  void add(List<Indexed> entries, JournalPosition position) throws SQLException {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try (IndexInsert insert = new IndexInsert(connection)) {
        for (Indexed entry : entries) {
          insert.add(entry);
        }
        insert.flush();
      }
      try (PreparedStatement progress =
          connection.prepareStatement(
              "MERGE INTO log_progress (journal, segment, file_offset) KEY (journal)"
                  + " VALUES (?, ?, ?)")) {
        progress.setObject(1, journal);
        progress.setLong(2, position.segment());
        progress.setLong(3, position.offset());
        progress.executeUpdate();
      }
      connection.commit();
    }
  }

  /** The records of a member with a query id; the instance takes no part (E-041). */
  List<Location> find(ClientId member, String queryId) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement query =
            connection.prepareStatement(
                "SELECT sequence, segment, file_offset FROM log_record WHERE query_key = ?"
                    + " AND member_class = ? AND member_code = ? AND subsystem_code = ?"
                    + " ORDER BY sequence")) {
      query.setString(1, queryKey(queryId));
      query.setString(2, member.memberClass());
      query.setString(3, member.memberCode());
      query.setString(4, member.subsystemCode().orElse(""));
      return locations(query);
    }
  }

  Optional<JournalPosition> record(long sequence) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement query =
            connection.prepareStatement(
                "SELECT sequence, segment, file_offset FROM log_record WHERE sequence = ?")) {
      query.setLong(1, sequence);
      return locations(query).stream().map(Location::position).findFirst();
    }
  }

  /** Where the time-stamp of a record lies, nothing while it waits. */
  Optional<JournalPosition> timestamp(long sequence) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement query =
            connection.prepareStatement(
                "SELECT first_sequence, segment, file_offset FROM log_timestamp"
                    + " WHERE first_sequence <= ? AND last_sequence >= ?"
                    + " AND NOT EXISTS (SELECT 1 FROM log_waiting WHERE sequence = ?)"
                    + " ORDER BY first_sequence DESC, segment, file_offset LIMIT 1")) {
      query.setLong(1, sequence);
      query.setLong(2, sequence);
      query.setLong(3, sequence);
      return locations(query).stream().map(Location::position).findFirst();
    }
  }

  private static List<Location> locations(PreparedStatement query) throws SQLException {
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

  /** The oldest records without a time-stamp, in their order. */
  List<Waiting> waiting(int limit) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement query =
            connection.prepareStatement(
                "SELECT sequence, signature FROM log_waiting ORDER BY sequence LIMIT ?")) {
      query.setInt(1, limit);
      List<Waiting> waiting = new ArrayList<>();
      try (ResultSet found = query.executeQuery()) {
        while (found.next()) {
          waiting.add(
              new Waiting(found.getLong(1), new Digest(DigestAlgorithm.SHA512, found.getBytes(2))));
        }
      }
      return waiting;
    }
  }

  long waitingCount() throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery("SELECT COUNT(*) FROM log_waiting")) {
      return found.next() ? found.getLong(1) : 0;
    }
  }

  /** Ends the database; what is not on disk yet is lost, which does no harm. */
  void close() throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("SHUTDOWN");
    }
  }

  /** A query id of any length as a key of the database. */
  static String queryKey(String queryId) {
    return queryId.length() <= KEY_LIMIT
        ? "=" + queryId
        : "#" + DigestAlgorithm.SHA512.digest(queryId.getBytes(StandardCharsets.UTF_8)).hex();
  }

  /** What the index keeps of one entry of the journal. */
  sealed interface Indexed {
    record OfRecord(long sequence, JournalPosition position, RecordHead head) implements Indexed {}

    record OfTimestamp(JournalPosition position, List<Long> sequences) implements Indexed {}

    /** Nothing for entries that the index takes no note of. */
    static Optional<Indexed> of(JournalEntry entry) throws IOException {
      return switch (entry.type()) {
        case RECORD ->
            Optional.of(
                new OfRecord(
                    entry.frame().sequence(), entry.position(), RecordCodec.head(entry.body())));
        case TIMESTAMP ->
            Optional.of(
                new OfTimestamp(
                    entry.position(),
                    TimestampEntry.parse(entry.body()).records().stream()
                        .map(TimestampEntry.Stamped::sequence)
                        .toList()));
        case SEAL, CHECKPOINT, ARCHIVE, PRUNED -> Optional.empty();
      };
    }
  }
}
