// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
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
 * <p>Blocks of records are looked through in the order of their times, those alone to which the
 * criteria lead, until a page is full and none of what lies ahead belongs on it.
 */
final class IndexSearch {
  private final LogQuery query;
  private final StringBuilder sql = new StringBuilder(SummaryRow.SELECT);
  private final List<Object> parameters = new ArrayList<>(SummaryRow.PARAMETERS);
  private final NavigableSet<SummaryRow> page;

  private IndexSearch(LogQuery query) {
    this.query = query;
    this.page =
        new TreeSet<>(
            switch (query.order()) {
              case OLDEST_FIRST -> SummaryRow.OLDEST_FIRST;
              case NEWEST_FIRST -> SummaryRow.OLDEST_FIRST.reversed();
            });
  }

  static List<LogSummary> run(Connection connection, LogQuery query, int journal, Duration patience)
      throws SQLException {
    Optional<Integer> only = query.everyLog() ? Optional.empty() : Optional.of(journal);
    Optional<Set<Long>> blocks = IndexBlocks.of(connection, query.criteria(), only, patience);
    IndexTimes times = IndexTimes.of(connection, query);
    try (IndexWalk walk = IndexWalk.begin(connection, query, only, blocks, times, patience)) {
      return new IndexSearch(query).search(connection, walk, times, patience);
    }
  }

  private List<LogSummary> search(
      Connection connection, IndexWalk walk, IndexTimes times, Duration patience)
      throws SQLException {
    query.criteria().forEach(this::where);
    try (PreparedStatement statement = connection.prepareStatement(sql.toString())) {
      statement.setQueryTimeout((int) patience.toSeconds());
      Optional<IndexWalk.Run> run = walk.next();
      while (run.isPresent()) {
        int lacking = query.limit() - page.size();
        if (2 * read(statement, run.get(), times) <= lacking) {
          walk.hurry();
        }
        run = isComplete(walk) ? Optional.empty() : walk.next();
      }
    }
    return page.stream().map(SummaryRow::summary).toList();
  }

  private boolean isComplete(IndexWalk walk) {
    return page.size() == query.limit() && !walk.mayPrecede(page.last().summary().time());
  }

  /** How many rows may stand on the page. */
  private int read(PreparedStatement statement, IndexWalk.Run run, IndexTimes times)
      throws SQLException {
    for (int i = 0; i < parameters.size(); i++) {
      Object parameter = parameters.get(i);
      statement.setObject(
          i + 1, parameter instanceof SummaryRow.Parameter of ? of.value(run) : parameter);
    }
    int admitted = 0;
    try (ResultSet found = statement.executeQuery()) {
      while (found.next()) {
        SummaryRow row = SummaryRow.read(found, run.part());
        if (times.admit(row)) {
          page.add(row);
          admitted++;
        }
        if (page.size() > query.limit()) {
          var _ = page.pollLast();
        }
      }
    }
    return admitted;
  }

  private void where(String condition, Object... values) {
    sql.append(" AND ").append(condition);
    parameters.addAll(List.of(values));
  }

  private void where(LogCriterion criterion) {
    switch (criterion) {
      case LogCriterion.LoggedFrom _, LogCriterion.LoggedBefore _, LogCriterion.InRange _ -> {
        // The walk keeps to them, and times of rows are compared.
      }
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
      case LogCriterion.Timestamped(boolean expected) ->
          where(
              expected ? SummaryRow.TIMESTAMPED : "NOT (" + SummaryRow.TIMESTAMPED + ")",
              SummaryRow.Parameter.JOURNAL,
              SummaryRow.Parameter.OFFSET);
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
}
