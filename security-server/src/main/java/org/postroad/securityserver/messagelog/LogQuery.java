// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A search in the message log: records for which every criterion holds, by the time they were
 * logged. Long results are read page by page: ask again {@link #after} the last one.
 *
 * @param after where the page before ended
 * @param limit most records of one page
 * @param everyLog also the logs of other servers that fill the same database, whose records can be
 *     read on those servers only
 */
public record LogQuery(
    List<LogCriterion> criteria, Order order, Optional<Place> after, int limit, boolean everyLog) {

  /** Oldest or newest first. */
  public enum Order {
    OLDEST_FIRST,
    NEWEST_FIRST
  }

  /** Where one record stands in the order of results. */
  public record Place(Instant time, UUID journal, long sequence) {}

  private static final int USUAL_LIMIT = 100;
  private static final int LARGEST_LIMIT = 10_000;

  public LogQuery {
    criteria = List.copyOf(criteria);
    if (limit < 1 || limit > LARGEST_LIMIT) {
      throw new IllegalArgumentException(
          "limit of " + limit + " records, expected 1 to " + LARGEST_LIMIT);
    }
  }

  /** The oldest records of this log that meet all criteria. */
  public static LogQuery where(LogCriterion... criteria) {
    return where(List.of(criteria));
  }

  public static LogQuery where(List<LogCriterion> criteria) {
    return new LogQuery(criteria, Order.OLDEST_FIRST, Optional.empty(), USUAL_LIMIT, false);
  }

  public LogQuery newestFirst() {
    return new LogQuery(criteria, Order.NEWEST_FIRST, after, limit, everyLog);
  }

  /** The page that follows one that ended with this record. */
  public LogQuery after(LogSummary last) {
    return new LogQuery(criteria, order, Optional.of(last.place()), limit, everyLog);
  }

  public LogQuery limit(int records) {
    return new LogQuery(criteria, order, after, records, everyLog);
  }

  public LogQuery inEveryLog() {
    return new LogQuery(criteria, order, after, limit, true);
  }
}
