// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.h2.api.ErrorCode;
import org.h2.jdbcx.JdbcDataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.securityserver.journal.JournalPosition;

/**
 * The rows of an index, for whoever judges whether they say what the journal says. They are read
 * only, and as they stood when this was opened. The file of an embedded one is not opened while a
 * server has it.
 */
public final class IndexRows implements AutoCloseable {
  private static final int PAGE = 2_000;
  private static final String FILE = "index";
  private static final String ROWS =
      "SELECT r.id, r.segment, r.file_offset, r.logged_at, r.side, r.kind, r.protocol,"
          + " r.query_id, r.request_id, c.instance, c.member_class, c.member_code,"
          + " c.subsystem_code, o.instance, o.member_class, o.member_code, o.subsystem_code,"
          + " s.service_code, s.service_version, COALESCE(r.user_id, ''), COALESCE(r.issue, ''),"
          + " COALESCE(r.outcome, '') FROM log_record r"
          + " JOIN log_client c ON c.client_no = r.client_no"
          + " JOIN log_service s ON s.service_no = r.service_no"
          + " JOIN log_client o ON o.client_no = s.owner_no"
          + " WHERE r.id BETWEEN ? AND ? ORDER BY r.id LIMIT ?";
  private static final int CONNECT_SECONDS = 5;
  private static final int ANSWER_SECONDS = 60;
  private static final int COLUMNS = 22;
  private static final int TIME = 4;

  private final Connection connection;
  private final IndexParts parts;
  private final long indexed;
  private final TreeMap<Long, List<String>> page = new TreeMap<>();
  private long pageEnd;

  private IndexRows(Connection connection, IndexParts parts, long indexed) {
    this.connection = connection;
    this.parts = parts;
    this.indexed = indexed;
  }

  /** Nothing where a log has no such index, or one that has not heard of this journal. */
  public static Optional<IndexRows> open(IndexDatabase database, Path log, UUID journal)
      throws IOException {
    return switch (database) {
      case IndexDatabase.Embedded() -> embedded(log, journal);
      case IndexDatabase.Postgres postgres -> shared(postgres, journal);
    };
  }

  private static Optional<IndexRows> shared(IndexDatabase.Postgres postgres, UUID journal)
      throws IOException {
    PGSimpleDataSource database = new PGSimpleDataSource();
    database.setURL(postgres.url());
    database.setUser(postgres.user());
    database.setConnectTimeout(CONNECT_SECONDS);
    database.setSocketTimeout(ANSWER_SECONDS);
    if (postgres.passwordFile().isPresent()) {
      database.setPassword(LogDatabase.password(postgres.passwordFile().get()));
    }
    try {
      Connection connection = database.getConnection();
      connection.setReadOnly(true);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setAutoCommit(false);
      return of(connection, journal);
    } catch (SQLException e) {
      throw new IOException("the database cannot be read: " + firstLine(e), e);
    }
  }

  private static String firstLine(SQLException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private static Optional<IndexRows> embedded(Path log, UUID journal) throws IOException {
    if (!Files.isRegularFile(log.resolve(FILE + ".mv.db"))) {
      return Optional.empty();
    }
    JdbcDataSource database = new JdbcDataSource();
    database.setURL(
        "jdbc:h2:file:"
            + log.toAbsolutePath().resolve(FILE)
            + ";ACCESS_MODE_DATA=r;IFEXISTS=TRUE;TRACE_LEVEL_FILE=0;MODE=PostgreSQL");
    try {
      return of(database.getConnection(), journal);
    } catch (SQLException e) {
      throw new IOException(
          e.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1
              ? "a server has it open; judge a copy of the directory to have it compared"
              : "it cannot be opened: " + firstLine(e),
          e);
    }
  }

  private static Optional<IndexRows> of(Connection connection, UUID journal) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT journal_no, sequence FROM log_journal WHERE journal = ?")) {
      query.setObject(1, journal);
      try (ResultSet found = query.executeQuery()) {
        if (found.next()) {
          IndexParts parts = IndexParts.read(connection, found.getInt(1));
          return Optional.of(new IndexRows(connection, parts, found.getLong(2)));
        }
      }
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
    connection.close();
    return Optional.empty();
  }

  /** The last record that the index says it has. */
  public long indexed() {
    return indexed;
  }

  /** What the row of a record says; ask in the order of sequences. */
  public Optional<List<String>> row(long sequence) throws IOException {
    if (sequence > pageEnd) {
      read(sequence);
    }
    return Optional.ofNullable(page.get(sequence));
  }

  /** The largest record that there is a row of, at least this one. */
  public long lastRow(long atLeast) throws IOException {
    try {
      return Math.max(atLeast, parts.last(connection).orElse(atLeast));
    } catch (SQLException e) {
      throw new IOException("index cannot be read: " + e.getMessage(), e);
    }
  }

  private void read(long first) throws IOException {
    page.clear();
    pageEnd = first;
    Optional<IndexPart> part = parts.having(first);
    if (part.isPresent()) {
      read(part.get(), first);
      pageEnd = page.size() < PAGE ? part.get().lastSequence() : page.lastKey();
    }
  }

  private void read(IndexPart part, long first) throws IOException {
    try (PreparedStatement query = connection.prepareStatement(ROWS)) {
      query.setLong(1, IndexId.of(part.no(), first));
      query.setLong(2, part.ids().last());
      query.setInt(3, PAGE);
      try (ResultSet found = query.executeQuery()) {
        while (found.next()) {
          page.put(part.sequence(found.getLong(1)), columns(found));
        }
      }
    } catch (SQLException e) {
      throw new IOException("index cannot be read: " + e.getMessage(), e);
    }
  }

  private static List<String> columns(ResultSet row) throws SQLException {
    List<String> columns = new ArrayList<>();
    for (int column = 2; column <= COLUMNS; column++) {
      columns.add(
          column == TIME
              ? Instant.ofEpochMilli(row.getLong(column)).toString()
              : row.getString(column));
    }
    return columns;
  }

  /** What the row of a record has to say. */
  public static List<String> expected(LogRecord record, JournalPosition position) {
    List<String> columns = new ArrayList<>();
    Collections.addAll(
        columns,
        Long.toString(position.segment()),
        Long.toString(position.offset()),
        record.time().toString(),
        IndexInsert.column(record.side()),
        IndexInsert.column(record.kind()),
        IndexText.of(record.protocol()),
        IndexText.of(record.queryId()),
        IndexText.of(record.requestId()));
    add(columns, record.client());
    add(columns, record.service().owner());
    Collections.addAll(
        columns,
        IndexText.of(record.service().serviceCode()),
        IndexText.of(record.service().serviceVersion().orElse("")),
        record.userId().map(IndexText::of).orElse(""),
        record.issue().map(IndexText::of).orElse(""),
        record.outcome().map(IndexInsert::column).orElse(""));
    return columns;
  }

  private static void add(List<String> columns, ClientId client) {
    Collections.addAll(
        columns,
        IndexText.of(client.instance()),
        IndexText.of(client.memberClass()),
        IndexText.of(client.memberCode()),
        IndexText.of(client.subsystemCode().orElse("")));
  }

  @Override
  public void close() throws IOException {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IOException("index cannot be closed: " + e.getMessage(), e);
    }
  }
}
