// SPDX-License-Identifier: MIT

package org.postroad.registry.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A session with PostgreSQL, used only when what it commits is on disk, the clocks agree, and no
 * other process goes by this node's name; the lock on the name ends with the session.
 */
record SharedSession(Connection connection, Clock clock) {
  private static final Logger LOG = LoggerFactory.getLogger(SharedSession.class);
  private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(2);
  private static final Duration CLOCKS_DIFFER_TOO_MUCH = Duration.ofSeconds(30);
  private static final int ANSWER_SECONDS = 5;
  private static final String LOCK_NOT_AVAILABLE = "55P03";

  /** {@code local} and {@code remote_write} would lose commits when a standby takes over. */
  private static final Set<String> DURABLE = Set.of("on", "remote_apply");

  private static final List<String> SETTINGS =
      List.of(
          "SELECT set_config('lock_timeout', '10s', false)"
              + " WHERE current_setting('lock_timeout') = '0'",
          "SET idle_in_transaction_session_timeout = '30s'",
          "SET tcp_keepalives_idle = 10",
          "SET tcp_keepalives_interval = 5",
          "SET tcp_keepalives_count = 3");

  /** Makes a new session fit for the journal. */
  static SharedSession prepare(Connection connection, String node, Clock clock)
      throws SQLException {
    var session = new SharedSession(connection, clock);
    try {
      connection.setAutoCommit(true);
      for (String setting : SETTINGS) {
        session.execute(setting);
      }
      session.requireDurability();
      session.requireClock();
      session.takeName(node);
      connection.setAutoCommit(false);
      return session;
    } catch (SQLException | RuntimeException failure) {
      session.close();
      throw failure;
    }
  }

  private void requireDurability() throws SQLException {
    String commit = text("SHOW synchronous_commit");
    if (!DURABLE.contains(commit)) {
      throw refused(
          "The database has synchronous_commit = "
              + commit
              + "; a registry needs 'on', or what it accepted can be lost");
    }
    if (!"on".equals(text("SHOW fsync"))) {
      throw refused("The database has fsync = off; what a registry accepted can be lost");
    }
  }

  private void requireClock() throws SQLException {
    Duration difference = clockDifference();
    if (difference.compareTo(CLOCKS_DIFFER_TOO_MUCH) > 0) {
      throw refused(
          "The clocks of this node and of the database differ by "
              + difference.toSeconds()
              + " s; nodes of a registry need clocks that agree");
    }
  }

  /** Says so when the clocks drift apart (F10). */
  void warnOfClock() throws SQLException {
    Duration difference = clockDifference();
    if (difference.compareTo(CLOCKS_DIFFER) > 0) {
      LOG.warn("the clock differs from the database's by {} ms", difference.toMillis());
    }
  }

  private Duration clockDifference() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT clock_timestamp()")) {
      row.next();
      Instant there = row.getObject(1, OffsetDateTime.class).toInstant();
      return Duration.between(there, clock.instant()).abs();
    }
  }

  private void takeName(String node) throws SQLException {
    if (!lock(node)) {
      throw refused(
          "Another node of this registry goes by the name '"
              + node
              + "', also after a wait of "
              + text("SHOW lock_timeout"));
    }
  }

  /** Keeps every other node off until the session ends; refused while one is there. */
  void takeAllNames() throws SQLException {
    for (String node : nodes().names()) {
      if (!lock(node)) {
        throw refused("The node '" + node + "' runs; stop every node, then restore");
      }
    }
  }

  /**
   * Takes the lock on a name until the session ends, {@code false} if another session has it. The
   * table's own number keeps the registries of one database server apart. PostgreSQL notices that a
   * process is gone only when it next reads from its session, and writes to the end what that
   * session had begun: its successor waits for that.
   */
  private boolean lock(String node) throws SQLException {
    int number = nodes().number(node);
    try {
      execute(
          "SELECT pg_advisory_lock(CAST('registry_node'::regclass AS INTEGER), " + number + ")");
      return true;
    } catch (SQLException failure) {
      if (LOCK_NOT_AVAILABLE.equals(failure.getSQLState())) {
        return false;
      }
      throw failure;
    }
  }

  /** From now to the end of the transaction nobody else writes to the journal. */
  void takeTurn() throws SQLException {
    execute("LOCK TABLE registry_journal IN EXCLUSIVE MODE");
  }

  JournalTable journal() {
    return new JournalTable(connection);
  }

  NodeTable nodes() {
    return new NodeTable(connection);
  }

  void commit() throws SQLException {
    connection.commit();
  }

  void rollBack() {
    try {
      connection.rollback();
    } catch (SQLException lost) {
      LOG.debug("the session was lost before it was rolled back", lost);
    }
  }

  boolean isUsable() {
    try {
      return connection.isValid(ANSWER_SECONDS);
    } catch (SQLException invalid) {
      return false;
    }
  }

  void close() {
    try {
      connection.close();
    } catch (SQLException lost) {
      LOG.debug("the session was lost before it was closed", lost);
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private String text(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? row.getString(1) : "";
    }
  }

  private static Fault refused(String text) {
    return new Fault(FaultCode.DATABASE_ERROR, text);
  }
}
