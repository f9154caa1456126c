// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/** What lies in the time that a search is about, and behind the page before. */
final class IndexTimes {
  private final Predicate<SummaryRow> rows;
  private final Predicate<IndexSpan> spans;

  private IndexTimes(Predicate<SummaryRow> rows, Predicate<IndexSpan> spans) {
    this.rows = rows;
    this.spans = spans;
  }

  static IndexTimes of(Connection connection, LogQuery query) throws SQLException {
    Predicate<SummaryRow> rows = _ -> true;
    Predicate<IndexSpan> spans = span -> !span.isEmpty();
    for (LogCriterion criterion : query.criteria()) {
      if (criterion instanceof LogCriterion.LoggedFrom(Instant time)) {
        rows = rows.and(row -> !row.summary().time().isBefore(time));
        spans = spans.and(span -> !span.last().isBefore(time));
      } else if (criterion instanceof LogCriterion.LoggedBefore(Instant time)) {
        rows = rows.and(row -> row.summary().time().isBefore(time));
        spans = spans.and(span -> span.first().isBefore(time));
      }
    }
    if (query.after().isPresent()) {
      LogQuery.Place place = query.after().get();
      Optional<Integer> journal = journal(connection, place);
      boolean oldest = query.order() == LogQuery.Order.OLDEST_FIRST;
      rows = rows.and(row -> follows(row, place, journal, oldest));
      spans =
          spans.and(span ->
              oldest ? !span.last().isBefore(place.time()) : !span.first().isAfter(place.time()));
    }
    return new IndexTimes(rows, spans);
  }

  private static Optional<Integer> journal(Connection connection, LogQuery.Place place)
      throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("SELECT journal_no FROM log_journal WHERE journal = ?")) {
      query.setObject(1, place.journal());
      try (ResultSet found = query.executeQuery()) {
        return found.next() ? Optional.of(found.getInt(1)) : Optional.empty();
      }
    }
  }

  private static boolean follows(
      SummaryRow row, LogQuery.Place place, Optional<Integer> journal, boolean oldest) {
    int compared = row.summary().time().compareTo(place.time());
    if (compared == 0 && journal.isPresent()) {
      compared = Integer.compare(row.journal(), journal.get());
      compared =
          compared == 0 ? Long.compare(row.summary().sequence(), place.sequence()) : compared;
    }
    return oldest ? compared > 0 : compared < 0;
  }

  boolean admit(SummaryRow row) {
    return rows.test(row);
  }

  /** Whether there may be a row of such a block or part among them. */
  boolean admit(IndexSpan span) {
    return spans.test(span);
  }
}
