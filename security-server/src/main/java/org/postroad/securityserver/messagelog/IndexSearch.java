// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.ServiceId;

/**
 * A {@link LogQuery} as statements. Every value is a parameter of them; only what is written here
 * becomes SQL.
 *
 * <p>Where the criteria lead to a few blocks of records, these are looked through one after the
 * other, and the database has nothing to choose. Otherwise the records are read in the order of
 * their times until a page is full.
 */
final class IndexSearch {
  private final LogQuery query;
  private final boolean oldest;
  private final StringBuilder sql = new StringBuilder(SummaryRow.SELECT);
  private final List<Object> parameters = new ArrayList<>();

  private IndexSearch(LogQuery query) {
    this.query = query;
    this.oldest = query.order() == LogQuery.Order.OLDEST_FIRST;
  }

  static List<LogSummary> run(Connection connection, LogQuery query, int journal, Duration patience)
      throws SQLException {
    Optional<Integer> only = query.everyLog() ? Optional.empty() : Optional.of(journal);
    Optional<Set<IndexBlocks.Block>> blocks =
        IndexBlocks.ofPage(connection, query.criteria(), only, patience);
    IndexSearch search = new IndexSearch(query);
    return blocks.isPresent()
        ? search.inBlocks(connection, blocks.get(), patience)
        : search.byTime(connection, only, patience);
  }

  private List<LogSummary> byTime(
      Connection connection, Optional<Integer> journal, Duration patience) throws SQLException {
    journal.ifPresent(only -> where(ofJournal(), only));
    query.criteria().forEach(this::where);
    query.after().ifPresent(place -> follow(place, oldest ? ">" : "<"));
    String order = oldest ? "" : " DESC";
    sql.append(" ORDER BY r.logged_at").append(order).append(", r.journal_no").append(order);
    sql.append(", r.sequence").append(order).append(" LIMIT ?");
    parameters.add(query.limit());
    List<LogSummary> summaries = new ArrayList<>();
    try (PreparedStatement statement = prepared(connection, patience);
        ResultSet found = statement.executeQuery()) {
      while (found.next()) {
        summaries.add(SummaryRow.read(found).summary());
      }
    }
    return List.copyOf(summaries);
  }

  /**
   * A range of sequences is entered by the key of the table. Otherwise the key is kept out of it,
   * for with nearly all records in one journal a database would read and sort all of them.
   */
  private String ofJournal() {
    return query.criteria().stream().anyMatch(LogCriterion.InRange.class::isInstance)
        ? "r.journal_no = ?"
        : "r.journal_no + 0 = ?";
  }

  /** Of each block all that meets the criteria is read; times are compared here. */
  private List<LogSummary> inBlocks(
      Connection connection, Set<IndexBlocks.Block> blocks, Duration patience) throws SQLException {
    where("r.journal_no = ?", 0);
    where("r.sequence BETWEEN ? AND ?", 0L, 0L);
    query.criteria().stream().filter(criterion -> !isTime(criterion)).forEach(this::where);
    Comparator<SummaryRow> order =
        oldest ? SummaryRow.OLDEST_FIRST : SummaryRow.OLDEST_FIRST.reversed();
    NavigableSet<SummaryRow> page = new TreeSet<>(order);
    IndexTimes times = IndexTimes.of(connection, query);
    try (PreparedStatement statement = prepared(connection, patience)) {
      for (IndexBlocks.Block block : blocks) {
        statement.setInt(1, block.journal());
        statement.setLong(2, block.sequences().first());
        statement.setLong(3, block.sequences().last());
        read(statement, times, page);
      }
    }
    return page.stream().map(SummaryRow::summary).toList();
  }

  private void read(PreparedStatement statement, IndexTimes times, NavigableSet<SummaryRow> page)
      throws SQLException {
    try (ResultSet found = statement.executeQuery()) {
      while (found.next()) {
        SummaryRow row = SummaryRow.read(found);
        if (times.admit(row)) {
          page.add(row);
        }
        if (page.size() > query.limit()) {
          var _ = page.pollLast();
        }
      }
    }
  }

