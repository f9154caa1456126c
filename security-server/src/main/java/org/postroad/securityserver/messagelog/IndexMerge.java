// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes rows by hash of the rows by blocks of parts that are whole, see {@link IndexKey}: once
 * records of a later part are there, in a transaction for each part. If that does not happen, they
 * stay as they are, everything is found all the same, and it happens after the next start. For one
 * thread.
 */
final class IndexMerge {

  /** The rows by blocks of {@code log_part p}. */
  static final String FIRST_BY_BLOCKS =
      "p.part_no * CAST(" + IndexKey.ROWS + " AS BIGINT) + " + IndexKey.ROWS_OF_A_KIND;

  static final String LAST_BY_BLOCKS =
      "p.part_no * CAST(" + IndexKey.ROWS + " AS BIGINT) + " + (IndexKey.ROWS - 1);

  private static final String UNMERGED =
      "SELECT p.part_no FROM log_part p WHERE p.journal_no = ? AND p.number >= ? AND p.number < ?"
          + " AND EXISTS (SELECT 1 FROM log_keys k WHERE k.id BETWEEN "
          + FIRST_BY_BLOCKS
          + " AND "
          + LAST_BY_BLOCKS
          + ")";

  /**
   * A value of H2 has a mebibyte at most. Only somebody who chooses ids by their hashes comes near
   * that; such a part keeps its rows by blocks, which cannot become large.
   */
  private static final int MOST_OF_A_ROW = 1 << 17;

  private final int journal;

  /** Parts from this one on may have rows by blocks. */
  private long merged;

  IndexMerge(int journal) {
    this.journal = journal;
  }

  /**
   * Merges the parts before the last that entries are in.
   *
   * @param connection does not commit by itself
   * @param entries were added and committed
   */
  void after(Connection connection, List<Indexed> entries) throws SQLException {
    long first = places(entries).min(Long::compare).orElse(merged);
    long last = places(entries).max(Long::compare).orElse(merged);
    merged = Math.min(merged, first);
    if (last > merged) {
      for (int part : unmerged(connection, last)) {
        merge(connection, part);
      }
      connection.commit();
      merged = last;
    }
  }

  private static Stream<Long> places(List<Indexed> entries) {
    return entries.stream()
        .filter(Indexed.OfRecord.class::isInstance)
        .map(entry -> IndexId.place(((Indexed.OfRecord) entry).sequence()));
  }

  private List<Integer> unmerged(Connection connection, long last) throws SQLException {
    List<Integer> parts = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(UNMERGED)) {
      query.setInt(1, journal);
      query.setLong(2, merged);
      query.setLong(3, last);
      try (ResultSet found = query.executeQuery()) {
        while (found.next()) {
          parts.add(found.getInt(1));
        }
      }
    }
    return parts;
  }

  private static void merge(Connection connection, int part) throws SQLException {
    try (IndexKeyRows rows = new IndexKeyRows(connection)) {
      List<PackedKeys.Unsorted> byHash =
          Stream.generate(PackedKeys.Unsorted::new).limit(IndexKey.ROWS_OF_A_KIND).toList();
      long first = part * IndexKey.ROWS;
      for (long row = first + IndexKey.ROWS_OF_A_KIND; row < first + IndexKey.ROWS; row++) {
        rows.read(row)
            .forEach(key -> byHash.get((int) (IndexKey.rowByHash(part, key) - first)).add(key));
        rows.delete(row);
      }
      for (int i = 0; i < byHash.size(); i++) {
        if (!rows.add(first + i, byHash.get(i).sorted(), MOST_OF_A_ROW)) {
          return;
        }
      }
      rows.flush();
      connection.commit();
    }
  }
}
