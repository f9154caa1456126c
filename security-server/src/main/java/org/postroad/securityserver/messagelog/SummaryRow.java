// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.ServiceId;

/**
 * A row of the index as a search reads it.
 *
 * @param journal the number of its journal in the database, by which rows of one time are ordered
 */
record SummaryRow(int journal, LogSummary summary) {
  static final Comparator<SummaryRow> OLDEST_FIRST =
      Comparator.comparing((SummaryRow row) -> row.summary().time())
          .thenComparingInt(SummaryRow::journal)
          .thenComparingLong(row -> row.summary().sequence());

  /** What stands in a statement of the run of records that it reads. */
  enum Parameter {
    JOURNAL,
    OFFSET,
    FIRST_ID,
    LAST_ID;

    Object value(IndexWalk.Run run) {
      return switch (this) {
        case JOURNAL -> run.part().journal();
        case OFFSET -> run.part().offset();
        case FIRST_ID -> run.ids().first();
        case LAST_ID -> run.ids().last();
      };
    }
  }

  static final String TIMESTAMPED =
      "NOT EXISTS (SELECT 1 FROM log_waiting w WHERE w.journal_no = ?"
          + " AND r.id + ? BETWEEN w.first_sequence AND w.last_sequence)";

  /** Of {@link #SELECT}. */
  static final List<Parameter> PARAMETERS =
      List.of(
          Parameter.JOURNAL,
          Parameter.OFFSET,
          Parameter.JOURNAL,
          Parameter.FIRST_ID,
          Parameter.LAST_ID);

  /** The outer joins have a database begin with the records, whatever it thinks of the others. */
  static final String SELECT =
      """
      SELECT r.id, r.logged_at, r.side, r.kind, r.protocol, r.query_id, r.request_id,
        c.instance AS client_instance, c.member_class AS client_class,
        c.member_code AS client_code, c.subsystem_code AS client_subsystem,
        o.instance AS owner_instance, o.member_class AS owner_class, o.member_code AS owner_code,
        o.subsystem_code AS owner_subsystem, s.service_code, s.service_version,
        r.user_id, r.issue, r.outcome, a.file_name, %s AS timestamped
      FROM log_record r
      LEFT JOIN log_client c ON c.client_no = r.client_no
      LEFT JOIN log_service s ON s.service_no = r.service_no
      LEFT JOIN log_client o ON o.client_no = s.owner_no
      LEFT JOIN log_archive a ON a.journal_no = ? AND a.archive_no = r.archive_no
      WHERE r.id BETWEEN ? AND ?\
      """
          .formatted(TIMESTAMPED);

  /** A row of a part. */
  static SummaryRow read(ResultSet row, IndexPart part) throws SQLException {
    return new SummaryRow(part.journal(), summary(row, part));
  }

  private static LogSummary summary(ResultSet row, IndexPart part) throws SQLException {
    return new LogSummary(
        part.log(),
        part.sequence(row.getLong("id")),
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
        Optional.ofNullable(row.getString("outcome")).map(SummaryRow::outcome),
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