  private PreparedStatement prepared(Connection connection, Duration patience) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql.toString());
    statement.setQueryTimeout((int) patience.toSeconds());
    for (int i = 0; i < parameters.size(); i++) {
      statement.setObject(i + 1, parameters.get(i));
    }
    return statement;
  }

  private static boolean isTime(LogCriterion criterion) {
    return criterion instanceof LogCriterion.LoggedFrom
        || criterion instanceof LogCriterion.LoggedBefore;
  }

  private void where(String condition, Object... values) {
    sql.append(" AND ").append(condition);
    parameters.addAll(List.of(values));
  }

  private void where(LogCriterion criterion) {
    switch (criterion) {
      case LogCriterion.LoggedFrom(Instant time) -> where("r.logged_at >= ?", column(time));
      case LogCriterion.LoggedBefore(Instant time) -> where("r.logged_at < ?", column(time));
      case LogCriterion.OfClient(ClientId client) -> isOneOf("r.client_no", client);
      case LogCriterion.OfProvider(ClientId provider) -> isOneOf("s.owner_no", provider);
      case LogCriterion.OfService(ServiceId service) -> isService(service);
      case LogCriterion.WithQueryId(String id) -> where("r.query_id = ?", IndexText.of(id));
      case LogCriterion.WithRequestId(String id) -> where("r.request_id = ?", IndexText.of(id));
      case LogCriterion.ByUser(String user) -> where("r.user_id = ?", IndexText.of(user));
      case LogCriterion.OfIssue(String issue) -> where("r.issue = ?", IndexText.of(issue));
      case LogCriterion.WithOutcome(Outcome outcome) ->
          where("r.outcome = ?", IndexInsert.column(outcome));
      case LogCriterion.Archived(boolean expected) ->
          where("r.archive_no IS " + (expected ? "NOT NULL" : "NULL"));
      case LogCriterion.OnSide(Side side) -> where("r.side = ?", IndexInsert.column(side));
      case LogCriterion.OfKind(Kind kind) -> where("r.kind = ?", IndexInsert.column(kind));
      case LogCriterion.InRange(long first, long last) ->
          where("r.sequence BETWEEN ? AND ?", first, last);
      case LogCriterion.Timestamped(boolean expected) ->
          where(
              (expected ? "NOT " : "")
                  + "EXISTS (SELECT 1 FROM log_waiting x WHERE x.journal_no = r.journal_no"
                  + " AND r.sequence BETWEEN x.first_sequence AND x.last_sequence)");
    }
  }

  private void isOneOf(String column, ClientId client) {
    where(
        column
            + " IN (SELECT client_no FROM log_client"
            + " WHERE instance = ? AND member_class = ? AND member_code = ?"
            + (client.subsystemCode().isPresent() ? " AND subsystem_code = ?)" : ")"),
        IndexText.of(client.instance()),
        IndexText.of(client.memberClass()),
        IndexText.of(client.memberCode()));
    client.subsystemCode().map(IndexText::of).ifPresent(parameters::add);
  }

  private void isService(ServiceId service) {
    ClientId owner = service.owner();
    where(
        "r.service_no IN (SELECT x.service_no FROM log_service x"
            + " JOIN log_client y ON y.client_no = x.owner_no"
            + " WHERE y.instance = ? AND y.member_class = ? AND y.member_code = ?"
            + " AND y.subsystem_code = ? AND x.service_code = ?"
            + (service.serviceVersion().isPresent() ? " AND x.service_version = ?)" : ")"),
        IndexText.of(owner.instance()),
        IndexText.of(owner.memberClass()),
        IndexText.of(owner.memberCode()),
        IndexText.of(owner.subsystemCode().orElse("")),
        IndexText.of(service.serviceCode()));
    service.serviceVersion().map(IndexText::of).ifPresent(parameters::add);
  }

  /** The first condition lets the database enter its index where the page before ended. */
  private void follow(LogQuery.Place place, String direction) {
    where("r.logged_at " + direction + "= ?", column(place.time()));
    where(
        "(r.logged_at, r.journal_no, r.sequence) "
            + direction
            + " (?, (SELECT journal_no FROM log_journal WHERE journal = ?), ?)",
        column(place.time()),
        place.journal(),
        place.sequence());
  }

  /** Milliseconds since 1970; between two of them stands no record, so the next one is meant. */
  private static long column(Instant time) {
    long millis = time.toEpochMilli();
    return time.isAfter(Instant.ofEpochMilli(millis)) ? millis + 1 : millis;
  }
}
