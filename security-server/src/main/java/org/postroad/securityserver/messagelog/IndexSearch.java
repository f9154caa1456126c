// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.ServiceId;

/**
 * A {@link LogQuery} as one statement. Every value is a parameter of it; only what is written here
 * becomes SQL.
 */
final class IndexSearch {
  private static final String COLUMNS =
      """
      SELECT j.journal, r.sequence, r.logged_at, r.side, r.kind, r.protocol, r.query_id,
        r.request_id, c.instance AS client_instance, c.member_class AS client_class,
        c.member_code AS client_code, c.subsystem_code AS client_subsystem,
        o.instance AS owner_instance, o.member_class AS owner_class, o.member_code AS owner_code,
        o.subsystem_code AS owner_subsystem, s.service_code, s.service_version,
        r.user_id, r.issue, r.outcome, a.file_name,
        NOT EXISTS (SELECT 1 FROM log_waiting w WHERE w.journal_no = r.journal_no
          AND r.sequence BETWEEN w.first_sequence AND w.last_sequence) AS timestamped
      FROM log_record r
      JOIN log_journal j ON j.journal_no = r.journal_no
      JOIN log_client c ON c.client_no = r.client_no
      JOIN log_service s ON s.service_no = r.service_no
      JOIN log_client o ON o.client_no = s.owner_no
      LEFT JOIN log_archive a ON a.journal_no = r.journal_no AND a.archive_no = r.archive_no
      WHERE TRUE\
      """;

  private final StringBuilder sql = new StringBuilder(COLUMNS);
  private final List<Object> parameters = new ArrayList<>();

  private IndexSearch(LogQuery query, int journal) {
    if (!query.everyLog()) {
      where("r.journal_no = ?", journal);
    }
    query.criteria().forEach(this::where);
    boolean oldest = query.order() == LogQuery.Order.OLDEST_FIRST;
    query.after().ifPresent(place -> follow(place, oldest ? ">" : "<"));
    String order = oldest ? "" : " DESC";
    sql.append(" ORDER BY r.logged_at").append(order).append(", r.journal_no").append(order);
    sql.append(", r.sequence").append(order).append(" LIMIT ?");
    parameters.add(query.limit());
  }

  static List<LogSummary> run(Connection connection, LogQuery query, int journal, Duration patience)
      throws SQLException {
    IndexSearch search = new IndexSearch(query, journal);
    try (PreparedStatement statement = connection.prepareStatement(search.sql.toString())) {
      statement.setQueryTimeout((int) patience.toSeconds());
      for (int i = 0; i < search.parameters.size(); i++) {
        statement.setObject(i + 1, search.parameters.get(i));
      }
      List<LogSummary> summaries = new ArrayList<>();
      try (ResultSet found = statement.executeQuery()) {
        while (found.next()) {
          summaries.add(summary(found));
        }
      }
      return List.copyOf(summaries);
    }
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
      case LogCriterion.WithQueryId(String id) -> isText("query_key", "query_id", id);
      case LogCriterion.WithRequestId(String id) -> isText("request_key", "request_id", id);
      case LogCriterion.ByUser(String user) -> isText("user_key", "user_id", user);
      case LogCriterion.OfIssue(String issue) -> isText("issue_key", "issue", issue);
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

  private void isText(String key, String column, String text) {
    String value = IndexText.of(text);
    where("r." + key + " = ? AND r." + column + " = ?", IndexText.key(value), value);
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

  private static LogSummary summary(ResultSet row) throws SQLException {
    return new LogSummary(
        row.getObject("journal", UUID.class),
        row.getLong("sequence"),
        Instant.ofEpochMilli(row.getLong("logged_at")),
        IndexInsert.column(Side.CONSUMER).equals(row.getString("side"))
            ? Side.CONSUMER
            : Side.PROVIDER,
        IndexInsert.column(Kind.REQUEST).equals(row.getString("kind"))
            ? Kind.REQUEST
            : Kind.RESPONSE,
        row.getString("protocol"),
        row.getString("query_id"),
        row.getString("request_id"),
        client(row, "client_"),
        new ServiceId(
            client(row, "owner_"),
            row.getString("service_code"),
            optional(row.getString("service_version"))),
        Optional.ofNullable(row.getString("user_id")),
        Optional.ofNullable(row.getString("issue")),
        Optional.ofNullable(row.getString("outcome")).map(IndexSearch::outcome),
        row.getBoolean("timestamped"),
        Optional.ofNullable(row.getString("file_name")));
  }

  private static Outcome outcome(String column) {
    return IndexInsert.column(Outcome.FAILED).equals(column) ? Outcome.FAILED : Outcome.SUCCEEDED;
  }

  private static ClientId client(ResultSet row, String prefix) throws SQLException {
    return ClientId.of(
        row.getString(prefix + "instance"),
        row.getString(prefix + "class"),
        row.getString(prefix + "code"),
        optional(row.getString(prefix + "subsystem")));
  }

  private static Optional<String> optional(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }
}
