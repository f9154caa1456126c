// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A part of a log as a database knows it.
 *
 * @param no its number in the database, see {@link IndexId}
 * @param journal the number of its journal there
 * @param log the id of its journal
 * @param place which of the parts of its journal it is, from 0
 * @param indexed the last record of its journal that was in the database when this was read
 */
record IndexPart(int no, int journal, UUID log, long place, long indexed, IndexSpan times) {
  private static final String PARTS =
      "SELECT p.part_no, p.journal_no, j.journal, p.number, j.sequence, p.first_time, p.last_time"
          + " FROM log_part p JOIN log_journal j ON j.journal_no = p.journal_no";

  /**
   * The parts of a journal, or of all.
   *
   * @param journal its number in the database, nothing for all
   */
  static List<IndexPart> read(Connection connection, Optional<Integer> journal)
      throws SQLException {
    String sql = PARTS + (journal.isPresent() ? " WHERE p.journal_no = ?" : "");
    List<IndexPart> parts = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      if (journal.isPresent()) {
        query.setInt(1, journal.get());
      }
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          parts.add(
              new IndexPart(
                  row.getInt("part_no"),
                  row.getInt("journal_no"),
                  row.getObject("journal", UUID.class),
                  row.getLong("number"),
                  row.getLong("sequence"),
                  IndexSpan.read(row)));
        }
      }
    }
    return parts;
  }

  /** What has to be added to the number of a record for its sequence. */
  long offset() {
    return (place - no) * IndexId.PART;
  }

  long sequence(long id) {
    return id + offset();
  }

  /** The last sequence that there is room for. */
  long lastSequence() {
    return (place + 1) * IndexId.PART - 1;
  }

  IndexId.Range ids() {
    return IndexId.Range.ofPart(no);
  }

  /** Those of its records that have a sequence between these two. */
  Optional<IndexId.Range> ids(long firstSequence, long lastSequence) {
    long first = Math.max(firstSequence, place * IndexId.PART);
    long last = Math.min(lastSequence, lastSequence());
    return first <= last
        ? Optional.of(new IndexId.Range(first - offset(), last - offset()))
        : Optional.empty();
  }
}
