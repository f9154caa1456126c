// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.postroad.securityserver.journal.JournalPosition;

/**
 * Writes the rows of one journal. The position up to which it was read goes into the same
 * transaction as what was read, so a database may lose its last transactions, or all of them, and
 * is brought up to date by reading on from where it stands. For one thread.
 */
final class IndexWriter {
  /**
   * How far the journal has been read.
   *
   * @param sequence the last record that was in what was read
   * @param waiting how many records have no time-stamp
   */
  record Progress(JournalPosition position, long sequence, long waiting) {
    static final Progress NONE = new Progress(JournalPosition.START, 0, 0);

    /** Stands there while rows are being deleted: what is left of them means nothing. */
    static final Progress CLEARING = new Progress(new JournalPosition(-1, 0), 0, 0);

    boolean isClearing() {
      return position.equals(CLEARING.position());
    }
  }

  private final LogDatabase database;
  private final int journal;
  private final IndexParties parties;
  private final IndexMerge merge;
  private IndexWaiting waiting;

  private IndexWriter(LogDatabase database, int journal, IndexWaiting waiting) {
    this.database = database;
    this.journal = journal;
    this.parties = new IndexParties(journal);
    this.merge = new IndexMerge(journal);
    this.waiting = waiting;
  }

  static IndexWriter open(LogDatabase database, UUID journal) throws SQLException {
    try (Connection connection = database.connection();
        PreparedStatement add =
            connection.prepareStatement(
                "INSERT INTO log_journal (journal, segment, file_offset, sequence)"
                    + " VALUES (?, 0, 0, 0) ON CONFLICT DO NOTHING");
        PreparedStatement find =
            connection.prepareStatement("SELECT journal_no FROM log_journal WHERE journal = ?")) {
      add.setObject(1, journal);
      add.executeUpdate();
      find.setObject(1, journal);
      try (ResultSet found = find.executeQuery()) {
        if (!found.next()) {
          throw new SQLException("journal " + journal + " was added and is not there");
        }
        int number = found.getInt(1);
        return new IndexWriter(database, number, IndexWaiting.read(connection, number));
      }
    }
  }

  LogIndex index() {
    return new LogIndex(database, journal);
  }

  Progress progress() throws SQLException {
    try (Connection connection = database.connection();
        PreparedStatement query =
            connection.prepareStatement(
                "SELECT segment, file_offset, sequence FROM log_journal WHERE journal_no = ?")) {
      query.setInt(1, journal);
      try (ResultSet found = query.executeQuery()) {
        return found.next()
            ? new Progress(
                new JournalPosition(found.getLong(1), found.getLong(2)),
                found.getLong(3),
                waiting.count())
            : Progress.NONE;
      }
    }
  }

  /** The last record of the index, to be compared with what the journal has in its place. */
  Optional<LogIndex.Location> lastRecord() throws SQLException {
    OptionalLong last;
    try (Connection connection = database.connection()) {
      last = IndexParts.read(connection, journal).last(connection);
    }
    return last.isPresent() ? index().record(last.getAsLong()) : Optional.empty();
  }

  /** Bytes of the whole segments as they were read. */
  Map<Long, Long> segments() throws SQLException {
    try (Connection connection = database.connection();
        PreparedStatement query =
            connection.prepareStatement(
                "SELECT segment, bytes FROM log_segment WHERE journal_no = ?")) {
      query.setInt(1, journal);
      Map<Long, Long> segments = new HashMap<>();
      try (ResultSet found = query.executeQuery()) {
        while (found.next()) {
          segments.put(found.getLong(1), found.getLong(2));
        }
      }
      return segments;
    }
  }

  /** Forgets this journal; the next reading begins at its start. */
  void clear() throws SQLException {
    try (Connection connection = database.connection()) {
      connection.setAutoCommit(false);
      store(connection, Progress.CLEARING);
      connection.commit();
      IndexClearing.clear(connection, journal);
      store(connection, Progress.NONE);
      connection.commit();
      waiting = IndexWaiting.read(connection, journal);
    }
  }

  /**
   * One transaction over what was read from the journal, and one for each part that is whole now.
   *
   * @param segments bytes of the segments that were read to their ends
   * @param position where reading stopped
   * @param sequence the last record that was read
   */
  Progress add(
      List<Indexed> entries, Map<Long, Long> segments, JournalPosition position, long sequence)
      throws SQLException {
    try (Connection connection = database.connection()) {
      nameParties(connection, entries);
      connection.setAutoCommit(false);
      try (IndexInsert insert = new IndexInsert(connection, journal)) {
        for (Indexed entry : entries) {
          switch (entry) {
            case Indexed.OfRecord record -> {
              insert.add(record, parties.numbers(connection, record));
              waiting.arrived(record.sequence());
            }
            case Indexed.OfTimestamp timestamp -> {
              insert.add(timestamp);
              waiting.stamped(timestamp);
            }
            case Indexed.OfPruned pruned -> insert.add(pruned);
            case Indexed.OfArchive archive -> insert.add(archive);
          }
        }
        insert.flush();
      }
      waiting.write(connection);
      keepSegments(connection, segments);
      Progress reached = new Progress(position, sequence, waiting.count());
      store(connection, reached);
      connection.commit();
      merge.after(connection, entries);
      return reached;
    }
  }

  /** Before the transaction, see {@link IndexParties}. */
  private void nameParties(Connection connection, List<Indexed> entries) throws SQLException {
    for (Indexed entry : entries) {
      if (entry instanceof Indexed.OfRecord record) {
        var _ = parties.numbers(connection, record);
      }
    }
  }

  private void keepSegments(Connection connection, Map<Long, Long> segments) throws SQLException {
    try (PreparedStatement delete =
            connection.prepareStatement(
                "DELETE FROM log_segment WHERE journal_no = ? AND segment = ?");
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO log_segment (journal_no, segment, bytes) VALUES (?, ?, ?)")) {
      for (Map.Entry<Long, Long> segment : segments.entrySet()) {
        delete.setInt(1, journal);
        delete.setLong(2, segment.getKey());
        delete.executeUpdate();
        insert.setInt(1, journal);
        insert.setLong(2, segment.getKey());
        insert.setLong(3, segment.getValue());
        insert.executeUpdate();
      }
    }
  }

  private void store(Connection connection, Progress progress) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE log_journal SET segment = ?, file_offset = ?, sequence = ?"
                + " WHERE journal_no = ?")) {
      update.setLong(1, progress.position().segment());
      update.setLong(2, progress.position().offset());
      update.setLong(3, progress.sequence());
      update.setInt(4, journal);
      update.executeUpdate();
    }
  }

  /** One transaction over what was pruned in a segment that was rewritten. */
  void prune(List<Indexed.OfPruned> records, Map<Long, Long> segment) throws SQLException {
    try (Connection connection = database.connection()) {
      connection.setAutoCommit(false);
      try (IndexInsert insert = new IndexInsert(connection, journal)) {
        for (Indexed.OfPruned record : records) {
          insert.add(record);
        }
        insert.flush();
      }
      keepSegments(connection, segment);
      connection.commit();
    }
  }
}
