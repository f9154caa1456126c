// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Looks for hashes in the rows of numbers, see {@link IndexKey}. Rows by blocks are read before
 * those by hash: whatever is merged meanwhile is found in one or the other.
 */
final class IndexLookup implements AutoCloseable {

  /** What is in more blocks than these does not narrow a search. */
  private static final int MOST_OF_ONE = 50_000;

  /** So many rows are read by one statement, since a driver holds all that it has found. */
  private static final int TOGETHER = 64;

  private static final String PARTS = "SELECT p.part_no FROM log_part p";
  private static final String BY_BLOCKS =
      "SELECT k.id FROM log_part p JOIN log_keys k ON k.id BETWEEN "
          + IndexMerge.FIRST_BY_BLOCKS
          + " AND "
          + IndexMerge.LAST_BY_BLOCKS;
  private static final String OF_JOURNAL = " WHERE p.journal_no = ?";

  private final Connection connection;
  private final Duration patience;
  private final NavigableSet<Integer> hashes;
  private final PreparedStatement keys;
  private final Set<Long> blocks = new HashSet<>();

  private IndexLookup(Connection connection, Duration patience, Collection<Integer> hashes)
      throws SQLException {
    this.connection = connection;
    this.patience = patience;
    this.hashes = new TreeSet<>(hashes);
    this.keys = prepare("SELECT id, keys FROM log_keys WHERE id = ANY (?)");
  }

  /**
   * The blocks in which one of these hashes occurs.
   *
   * @param journal nothing for all journals
   * @return nothing where there are too many
   */
  static Optional<Set<Long>> blocks(
      Connection connection,
      Collection<Integer> hashes,
      Optional<Integer> journal,
      Duration patience)
      throws SQLException {
    if (hashes.isEmpty()) {
      return Optional.of(new HashSet<>());
    }
    try (IndexLookup lookup = new IndexLookup(connection, patience, hashes)) {
      boolean narrows =
          lookup.look(lookup.numbers(BY_BLOCKS, journal))
              && lookup.look(lookup.rowsByHash(lookup.numbers(PARTS, journal)));
      return narrows ? Optional.of(lookup.blocks) : Optional.empty();
    }
  }

  private PreparedStatement prepare(String sql) throws SQLException {
    PreparedStatement query = connection.prepareStatement(sql);
    query.setQueryTimeout((int) patience.toSeconds());
    return query;
  }

  private List<Long> numbers(String sql, Optional<Integer> journal) throws SQLException {
    List<Long> numbers = new ArrayList<>();
    try (PreparedStatement query = prepare(sql + (journal.isPresent() ? OF_JOURNAL : ""))) {
      if (journal.isPresent()) {
        query.setInt(1, journal.get());
      }
      try (ResultSet found = query.executeQuery()) {
        while (found.next()) {
          numbers.add(found.getLong(1));
        }
      }
    }
    return numbers;
  }

  private List<Long> rowsByHash(List<Long> parts) {
    Set<Long> rows = new TreeSet<>();
    for (long part : parts) {
      for (int hash : hashes) {
        rows.add(IndexKey.rowByHash((int) part, IndexKey.first(hash)));
      }
    }
    return List.copyOf(rows);
  }

  /** Whether what was found so far still narrows a search. */
  private boolean look(List<Long> rows) throws SQLException {
    for (int from = 0; from < rows.size(); from += TOGETHER) {
      Object[] some = rows.subList(from, Math.min(from + TOGETHER, rows.size())).toArray();
      Array ids = connection.createArrayOf("bigint", some);
      keys.setArray(1, ids);
      try (ResultSet found = keys.executeQuery()) {
        while (found.next()) {
          look(found.getLong(1), PackedKeys.of(found.getBytes(2)));
        }
      }
      ids.free();
      if (blocks.size() > MOST_OF_ONE) {
        return false;
      }
    }
    return true;
  }

  private void look(long row, PackedKeys found) {
    int part = IndexKey.partOfRow(row);
    for (int hash : hashes) {
      int first = IndexKey.first(hash);
      if (!IndexKey.isByHash(row) || IndexKey.rowByHash(part, first) == row) {
        found.between(first, IndexKey.last(hash), key -> blocks.add(IndexKey.block(part, key)));
      }
    }
  }

  @Override
  public void close() throws SQLException {
    keys.close();
  }
}
