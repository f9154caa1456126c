// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.postroad.securityserver.journal.Sequences;

/** The parts of one journal, by which sequences become numbers of the database and back. */
final class IndexParts {
  private static final String LAST =
      "SELECT id FROM log_record WHERE id BETWEEN ? AND ? ORDER BY id DESC LIMIT 1";

  private final NavigableMap<Long, IndexPart> byPlace = new TreeMap<>();
  private final Map<Integer, IndexPart> byNumber = new HashMap<>();

  private IndexParts(List<IndexPart> parts) {
    for (IndexPart part : parts) {
      byPlace.put(part.place(), part);
      byNumber.put(part.no(), part);
    }
  }

  static IndexParts read(Connection connection, int journal) throws SQLException {
    return new IndexParts(IndexPart.read(connection, Optional.of(journal)));
  }

  /** In the order of their records. */
  Collection<IndexPart> all() {
    return Collections.unmodifiableCollection(byPlace.values());
  }

  /** The part that a record is in, if records of it were ever added. */
  Optional<IndexPart> having(long sequence) {
    return Optional.ofNullable(byPlace.get(IndexId.place(sequence)));
  }

  /** The number of a record, whether it is there or not; nothing where its part is not. */
  OptionalLong id(long sequence) {
    return having(sequence)
        .map(part -> OptionalLong.of(IndexId.of(part.no(), sequence)))
        .orElse(OptionalLong.empty());
  }

  /** The sequence of a record of this journal. */
  long sequence(long id) {
    IndexPart part = byNumber.get(IndexId.part(id));
    if (part == null) {
      throw new IllegalArgumentException("record " + id + " is in no part of this journal");
    }
    return part.sequence(id);
  }

  /** What a range is in the database, part by part. */
  List<IndexId.Range> ids(Sequences.Range range) {
    return byPlace
        .subMap(IndexId.place(range.first()), true, IndexId.place(range.last()), true)
        .values()
        .stream()
        .flatMap(part -> part.ids(range.first(), range.last()).stream())
        .toList();
  }

  /** The largest sequence that there is a row of. */
  OptionalLong last(Connection connection) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(LAST)) {
      for (IndexPart part : byPlace.descendingMap().values()) {
        query.setLong(1, part.ids().first());
        query.setLong(2, part.ids().last());
        try (ResultSet found = query.executeQuery()) {
          if (found.next()) {
            return OptionalLong.of(part.sequence(found.getLong(1)));
          }
        }
      }
    }
    return OptionalLong.empty();
  }
}
